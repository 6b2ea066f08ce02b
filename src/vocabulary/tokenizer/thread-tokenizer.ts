import { readTokenizer, type Tokenizer } from './tokenizer.ts';

let last: { readonly key: string; readonly tokenizer: Promise<Tokenizer> } | undefined;

/**
 * The tokeniser of a file, for the shards of one thread: reading one takes a second, so the one that was
 * used last is kept. `fingerprint` is that of the artefact that holds the file.
 */
export function threadTokenizer(file: string, fingerprint: string): Promise<Tokenizer> {
  const key = `${fingerprint} ${file}`;
  if (last?.key !== key) last = { key, tokenizer: readTokenizer(file) };
  return last.tokenizer;
}

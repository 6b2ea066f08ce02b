// Makes src/language/data/headwords.txt.br from the shared data: `npx node tools/make-headwords.ts`.
// The single-word headwords of the explanatory dictionary (komdil/Tajik-Keyword-Extractor, MIT), sorted.
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { sharedFolder } from '../src/core/configuration.ts';
import { readText, writeFileAtomically } from '../src/core/files.ts';

const words = new Set<string>();
for (const line of (
  await readText(join(sharedFolder(), 'data/linguistic/explanatory-dictionary/words.jsonl'))
).split('\n')) {
  if (line === '') continue;
  const { word } = JSON.parse(line) as { word: string };
  // Roman numerals after a homonym (бор і) are no part of it.
  const plain = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\u00A0]+[іivx\d]+\.?$/u, '')
    .trim();
  if (/^[а-яёғӣқӯҳҷ-]{2,}$/u.test(plain)) words.add(plain);
}
const text = [...words].sort().join('\n');
await writeFileAtomically(
  new URL('../src/language/data/headwords.txt.br', import.meta.url).pathname,
  brotliCompressSync(text),
);
process.stdout.write(`${words.size} headwords\n`);

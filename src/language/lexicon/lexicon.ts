import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { plainTajik } from '../skeleton.ts';

const headerSchema = z.strictObject({
  purpose: z.string(),
  madeBy: z.string(),
  sources: z.array(z.string()),
  /** How many words follow. */
  words: z.int().positive(),
});

export type LexiconHeader = z.output<typeof headerSchema>;

/** Tajik word forms. Words are asked for in lower case. */
export interface Lexicon {
  /** How common a form is: 1 + log2 of its count, 0 for a form that is not known. */
  weight(word: string): number;
  /** The most common form of those that look like this one without the special letters. */
  bestForm(word: string): string | undefined;
}

const file = new URL('../data/tajik-lexicon.words', import.meta.url);
let loaded: Lexicon | undefined;

/** The lexicon, read at the first call (about 100 ms). */
export function tajikLexicon(): Lexicon {
  loaded ??= readLexicon();
  return loaded;
}

function readLexicon(): Lexicon {
  const path = fileURLToPath(file);
  const remedy = 'Restore the file from the repository.';
  const source = { file: path, remedy, family: 'corrupt' } as const;
  const bytes = readFileSync(path);
  const end = bytes.indexOf(0x0a);
  const header = parseWith(headerSchema, parseJson(bytes.toString('utf8', 0, end), source), source);
  const weights = new Map<string, number>();
  for (const line of unpack(bytes.subarray(end + 1), path, remedy).split('\n')) {
    const space = line.indexOf(' ');
    weights.set(line.slice(0, space), 1 + Number(line.slice(space + 1)));
  }
  if (weights.size !== header.words) {
    const message = `${weights.size} words were found, ${header.words} expected.`;
    throw new CorruptArtefactError({ message, file: path, remedy });
  }
  let forms: Map<string, string> | undefined;
  return {
    weight: (word) => weights.get(word) ?? 0,
    bestForm(word) {
      forms ??= bestForms(weights);
      return forms.get(plainTajik(word));
    },
  };
}

function unpack(bytes: Uint8Array, file: string, remedy: string): string {
  try {
    return zstdDecompressSync(bytes).toString('utf8');
  } catch (cause) {
    throw new CorruptArtefactError({ message: 'The lexicon cannot be unpacked.', file, remedy, cause });
  }
}

function bestForms(weights: ReadonlyMap<string, number>): Map<string, string> {
  const forms = new Map<string, string>();
  for (const [word, weight] of weights) {
    const plain = plainTajik(word);
    const other = forms.get(plain);
    if (other === undefined || (weights.get(other) ?? 0) < weight) forms.set(plain, word);
  }
  return forms;
}

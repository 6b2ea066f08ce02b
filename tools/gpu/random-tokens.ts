import { mkdir } from 'node:fs/promises';
import { seededRandom } from '../../src/core/seeded-random.ts';
import { writeTokenIndex, writeTokenShard } from '../../src/vocabulary/index.ts';

const documents = 400;
const begin = 2;
const end = 1;
/** The first tokens of the vocabulary are special. */
const firstToken = 400;

/** Lengths of documents: half of them are longer than the median, none is beyond the limits. */
export interface DocumentLengths {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/**
 * Writes a tokens artefact of 400 documents of random tokens, a few of them frequent, for trainings of which only the
 * speed counts. The same on every machine.
 */
export async function writeRandomTokens(
  folder: string,
  vocabularySize: number,
  { least, median, most }: DocumentLengths,
): Promise<void> {
  const random = seededRandom(1);
  const length = () => {
    // Logarithms of lengths are normally distributed (Box–Muller).
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.floor(Math.min(most, Math.max(least, median * Math.exp(0.8 * normal))));
  };
  // Ranks of words: the chance of the rank r falls with r^1.2 (Zipf).
  const token = () => firstToken + ((Math.floor((1 - random()) ** -5) - 1) % (vocabularySize - firstToken));
  const made = Array.from({ length: documents }, (_, number) => ({
    id: `document-${number}`,
    tokens: [begin, ...Array.from({ length: length() }, token), end],
  }));
  const facts = { vocabularySize, masked: false };
  await mkdir(folder, { recursive: true });
  await writeTokenIndex(folder, [await writeTokenShard(folder, 0, made, facts)], facts);
}

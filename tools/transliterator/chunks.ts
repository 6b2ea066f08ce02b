// Cuts an aligned pair into the words of its source and what each is written as.
import { type Aligner, misfit } from './align.ts';

/** A word, its text in the other script (`+` or `-` first: joined to the text before it). */
export interface Chunk {
  readonly word: string;
  readonly text: string;
  /** What each letter became. */
  readonly spellings: readonly string[];
}

/** The chunks of a sentence pair, or nothing when the two do not fit. */
export function chunksOf(
  aligner: Aligner,
  source: string,
  target: string,
  mostCost = misfit,
): Chunk[] | undefined {
  const found = aligner.align(source, target);
  if (!found || found.cost > mostCost) return undefined;
  const { spellings } = found;
  const chunks: Chunk[] = [];
  let start = 0;
  let joint = '';
  for (let place = 0; place <= source.length; place += 1) {
    if (place < source.length && source.charAt(place) !== ' ') continue;
    const own = spellings.slice(start, place);
    const text = own.join('');
    const word = source.slice(start, place);
    if (word !== '') chunks.push({ word, text: joint + text, spellings: own });
    joint = spellings[place] === '' ? '+' : spellings[place] === '-' ? '-' : '';
    start = place + 1;
  }
  return chunks;
}

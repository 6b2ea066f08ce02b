// Draws training samples: a class, one of its sources, a line, and a run of its words.
import { kinds } from '../../src/language/identify/characters.ts';
import { maximumFeatures, WordReader, wordFeatures } from '../../src/language/identify/features.ts';
import type { TrainingClass } from './classes.ts';
import type { Sample } from './softmax.ts';
import type { Source } from './sources.ts';

/** Lines that follow each other go to the same part, since they may come from one text. */
const blockLines = 20;
/** Every so manyth block is kept for calibration and not trained on. */
const calibrationBlocks = 12;
const maximumWords = 40;

export interface DrawOptions {
  readonly place: number;
  readonly mask: number;
  readonly random: () => number;
  readonly part: 'training' | 'calibration';
}

const reader = new WordReader();
const rows = new Int32Array(maximumFeatures * maximumWords);

/** A sample, or undefined where the line had no word of the script. */
export function drawSample(classes: readonly TrainingClass[], options: DrawOptions): Sample | undefined {
  const { random } = options;
  const target = drawByWeight(classes, random);
  const own = classes[target]?.sources ?? [];
  const source = own[drawByWeight(own, random)];
  const line = source && drawLine(source, options);
  if (line === undefined) return undefined;
  // Mostly short: that is where telling apart is hard. From 1 to 40 words, even on a logarithmic scale.
  const words = Math.floor(Math.exp(random() * Math.log(maximumWords))) + 1;
  return readRows(line, words, target, options);
}

function drawLine(source: Source, { random, part }: DrawOptions): string | undefined {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const index = Math.floor(random() * source.lines.length);
    const isKept = Math.floor(index / blockLines) % calibrationBlocks === calibrationBlocks - 1;
    if (isKept === (part === 'calibration')) return source.lines[index];
  }
  return undefined;
}

function readRows(line: string, words: number, target: number, options: DrawOptions): Sample | undefined {
  const { place, mask, random } = options;
  const starts = [...line.matchAll(/\S+/g)].map((match) => match.index);
  const first = Math.floor(random() * Math.max(1, starts.length - words + 1));
  reader.begin(line, starts[first] ?? 0);
  let count = 0;
  for (let taken = 0; taken < Math.min(words, maximumWords) && reader.next(); taken += 1) {
    if (reader.word.kind === kinds.Cyrl + place) count = wordFeatures(reader.word, mask, rows, count);
  }
  return count === 0 ? undefined : { rows: rows.slice(0, count), target };
}

function drawByWeight(items: readonly { readonly weight: number }[], random: () => number): number {
  let left = random() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const [index, { weight }] of items.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return items.length - 1;
}

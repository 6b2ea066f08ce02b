// Makes src/language/data/tajik-restorer.weights: `node --max-old-space-size=4000 tools/restorer/train-restorer.ts`
// (a minute or two of one core). Logistic regression on hashed features: for each г и к у х ч of Tajik text, plain or
// special, whether it is the special one. One block of 50 lines in 20 of the running prose is held out to judge by
// (restorer-lines.ts). SIB-200's train part in Tajik is only judged by; NTREX and the rest of SIB-200 are never read.
import { writeFileSync } from 'node:fs';
import { constants, zstdCompressSync } from 'node:zlib';
import {
  contextFeatureLimit,
  contextFeatures,
  emptyContext,
  noNeighbour,
  shapeOf,
} from '../../src/language/restore/features.ts';
import { specialIndex } from '../../src/language/restore/letters.ts';
import {
  describeWord,
  features,
  LineWords,
  longestWord,
  setPlace,
  type WordForm,
} from '../../src/language/restore/line-words.ts';
import { plainTajik } from '../../src/language/skeleton.ts';
import { slotOf, type WeightsHeader } from '../../src/language/weights-file.ts';
import { modelOutput, trialSample } from '../model-output.ts';
import {
  developmentLines,
  hashShare,
  type RestorerLine,
  restorerLines,
  restorerSources,
} from './restorer-lines.ts';

const slots = 2 ** 22;
const mask = slots - 1;
const epochs = 3;
const rate = 0.2;
const scale = 0.06;
// Rarer features than this only crowd the table.
const leastWordCount = 2;
const leastContextCount = 3;
const countMask = 2 ** 24 - 1;
const unseenShare = 0.25;
const faultLevel = 0.95;
const faultWeight = 0.1;
// The places of the features of a context that hold the hash of the whole word; see contextFeatures.
const wholeWordFeatures = [0, 1, 6, 13, 14, 20];
const forgotten = 0x7fffffff;
let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x80000000;
}

const words = new LineWords();
interface TrainingForm extends WordForm {
  readonly features: Int32Array;
}
/** A line as training goes over it, again and again. */
interface TrainingLine extends RestorerLine {
  readonly forms: readonly TrainingForm[];
  /** What is before each word and after the last one. */
  readonly gaps: Uint8Array;
  readonly shapes: Uint8Array;
  /** For each word the places of its letters that are special ones, as bits by their order among those decided. */
  readonly special: Uint32Array;
  /** The only word that is learned from; -1 for all. */
  readonly onlyWord: number;
}

const forms = new Map<string, TrainingForm>();
const context = emptyContext();
const contextHashes = new Int32Array(contextFeatureLimit);
const hashes = new Int32Array(64);
const counts = new Uint8Array(countMask + 1);

function formOf(line: string, start: number, wordEnd: number): TrainingForm {
  const end = Math.min(wordEnd, start + longestWord);
  const key = plainTajik(line.slice(start, end).toLowerCase());
  const known = forms.get(key);
  if (known) return known;
  const described = describeWord(line, start, end);
  const form = { ...described, features: features.slice(0, described.featureEnds.at(-1) ?? 0) };
  forms.set(key, form);
  return form;
}

function trainingLine(line: RestorerLine): TrainingLine {
  const { text } = line;
  words.read(text, 0, text.length);
  const lineForms: TrainingForm[] = [];
  const shapes = new Uint8Array(words.count);
  const special = new Uint32Array(words.count);
  for (let word = 0; word < words.count; word += 1) {
    const start = words.starts[word] ?? 0;
    const form = formOf(text, start, words.ends[word] ?? 0);
    lineForms.push(form);
    shapes[word] = shapeOf(text, start, words.ends[word] ?? 0, words.gaps[word] ?? 0);
    for (const [index, place] of form.places.entries()) {
      if ((specialIndex[text.charCodeAt(start + place)] ?? 0) > 0)
        special[word] = (special[word] ?? 0) | (1 << index);
    }
  }
  const onlyWord = line.only === undefined ? -1 : words.starts.indexOf(line.only);
  return { ...line, forms: lineForms, gaps: words.gaps.slice(0, words.count + 1), shapes, special, onlyWord };
}

type Use = (hashCount: number, wordHashCount: number, isSpecial: boolean, word: number) => void;

/** Fills `hashes` with the features of each letter that is decided, and calls `use`. */
function visit(line: TrainingLine, use: Use): void {
  for (let word = 0; word < line.forms.length; word += 1) {
    const form = line.forms[word];
    if (!form || (line.onlyWord >= 0 && word !== line.onlyWord)) continue;
    const before = line.forms[word - 1];
    context.before = before?.neighbour ?? noNeighbour;
    context.isAfterLongI = before?.endsInI === true && isSpecialAt(line, word - 1, before.places.length - 1);
    context.after = line.forms[word + 1]?.neighbour ?? noNeighbour;
    context.gapBefore = line.gaps[word] ?? 0;
    context.gapAfter = line.gaps[word + 1] ?? 0;
    context.shape = line.shapes[word] ?? 0;
    let from = 0;
    for (let place = 0; place < form.places.length; place += 1) {
      const to = form.featureEnds[place] ?? 0;
      let count = 0;
      for (let feature = from; feature < to; feature += 1) hashes[count++] = form.features[feature] ?? 0;
      from = to;
      const wordCount = count;
      setPlace(context, form, place);
      const contextCount = contextFeatures(context, contextHashes);
      for (let index = 0; index < contextCount; index += 1) hashes[count++] = contextHashes[index] ?? 0;
      use(count, wordCount, isSpecialAt(line, word, place), word);
    }
  }
}

function isSpecialAt(line: TrainingLine, word: number, place: number): boolean {
  return (((line.special[word] ?? 0) >>> place) & 1) === 1;
}

/** Drops the features that are too rare; returns how many are left. */
function keepCommon(count: number, wordCount: number): number {
  let kept = 0;
  for (let index = 0; index < count; index += 1) {
    const hash = hashes[index] ?? 0;
    if (hash === forgotten) continue;
    const least = index < wordCount ? leastWordCount : leastContextCount;
    if ((counts[slotOf(hash, countMask)] ?? 0) >= least) hashes[kept++] = hash;
  }
  return kept;
}

/** Makes the features that name the whole word rare ones. */
function forgetWord(wordCount: number): void {
  hashes[wordCount - 1] = forgotten;
  for (const index of wholeWordFeatures) hashes[wordCount + index] = forgotten;
}

function sumOf(count: number, table: Float32Array | Int8Array): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += table[slotOf(hashes[index] ?? 0, mask)] ?? 0;
  return sum;
}

const all = trialSample(restorerLines());
const held = all.filter(({ isHeld }) => isHeld).map(trainingLine);
const development = trialSample(developmentLines()).map(trainingLine);
const lines = all
  .filter(({ isHeld }) => !isHeld)
  .map((line) => ({ line, order: hashShare(`order ${line.text}`) }))
  .sort((one, other) => one.order - other.order)
  .map(({ line }) => trainingLine(line));
process.stdout.write(`${lines.length} lines\n`);

function shareRight(table: Float32Array | Int8Array): string {
  return `${shareRightOf(held, table)} held-out words right, ${shareRightOf(development, table)} of SIB-200's train part`;
}

function shareRightOf(judged: readonly TrainingLine[], table: Float32Array | Int8Array): string {
  let total = 0;
  let wrong = 0;
  for (const line of judged) {
    let last = -1;
    visit(line, (count, _, isSpecial, word) => {
      if (sumOf(count, table) > 0 === isSpecial || word === last) return;
      wrong += 1;
      last = word;
    });
    total += line.forms.length;
  }
  return `${((100 * (total - wrong)) / total).toFixed(3)} % of ${total}`;
}

for (const line of lines) {
  visit(line, (count) => {
    for (let index = 0; index < count; index += 1) {
      const slot = slotOf(hashes[index] ?? 0, countMask);
      if ((counts[slot] ?? 0) < 255) counts[slot] = (counts[slot] ?? 0) + 1;
    }
  });
}
const weights = new Float32Array(slots);
// The mean of the weights at the ends of the later passes forgets less of what rare words taught.
const means = new Float32Array(slots);
const squares = new Float32Array(slots);
for (let epoch = 0; epoch < epochs; epoch += 1) {
  for (const line of lines) {
    visit(line, (count, wordCount, isSpecial) => {
      // As if the word had never been seen: teaches the letters around a place what names and new words need.
      if (random() < unseenShare) forgetWord(wordCount);
      const kept = keepCommon(count, wordCount);
      const miss = 1 / (1 + Math.exp(-sumOf(kept, weights))) - (isSpecial ? 1 : 0);
      if (Math.abs(miss) < 0.002) return;
      // From the second pass on, a letter that the model is this sure of is more likely a fault of the text.
      const error = miss * line.weight * (epoch > 0 && Math.abs(miss) > faultLevel ? faultWeight : 1);
      for (let index = 0; index < kept; index += 1) {
        const slot = slotOf(hashes[index] ?? 0, mask);
        squares[slot] = (squares[slot] ?? 0) + error * error;
        weights[slot] = (weights[slot] ?? 0) - (rate * error) / Math.sqrt((squares[slot] ?? 0) + 0.1);
      }
    });
  }
  if (epoch > 0) {
    for (let slot = 0; slot < slots; slot += 1)
      means[slot] = (means[slot] ?? 0) + (weights[slot] ?? 0) / (epochs - 1);
  }
  process.stdout.write(`pass ${epoch + 1}: ${shareRight(weights)}\n`);
}
const values = Int8Array.from(means, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
const header: WeightsHeader = {
  purpose:
    'Whether a letter г и к у х ч of Tajik text stands for ғ ӣ қ ӯ ҳ ҷ, by the letters and words around it.',
  madeBy: 'tools/restorer/train-restorer.ts',
  sources: restorerSources,
  slots,
  scale,
};
const packed = zstdCompressSync(values, { params: { [constants.ZSTD_c_compressionLevel]: 19 } });
writeFileSync(
  modelOutput('src/language/data/tajik-restorer.weights'),
  Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), packed]),
);
process.stdout.write(`rounded: ${shareRight(values)}; ${packed.length} bytes\n`);

// Makes src/language/data/tajik-restorer.weights: `node --max-old-space-size=4000 data/train-restorer.ts`
// (five to ten minutes). Logistic regression on hashed features: for each г и к у х ч of Tajik text, plain or
// special, whether it is the special one. One block of 50 lines in 20 of the running prose is held out to judge by
// (restorer-lines.ts); NTREX and SIB-200 in Tajik are never read.
import { writeFileSync } from 'node:fs';
import { constants, zstdCompressSync } from 'node:zlib';
import { contextFeatureLimit, contextFeatures, emptyContext, noNeighbour, shapeOf } from '../src/language/restore/features.ts';
import { specialIndex } from '../src/language/restore/letters.ts';
import { describeWord, features, LineWords, longestWord, type WordForm } from '../src/language/restore/line-words.ts';
import { slotOf, type WeightsHeader } from '../src/language/weights-file.ts';
import { hashShare, restorerLines } from './restorer-lines.ts';

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

const all = restorerLines();
const held = all.filter(({ isHeld }) => isHeld);
const lines = all
  .filter(({ isHeld }) => !isHeld)
  .map((line) => ({ ...line, order: hashShare(`order ${line.text}`) }))
  .sort((one, other) => one.order - other.order);
process.stdout.write(`${lines.length} lines\n`);

const words = new LineWords();
interface TrainingForm extends WordForm {
  readonly features: Int32Array;
}

const forms = new Map<string, TrainingForm>();
const context = emptyContext();
const contextHashes = new Int32Array(contextFeatureLimit);
const hashes = new Int32Array(64);
const counts = new Uint8Array(countMask + 1);

function formOf(line: string, word: number): TrainingForm {
  const start = words.starts[word] ?? 0;
  const end = Math.min(words.ends[word] ?? 0, start + longestWord);
  const key = line.slice(start, end).toLowerCase();
  const known = forms.get(key);
  if (known) return known;
  const described = describeWord(line, start, end);
  const form = { ...described, features: features.slice(0, described.featureEnds.at(-1) ?? 0) };
  forms.set(key, form);
  return form;
}

type Use = (hashCount: number, wordHashCount: number, isSpecial: boolean, word: number) => void;

/** Fills `hashes` with the features of each letter that is decided, and calls `use`. */
function visit(line: string, use: Use): void {
  words.read(line, 0, line.length);
  for (let word = 0; word < words.count; word += 1) {
    const form = formOf(line, word);
    const start = words.starts[word] ?? 0;
    context.before = word > 0 ? formOf(line, word - 1).neighbour : noNeighbour;
    context.isAfterLongI = word > 0 && line.charAt((words.ends[word - 1] ?? 0) - 1).toLowerCase() === 'ӣ';
    context.after = word + 1 < words.count ? formOf(line, word + 1).neighbour : noNeighbour;
    context.gapBefore = words.gaps[word] ?? 0;
    context.gapAfter = words.gaps[word + 1] ?? 0;
    context.shape = shapeOf(line, start, words.ends[word] ?? 0, context.gapBefore);
    let from = 0;
    for (let place = 0; place < form.places.length; place += 1) {
      const to = form.featureEnds[place] ?? 0;
      let count = 0;
      for (let feature = from; feature < to; feature += 1) hashes[count++] = form.features[feature] ?? 0;
      from = to;
      const wordCount = count;
      context.whole = form.wholes[place] ?? 0;
      context.tail = form.tails[place] ?? 0;
      context.near = form.nears[place] ?? 0;
      context.leftNear = form.leftNears[place] ?? 0;
      context.rightNear = form.rightNears[place] ?? 0;
      context.isFinal = form.endsInI && place === form.places.length - 1;
      const contextCount = contextFeatures(context, contextHashes);
      for (let index = 0; index < contextCount; index += 1) hashes[count++] = contextHashes[index] ?? 0;
      use(count, wordCount, (specialIndex[line.charCodeAt(start + (form.places[place] ?? 0))] ?? 0) > 0, word);
    }
  }
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

function shareRight(table: Float32Array | Int8Array): string {
  let total = 0;
  let wrong = 0;
  for (const { text } of held) {
    let last = -1;
    visit(text, (count, _, isSpecial, word) => {
      if (sumOf(count, table) > 0 === isSpecial || word === last) return;
      wrong += 1;
      last = word;
    });
    total += words.count;
  }
  return `${((100 * (total - wrong)) / total).toFixed(3)} % of ${total} held-out words right`;
}

for (const { text } of lines) {
  visit(text, (count) => {
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
  for (const { text, weight } of lines) {
    visit(text, (count, wordCount, isSpecial) => {
      // As if the word had never been seen: teaches the letters around a place what names and new words need.
      if (random() < unseenShare) forgetWord(wordCount);
      const kept = keepCommon(count, wordCount);
      const miss = 1 / (1 + Math.exp(-sumOf(kept, weights))) - (isSpecial ? 1 : 0);
      if (Math.abs(miss) < 0.002) return;
      // From the second pass on, a letter that the model is this sure of is more likely a fault of the text.
      const error = miss * weight * (epoch > 0 && Math.abs(miss) > faultLevel ? faultWeight : 1);
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
  purpose: 'Whether a letter г и к у х ч of Tajik text stands for ғ ӣ қ ӯ ҳ ҷ, by the letters and words around it.',
  madeBy: 'data/train-restorer.ts',
  sources: [
    'the running text of shared/data/text but ted (sources and licences: shared/data/SOURCES.md), verse and scripture at 0.15 of the weight, without the blocks held out to judge by: statistics of words and their neighbours only',
    'explanatory dictionary, Firefox strings, lessons, dialogues, CLDR names, word lists of stibiumghost and uniparser, as SOURCES.md names them',
    'Russian: SIB-200 train part (CC BY-SA 4.0) and the Universal Declaration of Human Rights',
  ],
  slots,
  scale,
};
const packed = zstdCompressSync(values, { params: { [constants.ZSTD_c_compressionLevel]: 19 } });
const file = new URL('../src/language/data/tajik-restorer.weights', import.meta.url);
writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), packed]));
process.stdout.write(`rounded: ${shareRight(values)}; ${packed.length} bytes\n`);

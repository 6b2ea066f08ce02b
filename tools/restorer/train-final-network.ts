// Makes src/language/data/tajik-final-i.network: `node --max-old-space-size=4000 tools/restorer/train-final-network.ts`
// (a minute or two of one core). A network of one hidden layer that says of a last и of a Tajik word whether it is izofat or ӣ, by
// three words on either side (src/language/restore/final-features.ts). Learns from the lines of restorer-lines.ts.

import { writeFileSync } from 'node:fs';
import { constants, zstdCompressSync } from 'node:zlib';
import { countUp } from '../../src/core/count-up.ts';
import {
  finalFeatures,
  finalHashes,
  finalPlaceCount,
  finalPlaces,
  namingFeatures,
} from '../../src/language/restore/final-features.ts';
import {
  type FinalNetworkHeader,
  firstSlot,
  probes,
  tagOf,
} from '../../src/language/restore/final-network.ts';
import { LineWords } from '../../src/language/restore/line-words.ts';
import { modelOutput, trialSample } from '../model-output.ts';
import { developmentLines, type RestorerLine, restorerLines, restorerSources } from './restorer-lines.ts';

const slots = 2 ** 16;
const width = 16;
const hidden = 32;
const inputs = finalPlaceCount * width;
const epochs = 4;
const rate = 0.05;
const leastCount = 3;
const unseenShare = 0.3;
// From the second pass on, what the network is this sure of is more likely a fault of the text.
const faultLevel = 0.95;
const faultWeight = 0.1;
// Passes at the end whose networks are averaged.
const averaged = 3;
let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x80000000;
}
/** About normal, of variance 1. */
function spread(): number {
  return (random() + random() + random() + random() - 2) * 1.73;
}

/** The words in -и and -ӣ of some lines; the features of word i are those from `ends[i - 1]` to `ends[i]`. */
interface Endings {
  readonly features: Int32Array;
  readonly places: Uint8Array;
  readonly ends: Int32Array;
  readonly isLong: Uint8Array;
  readonly weights: Float32Array;
}

const words = new LineWords();
function endingsOf(lines: readonly RestorerLine[]): Endings {
  const limit = lines.reduce((sum, { text }) => sum + (text.match(/[иӣ](?!\p{L})/giu)?.length ?? 0), 0);
  const features = new Int32Array(limit * finalHashes.length);
  const places = new Uint8Array(limit * finalHashes.length);
  const ends = new Int32Array(limit);
  const isLong = new Uint8Array(limit);
  const weights = new Float32Array(limit);
  let count = 0;
  let total = 0;
  for (const { text, weight, only } of lines) {
    words.read(text, 0, text.length);
    const long = Uint8Array.from({ length: words.count }, (_, word) =>
      /ӣ/i.test(text.charAt((words.ends[word] ?? 0) - 1)) ? 1 : 0,
    );
    for (let word = 0; word < words.count; word += 1) {
      if (only !== undefined && words.starts[word] !== only) continue;
      if (!/[иӣ]/i.test(text.charAt((words.ends[word] ?? 0) - 1))) continue;
      const found = finalFeatures(text, words, word, long);
      features.set(finalHashes.subarray(0, found), total);
      places.set(finalPlaces.subarray(0, found), total);
      total += found;
      ends[count] = total;
      isLong[count] = long[word] ?? 0;
      weights[count++] = weight;
    }
  }
  return { features, places, ends: ends.subarray(0, count), isLong, weights };
}

const all = trialSample(restorerLines());
const learned = endingsOf(all.filter(({ isHeld }) => !isHeld));
const held = endingsOf(all.filter(({ isHeld }) => isHeld));
const development = endingsOf([...trialSample(developmentLines())]);
process.stdout.write(`${learned.ends.length} words\n`);

// The most frequent features get the rows; a feature that finds its slots full, or its tag taken, gets none.
const tags = new Uint8Array(slots);
const rowOf = new Map<number, number>();
{
  const counts = new Map<number, number>();
  for (const hash of learned.features.subarray(0, learned.ends.at(-1))) countUp(counts, hash);
  const common = [...counts]
    .filter(([, count]) => count >= leastCount)
    .sort((one, other) => other[1] - one[1]);
  for (const [hash] of common) {
    const around = Array.from(
      { length: probes },
      (_, step) => (firstSlot(hash, slots - 1) + step) & (slots - 1),
    );
    const slot = around.find((place) => tags[place] === 0);
    if (slot === undefined || around.some((place) => tags[place] === tagOf(hash))) continue;
    tags[slot] = tagOf(hash);
    rowOf.set(hash, slot);
  }
  process.stdout.write(`${rowOf.size} of ${common.length} features have a row\n`);
}
for (const { features } of [learned, held, development]) {
  for (let index = 0; index < features.length; index += 1)
    features[index] = rowOf.get(features[index] ?? 0) ?? -1;
}

interface Network {
  readonly rows: Float32Array;
  readonly layer: Float32Array;
}
const biases = hidden * inputs;
const output = biases + hidden;
const network: Network = {
  rows: Float32Array.from({ length: slots * width }, () => 0.1 * spread()),
  layer: Float32Array.from({ length: output + hidden + 1 }, (_, index) => {
    if (index < biases) return (1.4 * spread()) / Math.sqrt(inputs);
    return index >= output && index < output + hidden ? spread() / Math.sqrt(hidden) : 0;
  }),
};
const mean: Network = {
  rows: new Float32Array(slots * width),
  layer: new Float32Array(network.layer.length),
};
const rowSquares = new Float32Array(slots);
const layerSquares = new Float32Array(network.layer.length);
const sums = new Float32Array(inputs);
const gradients = new Float32Array(inputs);
const activations = new Float32Array(hidden);

function logitsOf({ rows, layer }: Network, endings: Endings, index: number, isNamed: boolean): number {
  sums.fill(0);
  const start = index === 0 ? 0 : (endings.ends[index - 1] ?? 0);
  for (
    let feature = start + (isNamed ? 0 : namingFeatures);
    feature < (endings.ends[index] ?? 0);
    feature += 1
  ) {
    const row = (endings.features[feature] ?? -1) * width;
    if (row < 0) continue;
    const target = (endings.places[feature] ?? 0) * width;
    for (let number = 0; number < width; number += 1)
      sums[target + number] = (sums[target + number] ?? 0) + (rows[row + number] ?? 0);
  }
  let logits = layer[output + hidden] ?? 0;
  for (let unit = 0; unit < hidden; unit += 1) {
    let activation = layer[biases + unit] ?? 0;
    const row = unit * inputs;
    for (let number = 0; number < inputs; number += 1)
      activation += (layer[row + number] ?? 0) * (sums[number] ?? 0);
    activations[unit] = Math.max(0, activation);
    if (activation > 0) logits += activation * (layer[output + unit] ?? 0);
  }
  return logits;
}

function learnLayer(weight: number, gradient: number, speed: number): void {
  const squares = (layerSquares[weight] ?? 0) + gradient * gradient;
  layerSquares[weight] = squares;
  network.layer[weight] = (network.layer[weight] ?? 0) - (speed * gradient) / Math.sqrt(squares + 0.1);
}

/** Takes one step for the word whose logits were computed last. */
function learn(index: number, error: number, isNamed: boolean, speed: number): void {
  gradients.fill(0);
  learnLayer(output + hidden, error, speed);
  for (let unit = 0; unit < hidden; unit += 1) {
    const activation = activations[unit] ?? 0;
    if (activation <= 0) continue;
    const gradient = error * (network.layer[output + unit] ?? 0);
    learnLayer(output + unit, error * activation, speed);
    learnLayer(biases + unit, gradient, speed);
    const row = unit * inputs;
    for (let number = 0; number < inputs; number += 1) {
      gradients[number] = (gradients[number] ?? 0) + gradient * (network.layer[row + number] ?? 0);
      const sum = sums[number] ?? 0;
      if (sum !== 0) learnLayer(row + number, gradient * sum, speed);
    }
  }
  const start = index === 0 ? 0 : (learned.ends[index - 1] ?? 0);
  for (
    let feature = start + (isNamed ? 0 : namingFeatures);
    feature < (learned.ends[index] ?? 0);
    feature += 1
  ) {
    const slot = learned.features[feature] ?? -1;
    if (slot < 0) continue;
    const from = (learned.places[feature] ?? 0) * width;
    let squares = 0;
    for (let number = 0; number < width; number += 1) squares += (gradients[from + number] ?? 0) ** 2;
    rowSquares[slot] = (rowSquares[slot] ?? 0) + squares / width;
    const step = speed / Math.sqrt((rowSquares[slot] ?? 0) + 0.01);
    for (let number = 0; number < width; number += 1) {
      const place = slot * width + number;
      network.rows[place] = (network.rows[place] ?? 0) - step * (gradients[from + number] ?? 0);
    }
  }
}

function wrong(judged: Network, endings: Endings): string {
  let count = 0;
  for (let index = 0; index < endings.ends.length; index += 1) {
    if (logitsOf(judged, endings, index, true) > 0 !== (endings.isLong[index] === 1)) count += 1;
  }
  return `${count} of ${endings.ends.length}`;
}

function shuffled(length: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, index) => index);
  for (let index = length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

for (let epoch = 0; epoch < epochs; epoch += 1) {
  const speed = rate * ([0.25, 0.5][epochs - 1 - epoch] ?? 1);
  for (const index of shuffled(learned.ends.length)) {
    const isNamed = random() >= unseenShare;
    const logits = logitsOf(network, learned, index, isNamed);
    const miss = 1 / (1 + Math.exp(-logits)) - (learned.isLong[index] ?? 0);
    const error =
      miss * (learned.weights[index] ?? 0) * (epoch > 0 && Math.abs(miss) > faultLevel ? faultWeight : 1);
    if (Math.abs(error) >= 0.003) learn(index, error, isNamed, speed);
  }
  if (epoch >= epochs - averaged) {
    for (const part of ['rows', 'layer'] as const) {
      for (const [index, value] of network[part].entries())
        mean[part][index] = (mean[part][index] ?? 0) + value / averaged;
    }
  }
  process.stdout.write(
    `pass ${epoch + 1}: wrong ${wrong(network, held)} held-out words, ${wrong(network, development)} of SIB-200's train part\n`,
  );
}
// One value in 10,000 is cut off.
const sorted = mean.rows.map(Math.abs).sort();
const scale = (sorted[Math.floor(sorted.length * 0.9999)] ?? 1) / 127;
const rounded = Int8Array.from(mean.rows, (value, index) =>
  tags[Math.floor(index / width)] === 0 ? 0 : Math.max(-127, Math.min(127, Math.round(value / scale))),
);
const kept: Network = { rows: Float32Array.from(rounded, (value) => value * scale), layer: mean.layer };
const header: FinalNetworkHeader = {
  purpose:
    'Whether a last и of a Tajik word is izofat or stands for ӣ, by the word and three words on either side.',
  madeBy: 'tools/restorer/train-final-network.ts',
  sources: restorerSources,
  slots,
  width,
  hidden,
  scale,
};
const body = Buffer.concat([tags, Buffer.from(rounded.buffer), Buffer.from(mean.layer.buffer)]);
const packed = zstdCompressSync(body, { params: { [constants.ZSTD_c_compressionLevel]: 19 } });
writeFileSync(
  modelOutput('src/language/data/tajik-final-i.network'),
  Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), packed]),
);
process.stdout.write(
  `rounded: wrong ${wrong(kept, held)}, ${wrong(kept, development)}; ${packed.length} bytes\n`,
);

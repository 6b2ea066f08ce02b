// Trains src/corpus/data/quality-score.json on the shared data: `npx node tools/train-quality-score.ts`.
//
// Wanted: the geography textbook, school essays, lessons, dictionary prose. Unwanted: UI strings, tweets, the
// debris of Wikipedia, templated countries, verse transliterated without vowels, word lists. A document is an
// essay, a lesson or a country where the source has them, else a run of lines. Every fifth block of ten
// documents in a row (by the hash of source and block) is held out; nothing is judged on what it trained.
// Every document also comes with its line ends as spaces, so that the cut of the lines does not decide.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../src/core/configuration.ts';
import { countUp } from '../src/core/count-up.ts';
import { writeFileAtomically } from '../src/core/files.ts';
import { parseJson, parseWith } from '../src/core/schema.ts';
import { featureNames, qualityFeatures } from '../src/corpus/quality/quality-features.ts';
import { applyModel, type QualityModel } from '../src/corpus/quality/quality-score.ts';
import { scanTokens } from '../src/corpus/tables/tokens.ts';
import { normaliseText } from '../src/language/index.ts';
import { modelOutput } from './model-output.ts';

interface Example {
  readonly source: string;
  readonly wanted: boolean;
  readonly heldOut: boolean;
  readonly features: Float64Array;
}

const data = join(sharedFolder(), 'data');
const read = (path: string) => readFile(join(data, path), 'utf8');

/** Runs of lines as documents. */
async function lineRuns(path: string, linesEach: number, maximum = 1500): Promise<string[]> {
  const lines = (await read(path)).split('\n').filter((line) => line.trim() !== '');
  const runs: string[] = [];
  for (let at = 0; at < lines.length; at += linesEach) runs.push(lines.slice(at, at + linesEach).join('\n'));
  return thin(runs, maximum);
}

function thin<Item>(items: readonly Item[], maximum: number): Item[] {
  const step = Math.max(1, items.length / maximum);
  return Array.from(
    { length: Math.min(maximum, items.length) },
    (_, index) => items[Math.floor(index * step)],
  ).filter((item) => item !== undefined);
}

async function jsonLines(path: string): Promise<string[]> {
  const schema = z.object({ text: z.string() });
  const lines = (await read(path)).split('\n').filter(Boolean);
  return lines.map((line) => parseWith(schema, parseJson(line)).text);
}

/** Word lists, a hundred words a line, as they turn up in crawls. */
async function wordLists(): Promise<string[]> {
  const words = (await read('linguistic/tesseract-tgk/lstm_tgk.wordlist')).split('\n').filter(Boolean);
  const texts: string[] = [];
  for (let at = 0; at < words.length && texts.length < 300; at += 100) {
    texts.push(words.slice(at, at + 100).join(texts.length % 2 === 0 ? '\n' : ' '));
  }
  return texts;
}

async function countries(): Promise<string[]> {
  const schema = z.record(z.string(), z.record(z.string(), z.unknown()));
  const found = parseWith(schema, parseJson(await read('noise/templated-countries.json')));
  return Object.values(found).map((country) =>
    Object.values(country)
      .map((part) => (typeof part === 'object' && part !== null && 'tg' in part ? String(part.tg) : ''))
      .filter((text) => text.length > 20)
      .join('\n'),
  );
}

async function transliterations(): Promise<string[]> {
  const texts = await jsonLines('noise/automatic-transliteration.jsonl');
  const answers = texts.map((text) => text.split('<|im_start|>assistant\n').at(-1) ?? '');
  return thin(
    answers.map((text) => text.replace(/<\|.*?\|>/g, '')),
    1500,
  );
}

async function loadSources(): Promise<{ name: string; wanted: boolean; texts: string[] }[]> {
  const lessons = (await jsonLines('teaching/lessons.jsonl')).filter(
    (text) => text.split(/\s+/).length >= 40,
  );
  return [
    {
      name: 'textbook-geography8',
      wanted: true,
      texts: await lineRuns('text/research/textbook-geography8.txt', 15),
    },
    { name: 'school-essays', wanted: true, texts: await jsonLines('teaching/essays.jsonl') },
    { name: 'lessons', wanted: true, texts: thin(lessons, 1500) },
    {
      name: 'explanatory-dictionary',
      wanted: true,
      texts: await lineRuns('text/open/explanatory-dictionary.txt', 8),
    },
    { name: 'ui-strings', wanted: false, texts: await lineRuns('text/open/ui-strings.txt', 15) },
    { name: 'bbc-tweets', wanted: false, texts: await lineRuns('text/research/bbc-tweets.txt', 6) },
    { name: 'wiki-debris', wanted: false, texts: await lineRuns('text/research/wiki-tg.txt', 10) },
    { name: 'templated-countries', wanted: false, texts: await countries() },
    { name: 'automatic-transliteration', wanted: false, texts: await transliterations() },
    { name: 'word-lists', wanted: false, texts: await wordLists() },
  ];
}

function toExamples({
  name,
  wanted,
  texts,
}: {
  name: string;
  wanted: boolean;
  texts: readonly string[];
}): Example[] {
  return texts.flatMap((raw, index) => {
    const heldOut = Number.parseInt(sha256(`${name} ${Math.floor(index / 10)}`).slice(0, 8), 16) % 5 === 0;
    const text = normaliseText(raw);
    return [text, text.replace(/\s*\n\s*/g, ' ')].flatMap((version) => {
      const features = qualityFeatures(version, scanTokens(version));
      return features ? [{ source: name, wanted, heldOut, features }] : [];
    });
  });
}

/** Newton's method with an L2 penalty; each source weighs the same within its class, each class the same. */
function train(examples: readonly Example[]): Pick<QualityModel, 'bias' | 'features'> {
  const size = featureNames.length;
  const weights = sourceWeights(examples);
  const { means, deviations } = standardise(examples, weights);
  const rows = examples.map(({ features }) => {
    const row = new Float64Array(size + 1).fill(1);
    for (let at = 0; at < size; at += 1) {
      const value = ((features[at] ?? 0) - (means[at] ?? 0)) / (deviations[at] ?? 1);
      row[at] = Math.max(-4, Math.min(4, value));
    }
    return row;
  });
  let beta = new Float64Array(size + 1);
  const penalty = 0.003;
  for (let round = 0; round < 12; round += 1) {
    const gradient = new Float64Array(size + 1);
    const hessian = Array.from({ length: size + 1 }, () => new Float64Array(size + 1));
    for (const [index, row] of rows.entries()) {
      let sum = 0;
      for (let at = 0; at <= size; at += 1) sum += (beta[at] ?? 0) * (row[at] ?? 0);
      const probability = 1 / (1 + Math.exp(-sum));
      const weight = weights[index] ?? 0;
      const error = weight * ((examples[index]?.wanted ? 1 : 0) - probability);
      const curve = weight * probability * (1 - probability);
      for (let a = 0; a <= size; a += 1) {
        const value = row[a] ?? 0;
        gradient[a] = (gradient[a] ?? 0) + error * value;
        const line = hessian[a];
        if (line) for (let b = 0; b <= a; b += 1) line[b] = (line[b] ?? 0) + curve * value * (row[b] ?? 0);
      }
    }
    for (let at = 0; at <= size; at += 1) {
      if (at < size) gradient[at] = (gradient[at] ?? 0) - penalty * (beta[at] ?? 0);
      const line = hessian[at];
      if (line) line[at] = (line[at] ?? 0) + (at < size ? penalty : 1e-9);
    }
    const step = solve(hessian, gradient);
    beta = beta.map((value, at) => value + (step[at] ?? 0));
  }
  return {
    bias: beta[size] ?? 0,
    features: featureNames.map((name, at) => ({
      name,
      mean: round(means[at] ?? 0),
      deviation: round(deviations[at] ?? 1),
      weight: round(beta[at] ?? 0),
    })),
  };
}

function sourceWeights(examples: readonly Example[]): number[] {
  const counts = new Map<string, number>();
  for (const { source } of examples) countUp(counts, source);
  const sources = (wanted: boolean) =>
    new Set(examples.filter((example) => example.wanted === wanted).map(({ source }) => source)).size;
  const classes = { wanted: sources(true), unwanted: sources(false) };
  return examples.map(
    ({ source, wanted }) => 0.5 / (counts.get(source) ?? 1) / (wanted ? classes.wanted : classes.unwanted),
  );
}

function standardise(examples: readonly Example[], weights: readonly number[]) {
  const means = new Float64Array(featureNames.length);
  const squares = new Float64Array(featureNames.length);
  for (const [index, { features }] of examples.entries()) {
    for (const [at, value] of features.entries()) {
      means[at] = (means[at] ?? 0) + value * (weights[index] ?? 0);
      squares[at] = (squares[at] ?? 0) + value * value * (weights[index] ?? 0);
    }
  }
  return {
    means,
    deviations: squares.map((square, at) => Math.sqrt(Math.max(1e-6, square - (means[at] ?? 0) ** 2))),
  };
}

/** Cholesky decomposition of the lower half of a positive definite matrix. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  const at = (row: number, column: number) => lower[row]?.[column] ?? 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = at(row, column);
      for (let k = 0; k < column; k += 1) sum -= at(row, k) * at(column, k);
      const line = lower[row];
      if (line) line[column] = row === column ? Math.sqrt(sum) : sum / at(column, column);
    }
  }
  const result = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < row; k += 1) result[row] = (result[row] ?? 0) - at(row, k) * (result[k] ?? 0);
    result[row] = (result[row] ?? 0) / at(row, row);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let k = row + 1; k < size; k += 1) result[row] = (result[row] ?? 0) - at(k, row) * (result[k] ?? 0);
    result[row] = (result[row] ?? 0) / at(row, row);
  }
  return result;
}

/** Chance that a wanted document scores above an unwanted one. */
function areaUnderCurve(
  model: Pick<QualityModel, 'bias' | 'features'>,
  examples: readonly Example[],
): number {
  const full = { about: '', sources: [], heldOutAuc: 0, ...model };
  const scored = examples
    .map(({ wanted, features }) => ({ wanted, score: applyModel(full, features) }))
    .sort((a, b) => a.score - b.score);
  let below = 0;
  let pairs = 0;
  for (const { wanted } of scored) {
    if (wanted) pairs += below;
    else below += 1;
  }
  return pairs / below / (scored.length - below);
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}

const sources = await loadSources();
const examples = sources.flatMap(toExamples);
const training = examples.filter(({ heldOut }) => !heldOut);
const heldOut = examples.filter((example) => example.heldOut);
const model = train(training);
const described = sources.map(({ name, wanted }) => {
  const without = train(training.filter(({ source }) => source !== name));
  const judged = heldOut.filter((example) => example.source === name || example.wanted !== wanted);
  return {
    name,
    wanted,
    trained: training.filter(({ source }) => source === name).length,
    heldOut: heldOut.filter(({ source }) => source === name).length,
    unseenSourceAuc: round(areaUnderCurve(without, judged)),
  };
});
const file: QualityModel = {
  about: 'Likeness to textbook prose; made by tools/train-quality-score.ts, which states sources and splits.',
  sources: described,
  heldOutAuc: round(areaUnderCurve(model, heldOut)),
  ...model,
  bias: round(model.bias),
};
const target = modelOutput('src/corpus/data/quality-score.json');
const text = JSON.stringify(file, null, 1).replace(/\{\n\s+"name"[^{}]*\}/g, (one) =>
  one.replace(/\n\s+/g, ' '),
);
await writeFileAtomically(target, `${text}\n`);
process.stdout.write(`held-out AUC ${file.heldOutAuc}\n`);
for (const one of described) process.stdout.write(`${JSON.stringify(one)}\n`);

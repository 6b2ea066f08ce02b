// Makes src/documents/data/letter-statistics.json, by which encodings are told apart, from the shared
// data: `npx node tools/train-letter-statistics.ts`. Holds how common each pair of neighbouring letters is, no
// text. NTREX and the UDHR are left out: they judge (bench/documents/encodings.ts).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedFolder } from '../src/core/configuration.ts';
import { writeFileAtomically } from '../src/core/files.ts';
import { classCount, classOf, isTelling } from '../src/documents/encoding/letters.ts';
import { modelOutput } from './model-output.ts';

const files = {
  tajik: [
    'text/open/explanatory-dictionary.txt',
    'text/open/mozilla-www.txt',
    'text/research/bbc-paragraphs.txt',
    'text/research/school-essays.txt',
    'text/research/stib-news.txt',
  ],
  russian: ['evaluation/sib200/rus_Cyrl/train.tsv'],
};
const smoothing = 0.2;

async function costsOf(paths: readonly string[]): Promise<number[]> {
  const counts = new Float64Array(classCount ** 2).fill(smoothing);
  for (const path of paths) {
    const text = await readFile(join(sharedFolder(), 'data', path), 'utf8');
    // Headings and shouted words: every pair also in capitals, as rare as they are in books.
    for (const [form, weight] of [
      [text, 1],
      [text.toUpperCase(), 0.02],
    ] as const) {
      for (let index = 1; index < form.length; index += 1) {
        const [first, second] = [classOf(form.charCodeAt(index - 1)), classOf(form.charCodeAt(index))];
        if (isTelling(first, second))
          counts[first * classCount + second] = (counts[first * classCount + second] ?? 0) + weight;
      }
    }
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Array.from(counts, (count) => Math.round(-10 * Math.log(count / total)));
}

const languages: Record<string, number[]> = {};
for (const [language, paths] of Object.entries(files)) languages[language] = await costsOf(paths);
const statistics = {
  sources: Object.entries(files).map(
    ([language, paths]) => `${language}: ${paths.join(', ')} of the shared data`,
  ),
  unit: 'minus the log-probability of a pair of neighbouring characters, tenths of a nat; classes and their order are in src/documents/encoding/letters.ts',
  languages,
};
await writeFileAtomically(
  modelOutput('src/documents/data/letter-statistics.json'),
  `${JSON.stringify(statistics)}\n`,
);

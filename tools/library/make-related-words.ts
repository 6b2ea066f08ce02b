// Makes src/library/data/related-words.json: stems that stand for each other in questions and texts. From the synonyms of
// the word book (data/lessons/words.jsonl, CC0), and from what pupils type where the text says it in another word (the
// train part of the lessons' questions only).
//   node tools/library/make-related-words.ts

import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { countUp } from '../../src/core/count-up.ts';
import { writeFileAtomically } from '../../src/core/files.ts';
import { readJsonLinesFile } from '../../src/core/json-lines.ts';
import { understandQuestion } from '../../src/library/text/question.ts';
import { formsOfWord, placedWords } from '../../src/library/text/word-forms.ts';
import { partOf } from './split.ts';
import { readLessons } from './training-library.ts';

const synonymWeight = 0.5;
const learnedWeight = 0.35;
const mostRelated = 6;
const wordSchema = z.looseObject({ word: z.string(), synonyms: z.array(z.string()) });
const related = new Map<string, Map<string, number>>();

for await (const { word, synonyms } of readJsonLinesFile(
  join(sharedFolder(), 'data/lessons/words.jsonl'),
  wordSchema,
)) {
  for (const synonym of synonyms) {
    // Of several words none stands for the whole.
    if (/[\s-]/u.test(synonym) || /[\s-]/u.test(word)) continue;
    relate(formsOfWord(word).stem, formsOfWord(synonym).stem, synonymWeight);
    relate(formsOfWord(synonym).stem, formsOfWord(word).stem, synonymWeight);
  }
}

const asked = new Map<string, number>();
const told = new Map<string, number>();
const together = new Map<string, { asked: string; told: string; articles: Set<string> }>();
let count = 0;
for (const article of await readLessons()) {
  if (partOf(article.id) !== 'train') continue;
  for (const { typed, question, evidence } of article.questions) {
    count += 1;
    const words = placedWords(`${evidence} ${question} ${article.title}`);
    const text = new Set(
      words.filter((word) => !word.isStopWord && /^\p{L}{3,}/u.test(word.plain)).map(({ stem }) => stem),
    );
    const stems = new Set(
      understandQuestion(typed).terms.flatMap((term) => (term.isNumber ? [] : [...term.stems].slice(0, 1))),
    );
    for (const stem of text) countUp(told, stem);
    for (const stem of stems) {
      countUp(asked, stem);
      if (stem.length < 3 || text.has(stem)) continue;
      for (const other of text) {
        if (stems.has(other)) continue;
        const key = `${stem} ${other}`;
        const pair = together.get(key) ?? { asked: stem, told: other, articles: new Set() };
        pair.articles.add(article.id);
        together.set(key, pair);
      }
    }
  }
}
for (const { asked: stem, told: other, articles } of together.values()) {
  // Pointwise mutual information; few articles need a strong bond.
  const bond = Math.log((articles.size * count) / ((asked.get(stem) ?? 1) * (told.get(other) ?? 1)));
  if ((articles.size >= 3 && bond > 2.2) || (articles.size === 2 && bond > 3.5))
    relate(stem, other, learnedWeight);
}

const sorted = [...related].sort(([one], [other]) => (one < other ? -1 : 1));
const words = Object.fromEntries(
  sorted.map(([stem, others]) => [
    stem,
    Object.fromEntries([...others].sort((one, other) => other[1] - one[1]).slice(0, mostRelated)),
  ]),
);
await writeFileAtomically(
  join(projectFolder, 'src/library/data/related-words.json'),
  `${JSON.stringify({ madeBy: 'tools/library/make-related-words.ts', sources: 'data/lessons (CC0)', words }, null, 0).replaceAll('},"', '},\n"')}\n`,
);
process.stdout.write(`${sorted.length} stems\n`);

function relate(stem: string, other: string, weight: number): void {
  if (stem === other || stem.length < 2 || other.length < 2) return;
  const others = related.get(stem) ?? new Map<string, number>();
  others.set(other, Math.max(weight, others.get(other) ?? 0));
  related.set(stem, others);
}

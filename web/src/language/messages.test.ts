import { describe, expect, it } from 'vitest';
import { en as comfortEn, ru as comfortRu, tg as comfortTg } from '../comfort/comfort-texts.ts';
import { en as practiceEn } from '../practice/texts/en.ts';
import { ru as practiceRu } from '../practice/texts/ru.ts';
import { tg as practiceTg } from '../practice/texts/tg.ts';
import { en as staffEn } from '../staff/texts/en.ts';
import { ru as staffRu } from '../staff/texts/ru.ts';
import { tg as staffTg } from '../staff/texts/tg.ts';
import { en as tasksEn } from '../tasks/texts/en.ts';
import { ru as tasksRu } from '../tasks/texts/ru.ts';
import { tg as tasksTg } from '../tasks/texts/tg.ts';
import { en as taskEn } from '../teacher/task-texts/en.ts';
import { ru as taskRu } from '../teacher/task-texts/ru.ts';
import { tg as taskTg } from '../teacher/task-texts/tg.ts';
import { en } from './messages/en.ts';
import { ru } from './messages/ru.ts';
import { tg } from './messages/tg.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every text with its way to it; the plural forms of one text count as one. */
function textsOf(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  const branches = tree as Tree;
  if ('other' in branches) return [[path, Object.values(branches).join(' ')]];
  return Object.entries(branches).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

const placesIn = (text: string) => [...new Set(text.match(/\{\w+\}/gu))].sort().join();

describe.each([
  ['the chat', tg, ru, en],
  ['the pages of teachers', staffTg, staffRu, staffEn],
  ['practice', practiceTg, practiceRu, practiceEn],
  ["teachers' questions and tests", taskTg, taskRu, taskEn],
  ['the tour and the settings of reading', comfortTg, comfortRu, comfortEn],
  ['the tasks', tasksTg, tasksRu, tasksEn],
])('the texts of %s', (_name, tajik, russian, english) => {
  it('are the same ones in three languages, with the same places to fill', () => {
    const wanted = textsOf(tajik).map(([path, text]) => `${path} ${placesIn(text)}`);
    for (const other of [russian, english])
      expect(textsOf(other).map(([path, text]) => `${path} ${placesIn(text)}`)).toEqual(wanted);
  });

  it('are written with Tajik letters, none that Tajik does not have', () => {
    for (const [path, text] of textsOf(tajik)) {
      expect(text, path).not.toMatch(/[щцыь]/iu);
      // Latin letters that look like Cyrillic ones inside a Cyrillic word.
      expect(text, path).not.toMatch(/[а-яёғӣқӯҳҷ][a-z]|[a-z][а-яёғӣқӯҳҷ]/iu);
    }
  });
});

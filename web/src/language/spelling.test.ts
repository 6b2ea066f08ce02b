import { describe, expect, it } from 'vitest';
import { tg as audit } from '../administrator/audit-texts.ts';
import { tg as sources } from '../chat/sources/texts.ts';
import { tg as comfort } from '../comfort/comfort-texts.ts';
import { tg as logIn } from '../log-in/texts.ts';
import { tg as practice } from '../practice/texts/tg.ts';
import { tg as staff } from '../staff/texts/tg.ts';
import { tg as work } from '../staff/work-texts.ts';
import { tg as tasks } from '../tasks/texts/tg.ts';
import { tg as school } from '../teacher/task-texts/tg.ts';
import { tg as chat, exampleQuestions } from './messages/tg.ts';

const allTexts = JSON.stringify([
  chat,
  staff,
  sources,
  work,
  audit,
  logIn,
  tasks,
  comfort,
  practice,
  school,
  exampleQuestions,
]);
const words = (text: string) => text.match(/[а-яёғӣқӯҳҷ]+/giu) ?? [];

/** Tajik words that have a long ӯ before ҳ by their origin; all others are borrowed. */
const ownWords = /^(кӯҳ|гурӯҳ|анбӯҳ|шукӯҳ|андӯҳ|пажӯҳ|нуҳ)/iu;

// The state's norm of spelling (2011): borrowed words have у before ҳ and ъ: суҳбат, муҳлат, мавзуъ, шуъба.
describe('the spelling of the interface', () => {
  it('has у before ҳ and ъ in borrowed words', () => {
    const wrong = words(allTexts).filter((word) => /ӯ[ҳъ]/iu.test(word) && !ownWords.test(word));
    expect(wrong).toEqual([]);
  });

  it('knows only « » as quotation marks', () => {
    expect(allTexts.replace(/\\"|"/gu, '')).not.toMatch(/[“”„]/u);
  });

  it('would find both', () => {
    expect('сӯҳбат ва мавзӯъ').toMatch(/ӯ[ҳъ]/iu);
    expect(ownWords.test('гурӯҳҳо')).toBe(true);
  });
});

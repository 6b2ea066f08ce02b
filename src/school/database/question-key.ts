import { normaliseText, plainTajik } from '../../language/index.ts';
import type { Store } from './store.ts';

/** Words that a question can do without, as they are compared. */
const fillers = new Set(
  'лутфан илтимос мебахшед бубахшед салом ассалом бигу бигуед гуй гуи гуед оё ба ман аст мебошад хаст'
    .split(' ')
    .map(fold),
);
/** Two words that are also written as one. */
const together: Readonly<Record<string, string>> = {
  чист: 'чи',
  кист: 'ки',
  кучост: 'кучо',
  чанданд: 'чанд анд',
  чандаст: 'чанд',
  кадомаст: 'кадом',
};
// Words; numbers with their decimals; signs of arithmetic. A dash counts beside a digit only.
const parts = /[\p{L}\p{M}]+|\d+(?:[.,]\d+)*|[+*/=^<>%×÷·√()]|(?<=\d\s*)[-−–]|[-−–](?=\s*\d)/gu;

/**
 * What was asked, as it is compared: two lists of questions with one key ask the same. Case, Tajik letters, doubled
 * letters, punctuation and polite words do not count; every other word, its place, numbers and signs do.
 * @param texts the questions of a branch, the first one first.
 */
export function questionKey(texts: readonly string[]): string {
  return texts.map(keyOf).join('\n');
}

function keyOf(text: string): string {
  const found = normaliseText(text).toLowerCase().match(parts) ?? [];
  return found
    .map(fold)
    .map((part) => together[part] ?? part)
    .filter((part) => !fillers.has(part))
    .join(' ');
}

/** Latin letters stay as they are: II is not I. */
function fold(part: string): string {
  return plainTajik(part)
    .replace(/[йѝ]/gu, 'и')
    .replace(/[ёэ]/gu, 'е')
    .replace(/[ъь]/gu, '')
    .replace(/(\p{Script=Cyrillic})\1+/gu, '$1');
}

/** Writes the keys of corrections that an earlier version kept without one. */
export function keyCorrections(store: Store): void {
  const rows = store.all<{ number: number; answer_number: number }>(
    'SELECT number, answer_number FROM corrections',
  );
  for (const { number, answer_number } of rows) {
    const asked = store.all<{ text: string }>(
      `WITH RECURSIVE path (number) AS (
         SELECT :answer
         UNION ALL
         SELECT parent_number FROM messages JOIN path USING (number) WHERE parent_number IS NOT NULL
       )
       SELECT text FROM messages JOIN path USING (number) WHERE role = 'user' ORDER BY number`,
      { answer: answer_number },
    );
    store.run('UPDATE corrections SET question_key = :key WHERE number = :number', {
      key: questionKey(asked.map(({ text }) => text)),
      number,
    });
  }
}

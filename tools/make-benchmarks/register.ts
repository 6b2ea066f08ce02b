// Makes benchmarks/register: `npx node tools/make-benchmarks/register.ts`.
// The explanatory dictionary marks words of speech ("гуфт.") and of books ("кит."). Rules: "spoken" (which of four is said
// and not written; the others are bookish), "bookish" (the other way round), "written for spoken" (which word is written
// for a word of speech: the one that the dictionary explains it by).
import { countUp } from '../../src/core/count-up.ts';
import { type Draft, orderKey, shuffled, takeEvenly, writeItems } from './items.ts';
import {
  allEntries,
  contentWords,
  type Entry,
  endingOf,
  glossesOf,
  isPlainWord,
  reservedEntries,
  sharedEnding,
  usesOf,
} from './sources/dictionary.ts';

const seed = 'register 1';
const only = (label: string, other: string) =>
  shuffled(
    reservedEntries.filter(
      ({ word, definition, homonyms }) =>
        new RegExp(`^(1\\. )?${label}\\.`, 'u').test(definition) &&
        !definition.includes(`${other}.`) &&
        isPlainWord(word) &&
        homonyms === 1,
    ),
    seed,
    ({ word }) => word,
  );
const spoken = only('гуфт', 'кит');
const bookish = only('кит', 'гуфт').filter(({ word }) => usesOf(word) >= 1);
const used = new Map<string, number>();

function nearest(entry: Entry, others: readonly Entry[], most: number): Entry[] {
  return others
    .filter(
      ({ word }) =>
        word !== entry.word && (used.get(word) ?? 0) < most && Math.abs(word.length - entry.word.length) <= 3,
    )
    .map((other) => ({
      other,
      likeness:
        (endingOf(other.word) === endingOf(entry.word) ? 3 : 0) +
        Math.min(3, sharedEnding(other.word, entry.word)),
    }))
    .sort(
      (left, right) =>
        right.likeness - left.likeness ||
        (orderKey(entry.word, left.other.word) < orderKey(entry.word, right.other.word) ? -1 : 1),
    )
    .slice(0, 3)
    .map(({ other }) => other);
}

function mark(words: readonly string[]): void {
  for (const word of words) countUp(used, word);
}

function pick(
  from: readonly Entry[],
  others: readonly Entry[],
  rule: string,
  question: string,
  count: number,
): Draft[] {
  const drafts: Draft[] = [];
  for (const entry of from) {
    if (drafts.length === count) break;
    if ((used.get(entry.word) ?? 0) > 0) continue;
    const wrong = nearest(entry, others, 2).map(({ word }) => word);
    if (wrong.length < 3) continue;
    mark([entry.word, ...wrong]);
    drafts.push({
      question,
      right: entry.word,
      wrong,
      rule,
      source: `explanatory dictionary, ${entry.word}`,
    });
  }
  return drafts;
}

const neutral = allEntries.filter(
  ({ word, definition, homonyms }) =>
    isPlainWord(word) && homonyms === 1 && usesOf(word) >= 3 && !/гуфт\.|кит\.|лаҳҷ\./u.test(definition),
);
const neutralOf = new Map(neutral.map((entry) => [entry.word, entry]));
const written = spoken.flatMap((entry): Draft[] => {
  const reference = /^гуфт\.,? ?ниг\.? (\p{L}+)\./u.exec(entry.definition)?.[1];
  const answer = neutralOf.get(
    reference ?? glossesOf(entry.definition).find((one) => neutralOf.has(one)) ?? '',
  );
  if (!answer || answer.word === entry.word) return [];
  const meaning = new Set([
    ...contentWords(answer.definition),
    ...contentWords(entry.definition),
    answer.word,
  ]);
  const others = neutral
    .filter(
      ({ word }) =>
        endingOf(word) === endingOf(answer.word) && Math.abs(word.length - answer.word.length) <= 2,
    )
    .filter(
      (other) =>
        !meaning.has(other.word) && ![...contentWords(other.definition)].some((word) => meaning.has(word)),
    );
  const wrong = nearest(answer, others, 9).map(({ word }) => word);
  if (wrong.length < 3) return [];
  mark([entry.word, ...wrong]);
  return [
    {
      question: `Калимаи гуфтугӯии «${entry.word}» дар забони адабӣ`,
      right: answer.word,
      wrong,
      rule: 'written for spoken',
      source: `explanatory dictionary, ${entry.word}`,
    },
  ];
});
const groups = [
  written,
  pick(spoken, bookish, 'spoken', 'Калимае, ки хоси забони гуфтугӯист', 150),
  pick(bookish, spoken, 'bookish', 'Калимае, ки хоси забони китобист', 150),
];
process.stdout.write(
  `${spoken.length} spoken, ${bookish.length} bookish; ${groups.map((group) => group.length).join(' ')}\n`,
);
await writeItems('register', takeEvenly(groups, 330));

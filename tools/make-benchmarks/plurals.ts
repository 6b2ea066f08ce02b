// Makes benchmarks/plurals: `npx node tools/make-benchmarks/plurals.ts`.
// Rule "broken plural": the dictionary says of a word that it is the (Arabic) plural of another ("ҷ. китоб"); wrong are
// words of nearly the same consonants, and plurals of other words. Rule "-он": the form of the ending for persons and
// paired parts (-он, -гон, -ён, -вон) that the word's last letter asks for; wrong are the other forms, none of them known.

import { type Draft, orderKey, shuffled, writeItems } from './items.ts';
import {
  allEntries,
  isKnownForm,
  isPlainWord,
  isReserved,
  reservedEntries,
  usesOf,
} from './sources/dictionary.ts';

const seed = 'plurals 1';

/** Singulars by plural, of the whole dictionary: what is plural of a word anywhere is no wrong answer. */
const singularsOf = new Map<string, Set<string>>();
for (const { word, definition } of allEntries) {
  for (const [, singular = ''] of definition.matchAll(/(?:^|[\s;])ҷ\. (\p{L}+)/gu)) {
    singularsOf.set(word, (singularsOf.get(word) ?? new Set()).add(singular));
  }
}

const consonants = (word: string) => word.replace(/[аеёиоуэюяӣӯъй]/gu, '');

/** Begins with the same consonant and is as long: cheap to ask before the distance. */
function isNear(left: string, right: string): boolean {
  return (
    Math.abs(left.length - right.length) <= 2 && (left[0] === right[0] || left.includes(right.slice(0, 2)))
  );
}

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (const [place, other] of [...right].entries()) {
      next.push(
        Math.min(
          (row[place] ?? 0) + (letter === other ? 0 : 1),
          (row[place + 1] ?? 0) + 1,
          (next[place] ?? 0) + 1,
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const known = allEntries.filter(({ word }) => isPlainWord(word));
const broken: Draft[] = [];
const singulars = new Set<string>();
for (const { word, definition } of shuffled(reservedEntries, seed, ({ word }) => word)) {
  const singular = /^(?:кит\. ?,? ?)?ҷ\. (\p{L}+)(?:[.;,]|$)/u.exec(definition)?.[1];
  if (
    !singular ||
    !isPlainWord(word) ||
    !isPlainWord(singular) ||
    singulars.has(singular) ||
    singular === word
  )
    continue;
  // Nearly every Persian noun could take -ҳо or -он; asked is the Arabic form, so these are no wrong answers.
  const wrong = known
    .filter(
      (other) =>
        Math.abs(other.word.length - word.length) <= 2 &&
        isNear(consonants(other.word), consonants(singular)),
    )
    .filter((other) => other.word !== singular && other.word !== word && !/(ҳо|он)$/u.test(other.word))
    .filter(
      (other) =>
        !singularsOf.get(other.word)?.has(singular) &&
        !other.definition.includes(singular) &&
        !other.definition.includes(word),
    )
    .map(({ word: other }) => ({
      other,
      score:
        2 * distance(consonants(other), consonants(singular)) +
        distance(other, word) -
        (singularsOf.has(other) ? 1.5 : 0),
    }))
    .sort((left, right) => left.score - right.score || (left.other < right.other ? -1 : 1))
    .map(({ other }) => other);
  const chosen = [...new Set(wrong)].slice(0, 3);
  if (chosen.length < 3) continue;
  singulars.add(singular);
  broken.push({
    question: `Ҷамъи арабии калимаи «${singular}»`,
    right: word,
    wrong: chosen,
    rule: 'broken plural',
    source: `explanatory dictionary, ${word}`,
  });
}

/** The plural for persons, by the last letter; undefined where usage varies. */
function personPlural(word: string): { readonly right: string; readonly all: string[] } | undefined {
  const stem = word.slice(0, -1);
  const all = [`${word}он`, `${word}гон`, `${word}ён`, `${word}вон`];
  if (/[дй]а$/u.test(word))
    return { right: `${stem}агон`, all: [`${word}он`, `${word}ён`, `${word}вон`, `${stem}он`] };
  if (/ӣ$/u.test(word))
    return { right: `${stem}иён`, all: [`${word}он`, `${stem}игон`, `${word}вон`, `${stem}он`] };
  if (/(ҷӯ|гӯ|о)$/u.test(word)) return { right: `${word}ён`, all };
  return /[бвгдзклмнпрстфхчшғқҳҷ]$/u.test(word) ? { right: `${word}он`, all } : undefined;
}

const persons: Draft[][] = [[], [], [], []];
for (const { word, definition } of shuffled(reservedEntries, `${seed} persons`, ({ word }) => word)) {
  const isPerson = /^(1\. )?(он ки|касе|шахсе|одаме)/u.test(definition);
  if (!isPerson || !isPlainWord(word) || usesOf(word) < 2 || isKnownForm(`${word}ҳ`)) continue;
  const plural = personPlural(word);
  if (!plural) continue;
  const wrong = plural.all.filter((other) => other !== plural.right && !isKnownForm(other));
  if (wrong.length < 3) continue;
  const group = ['агон', 'иён', 'ён', ''].findIndex((ending) => plural.right.endsWith(ending));
  persons[group]?.push({
    question: `Ҷамъи калимаи «${word}»`,
    right: plural.right,
    wrong: shuffled(wrong, seed, (other) => orderKey(word, other)).slice(0, 3),
    rule: 'plural for persons',
    source: `explanatory dictionary, ${word}`,
  });
}
const perGroup = 45;
process.stdout.write(`${broken.length} broken, ${persons.map((group) => group.length).join(' ')} persons\n`);
await writeItems('plurals', [
  ...broken.filter(({ right }) => isReserved(right)),
  ...persons.flatMap((group) => group.slice(0, perGroup)),
]);

// Makes benchmarks/spelling: `npx node tools/make-benchmarks/spelling.ts`.
// A definition, and its headword written right once and wrong three times: letters that sound or look alike are
// exchanged (ӣ/и, ӯ/у, ҳ/х, қ/к, ғ/г, ҷ/ч/ж). No wrong form is in a word list of the project.
import { addToList } from '../../src/core/count-up.ts';
import { type Draft, orderKey, shuffled, takeEvenly, writeItems } from './items.ts';
import {
  isKnownForm,
  isPlainWord,
  reservedEntries,
  usesOf,
  withoutLabels,
  wordsOf,
} from './sources/dictionary.ts';

const seed = 'spelling 1';
const exchanges: Readonly<Record<string, readonly string[]>> = {
  ӣ: ['и'],
  и: ['ӣ'],
  ӯ: ['у'],
  у: ['ӯ'],
  ҳ: ['х'],
  х: ['ҳ'],
  қ: ['к'],
  к: ['қ'],
  ғ: ['г'],
  г: ['ғ'],
  ҷ: ['ч', 'ж'],
  ч: ['ҷ'],
};
const special = /[ӣӯҳқғҷ]/gu;

/** All words that differ in one or two of the letters. ӣ is at a word's end only, as a learner would write it. */
function misspellings(word: string): string[] {
  const one = exchangeOnce(word);
  const two = one.flatMap(exchangeOnce);
  return [...new Set([...one, ...two])].filter(
    (other) => other !== word && !isKnownForm(other) && !isEzafe(word, other) && !/ӣ\p{L}/u.test(other),
  );
}

/** нофаҳми is no misspelling of нофаҳмӣ but a form of нофаҳм. */
function isEzafe(word: string, other: string): boolean {
  return word.endsWith('ӣ') && other.endsWith('и') && isKnownForm(word.slice(0, -1));
}

function exchangeOnce(word: string): string[] {
  return [...word].flatMap((letter, place) => {
    // и before a vowel or inside a word is never mistaken for ӣ.
    if (letter === 'и' && place < word.length - 1) return [];
    return (exchanges[letter] ?? []).map((other) => word.slice(0, place) + other + word.slice(place + 1));
  });
}

function question(word: string, definition: string): string | undefined {
  const [sense = ''] = withoutLabels(definition).split(/ 2\. |[:◊;]/u);
  const text = sense.replace(/[\s.,]+$/u, '');
  if (text.length < 15 || text.length > 140 || /\d|ниг|муқоб|[a-zі]|\p{L}\.|\//u.test(text)) return undefined;
  // The letters asked for must not be in the definition.
  if (wordsOf(text).some((other) => other.startsWith(word.slice(0, 4)) || other.includes(word.slice(-5))))
    return undefined;
  if ((text.match(/\(/g) ?? []).length !== (text.match(/\)/g) ?? []).length) return undefined;
  return text;
}

const groups = new Map<string, Draft[]>();
for (const { word, definition, homonyms } of shuffled(reservedEntries, seed, ({ word }) => word)) {
  if (!isPlainWord(word) || word.length < 5 || homonyms > 1 || usesOf(word) < 2) continue;
  const letters = [...new Set(word.match(special) ?? [])];
  const text = question(word, definition);
  const wrong = misspellings(word);
  if (letters.length === 0 || wrong.length < 3 || text === undefined) continue;
  // One letter wrong is harder to see than two; every position that can be wrong should be among them.
  const distance = (other: string) => [...other].filter((letter, place) => letter !== word[place]).length;
  const chosen = wrong
    .sort(
      (left, right) =>
        distance(left) - distance(right) || (orderKey(seed, left) < orderKey(seed, right) ? -1 : 1),
    )
    .slice(0, 3);
  const letter =
    letters.sort((left, right) => (groups.get(left)?.length ?? 0) - (groups.get(right)?.length ?? 0))[0] ??
    '';
  const draft = {
    question: text,
    right: word,
    wrong: chosen,
    rule: `letters alike: ${letter}`,
    source: `explanatory dictionary, ${word}`,
  };
  addToList(groups, letter, draft);
}
await writeItems('spelling', takeEvenly([...groups.values()], 360));

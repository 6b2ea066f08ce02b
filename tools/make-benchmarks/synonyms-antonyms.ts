// Makes benchmarks/synonyms-antonyms: `npx node tools/make-benchmarks/synonyms-antonyms.ts`.
// Rule "synonym": the definition of the word is nothing but synonyms. Rule "antonym": the definition names it after "муқоб.".
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

const seed = 'synonyms-antonyms 1';
const entryOf = new Map(allEntries.map((entry) => [entry.word, entry]));
const candidates = allEntries.filter(
  ({ word, uses, homonyms }) => isPlainWord(word) && uses >= 2 && homonyms === 1,
);
const used = new Map<string, number>();
const enough = 220;

/** Every word of meaning near a word: of its definition, and of the definitions of the words that explain it. */
function surroundings(word: string): Set<string> {
  const near = new Set([word]);
  const definition = entryOf.get(word)?.definition ?? '';
  for (const one of contentWords(definition)) {
    near.add(one);
    const other = entryOf.get(one);
    if (other && glossesOf(definition).includes(one))
      for (const more of contentWords(other.definition)) near.add(more);
  }
  return near;
}

function distractors(word: string, answer: string, count: number): string[] {
  const near = new Set([...surroundings(word), ...surroundings(answer)]);
  return candidates
    .filter((other) => {
      if (other.word === word || other.word === answer || (used.get(other.word) ?? 0) >= 2) return false;
      if (endingOf(other.word) !== endingOf(answer) || Math.abs(other.word.length - answer.length) > 3)
        return false;
      if (Math.abs(Math.log2(other.uses + 1) - Math.log2(usesOf(answer) + 1)) > 1.6) return false;
      if (near.has(other.word)) return false;
      const words = contentWords(other.definition);
      return !words.has(word) && !words.has(answer) && [...words].every((one) => !near.has(one));
    })
    .map((other) => ({
      other,
      likeness:
        Math.min(4, Math.max(sharedEnding(other.word, answer), sharedEnding(other.word, word))) +
        (other.word[0] === word[0] ? 2 : 0),
    }))
    .sort(
      (left, right) =>
        right.likeness - left.likeness ||
        (orderKey(seed + word, left.other.word) < orderKey(seed + word, right.other.word) ? -1 : 1),
    )
    .slice(0, count)
    .map(({ other }) => other.word);
}

function resembles(word: string, other: string): boolean {
  return word.slice(0, 4) === other.slice(0, 4) || word.includes(other) || other.includes(word);
}

const made = { synonym: 0, antonym: 0 };

function make(entry: Entry, answer: string, rule: 'synonym' | 'antonym'): Draft | undefined {
  if (made[rule] === enough) return undefined;
  if ((used.get(entry.word) ?? 0) > 0 || (used.get(answer) ?? 0) > 0) return undefined;
  // The synonym of a word is what a hasty reader takes for its antonym.
  const trap =
    rule === 'antonym'
      ? glossesOf(entry.definition).find(
          (one) => one !== answer && entryOf.has(one) && !resembles(one, answer),
        )
      : undefined;
  const wrong = [...(trap ? [trap] : []), ...distractors(entry.word, answer, trap ? 2 : 3)];
  if (wrong.length < 3) return undefined;
  for (const one of [entry.word, answer, ...wrong]) countUp(used, one);
  made[rule] += 1;
  const question =
    rule === 'synonym' ? `Муродифи калимаи «${entry.word}»` : `Муқобили калимаи «${entry.word}»`;
  return { question, right: answer, wrong, rule, source: `explanatory dictionary, ${entry.word}` };
}

const words = shuffled(
  reservedEntries.filter(({ word, homonyms }) => isPlainWord(word) && homonyms === 1),
  seed,
  ({ word }) => word,
);
const antonyms = words.flatMap((entry) => {
  const answer = /муқоб\.? (\p{L}+)(?=[.,;:]|$)/u.exec(entry.definition)?.[1] ?? '';
  const other = entryOf.get(answer);
  if (!other || !isPlainWord(answer) || usesOf(entry.word) < 1 || answer.startsWith(entry.word)) return [];
  // Only when it is the first sense that has it.
  if (
    entry.definition.search(/ 2\. /u) >= 0 &&
    entry.definition.search(/ 2\. /u) < entry.definition.indexOf('муқоб')
  )
    return [];
  return make(entry, answer, 'antonym') ?? [];
});
const synonyms = words.flatMap((entry) => {
  const glosses = glossesOf(entry.definition);
  if (glosses.length < 2 || usesOf(entry.word) < 1) return [];
  const answer = glosses.find((one) => {
    const other = entryOf.get(one);
    return (
      other &&
      usesOf(one) >= 4 &&
      other.homonyms === 1 &&
      !resembles(one, entry.word) &&
      sharedEnding(one, entry.word) < 4
    );
  });
  return (answer !== undefined && make(entry, answer, 'synonym')) || [];
});
await writeItems('synonyms-antonyms', takeEvenly([synonyms, antonyms], 400));
process.stdout.write(`${synonyms.length} synonyms, ${antonyms.length} antonyms possible\n`);

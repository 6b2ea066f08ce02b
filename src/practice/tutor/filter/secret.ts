import { readQuantities } from '../../../evaluation/index.ts';
import { findWord, toRoman } from '../../../tools/index.ts';
import { foldAnswer, isBeside, onlyNumber } from '../../grading/words-beside.ts';
import type { Item } from '../../items/item.ts';
import { contentStems } from './stems.ts';

/** What must not be said of an item's answer. */
export interface Secret {
  readonly numbers: readonly number[];
  /** Of the answer's unit, so that it is known in other units. */
  readonly factor: number | undefined;
  readonly dimension: string | undefined;
  readonly romans: ReadonlySet<string>;
  /** Stems of words that give the answer away, synonyms' among them. */
  readonly stems: ReadonlySet<string>;
  /** Whole answers, folded: where each of their words is harmless alone. */
  readonly runs: readonly string[];
  /** The same, as they are written. */
  readonly phrases: readonly string[];
  /** Entries that tell the answer when they are named together. */
  readonly together: readonly (readonly (readonly string[])[])[];
  /** The answer is a letter of a list too. */
  readonly hasLetters: boolean;
}

const none: Secret = {
  numbers: [],
  factor: undefined,
  dimension: undefined,
  romans: new Set(),
  stems: new Set(),
  runs: [],
  phrases: [],
  together: [],
  hasLetters: false,
};

/** What of an item gives its answer away. */
export function secretOf(item: Item): Secret {
  switch (item.kind) {
    case 'number': {
      const unit = item.unit === null ? undefined : readQuantities(`1 ${item.unit}`)[0]?.unit;
      return {
        ...none,
        numbers: [item.answer, -item.answer],
        factor: unit?.factor,
        dimension: unit?.dimension,
        romans: romansOf([item.answer]),
      };
    }
    case 'short-text':
    case 'gap':
      return wordsSecret(item.answers, item.question, []);
    case 'single-choice': {
      const right = item.options.filter((_, place) => place === item.answer);
      const wrong = item.options.filter((_, place) => place !== item.answer);
      return { ...wordsSecret(right, item.question, wrong), hasLetters: true };
    }
    case 'several-right': {
      const right = item.options.filter((_, place) => item.answer.includes(place));
      return { ...wordsSecret(right, item.question, []), hasLetters: true };
    }
    case 'order':
      return { ...none, together: pairsOf(item.parts), hasLetters: true };
    case 'matching': {
      const pairs = item.answer.map((place, left) => [item.left[left] ?? '', item.right[place] ?? '']);
      return {
        ...none,
        together: pairs.map((pair) => pair.map(contentStems)).filter(isTelling),
        hasLetters: true,
      };
    }
  }
}

/** Any two parts in one text may tell their order. */
function pairsOf(parts: readonly string[]): (readonly string[])[][] {
  const stems = parts.map((part) => contentStems(part));
  return stems.flatMap((one, place) => stems.slice(place + 1).map((other) => [one, other])).filter(isTelling);
}

function isTelling(group: readonly (readonly string[])[]): boolean {
  return group.every((stems) => stems.length > 0);
}

function wordsSecret(answers: readonly string[], question: string, wrong: readonly string[]): Secret {
  const numbers = answers.flatMap((answer) => {
    const number = onlyNumber(answer) ?? readQuantities(answer)[0]?.value;
    return number === undefined ? [] : [number];
  });
  // What the question or every wrong option says too tells nothing.
  const said = new Set([...contentStems(question), ...wrong.flatMap((option) => contentStems(option))]);
  const own = answers.flatMap((answer) => contentStems(answer));
  const synonyms = answers.flatMap((answer) =>
    (answer.match(/[\p{L}\p{M}]{3,}/gu) ?? []).flatMap((word) => findWord(word)?.synonyms ?? []),
  );
  const telling = [...own, ...synonyms.flatMap((word) => contentStems(word))].filter(
    (stem) => !said.has(stem),
  );
  const runs = answers.map((answer) => foldAnswer(answer));
  return {
    ...none,
    numbers,
    romans: romansOf(numbers),
    stems: new Set(telling),
    // A word that says nothing alone («не», «ба») is no secret.
    runs: runs.filter((run) => run.some((word) => !isBeside(word))).map((run) => run.join(' ')),
    phrases: answers.filter((answer) => contentStems(answer).length > 0 || /\d/.test(answer)),
  };
}

function romansOf(numbers: readonly number[]): ReadonlySet<string> {
  return new Set(
    numbers.filter((one) => Number.isInteger(one) && one > 1 && one < 3000).map((one) => toRoman(one).text),
  );
}

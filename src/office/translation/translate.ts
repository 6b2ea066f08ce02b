import { splitWords } from '../../language/index.ts';
import { findForeign, findWord } from '../../tools/index.ts';
import type { Language } from '../contract/texts.ts';
import { ownMemory, type TranslationMemory } from './memory.ts';

export interface Translation {
  readonly kind: 'sentence' | 'words';
  readonly text: string;
  /** Word by word: all that the word book has, the usual one first. */
  readonly words: readonly { readonly word: string; readonly others: readonly string[] }[];
  /** Words that the word book does not have. */
  readonly unknown: readonly string[];
}

/**
 * A whole sentence from the memory, its figures put in place of the memory's; word by word from the word book
 * otherwise, and said so. Nothing where less than half of the words are known.
 */
export function translate(
  text: string,
  from: Language,
  to: Language,
  memory: TranslationMemory = ownMemory(),
): Translation | undefined {
  const phrase = memory.find(text, from, to);
  const [known, target] = [phrase?.[from], phrase?.[to]];
  const whole =
    known === undefined || target === undefined ? undefined : withFigures(text, known, target, to);
  if (whole !== undefined) return { kind: 'sentence', text: whole, words: [], unknown: [] };
  const words = splitWords(text);
  if (words.length === 0 || words.length > 40) return undefined;
  const pairs = words.map((word) => ({
    word,
    others: /^\p{N}/u.test(word) ? [word] : othersOf(word, from, to),
  }));
  const unknown = pairs.filter(({ others }) => others.length === 0).map(({ word }) => word);
  if (unknown.length * 2 > words.length) return undefined;
  return {
    kind: 'words',
    text: pairs.map(({ word, others: [first] }) => `${word} — ${first ?? '?'}`).join('\n'),
    words: pairs,
    unknown,
  };
}

/** The memory's sentence with the figures of the given one; nothing where a figure has no single place. */
function withFigures(given: string, known: string, target: string, to: Language): string | undefined {
  const [mine, its] = [figuresOf(given), figuresOf(known)];
  if (mine.join() === its.join()) return target;
  if (mine.length !== its.length || new Set(its).size !== its.length) return undefined;
  // «5 лет» is not «1 лет»: another figure must ask for the same form of the noun.
  const rules = new Intl.PluralRules(to);
  if (!its.every((figure, index) => rules.select(Number(figure)) === rules.select(Number(mine[index]))))
    return undefined;
  const places = figuresOf(target);
  if (places.length !== its.length || !its.every((figure) => places.includes(figure))) return undefined;
  return target.replace(/\p{N}+/gu, (figure) => mine[its.indexOf(figure)] ?? figure);
}

function figuresOf(text: string): readonly string[] {
  return text.match(/\p{N}+/gu) ?? [];
}

function othersOf(word: string, from: Language, to: Language): readonly string[] {
  if (from === to) return [word];
  const entry = from === 'tg' ? findWord(word) : undefined;
  const entries = from === 'tg' ? (entry ? [entry] : []) : findForeign(word, from);
  return [...new Set(entries.flatMap((one) => (to === 'tg' ? [one.word] : one[to])))];
}

import { at, knownEntry } from '../../../core/known.ts';
import { splitWords } from '../../../language/index.ts';
import type { Generator, RawDialogue } from '../../generator.ts';
import { type Random, sampleStream } from '../../random.ts';
import { readPhrasings } from '../../text/phrasings.ts';
import { type SourceSentence, sourceSentences } from './sentences.ts';

/** What is wrong in a word, and the word as it was. */
interface Mistake {
  readonly wrong: string;
  readonly right: string;
}

const rules: readonly { readonly find: RegExp; readonly write: string }[] = [
  { find: /ӣ$/u, write: 'й' },
  { find: /ӣ$/u, write: 'и' },
  { find: /ӯ/u, write: 'у' },
  { find: /ҳ/u, write: 'х' },
  { find: /қ/u, write: 'к' },
  { find: /ғ/u, write: 'г' },
  { find: /ҷ/u, write: 'ч' },
  { find: /ъ/u, write: '' },
  { find: /(?<=.{3})ро$/u, write: ' ро' },
  { find: /(?<=.{3})ҳо$/u, write: ' ҳо' },
  { find: /^(наме|ме)(?=.{3})/u, write: '$1 ' },
  { find: /аа/u, write: 'а' },
];

/** Sentences without Tajik letters, with mistakes, or without any; single words. */
export const generateOrthography: Generator = async function* (context) {
  const { random, wanted } = context;
  for (const found of await sampleStream(sourceSentences(context), wanted * 2, random)) {
    const task = taskOf(found, random);
    if (task) yield task;
  }
};

function taskOf({ sentence, ...origin }: SourceSentence, random: Random): RawDialogue | undefined {
  const choice = random.next();
  if (choice < 0.4) {
    const text = withoutLetters(sentence);
    if (text === sentence) return undefined;
    return { ...origin, turns: [{ group: 'letters', slots: { text, answer: sentence } }] };
  }
  if (choice < 0.52) return { ...origin, turns: [{ group: 'faultless', slots: { text: sentence } }] };
  const mistakes = mistakesIn(sentence, choice < 0.8 ? random.integer(1, 3) : 1, random);
  const [first] = mistakes;
  if (!first) return undefined;
  if (choice >= 0.8) {
    const { wrong, right } = first;
    if (right !== right.toLowerCase()) return undefined;
    return { ...origin, turns: [{ group: 'word', slots: { wrong, right, changes: letterChange(first) } }] };
  }
  let text = sentence;
  for (const { wrong, right } of mistakes) text = replaceWord(text, right, wrong);
  const changes = mistakes.map(({ wrong, right }) => `${wrong} → ${right}`).join(', ');
  return { ...origin, turns: [{ group: 'mistakes', slots: { text, answer: sentence, changes } }] };
}

/** A text as it is typed without the Tajik letters. */
export function withoutLetters(text: string): string {
  const plain: Record<string, string> = { ӣ: 'и', ӯ: 'у', ҳ: 'х', қ: 'к', ғ: 'г', ҷ: 'ч' };
  return text.replace(/[ӣӯҳқғҷ]/giu, (letter) => {
    const typed = plain[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? typed : typed.toUpperCase();
  });
}

/** Different words of a sentence, each with one mistake made by rule. */
function mistakesIn(sentence: string, wanted: number, random: Random): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const right of random.shuffle([...new Set(splitWords(sentence))])) {
    const fitting = rules.filter(({ find }) => find.test(right) && right.length > 3);
    if (fitting.length === 0 || !/^\p{L}+$/u.test(right)) continue;
    const { find, write } = random.pick(fitting);
    mistakes.push({ right, wrong: right.replace(find, write) });
    if (mistakes.length === wanted) break;
  }
  return mistakes.sort((one, other) => sentence.indexOf(one.right) - sentence.indexOf(other.right));
}

function replaceWord(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`(?<!\\p{L})${from}(?!\\p{L})`, 'u'), to);
}

/** What was wrong in one word, as an explanation. */
function letterChange({ wrong, right }: Mistake): string {
  const { lists } = readPhrasings('orthography');
  const phrase = (name: string) => at(knownEntry(lists, name), 0);
  if (wrong.includes(' ')) return phrase('together');
  if (right.includes('ъ') && wrong.length < right.length) return phrase('sign');
  if (wrong.length < right.length) return phrase('doubled');
  const place = [...right].findIndex((letter, at) => letter !== [...wrong][at]);
  const template = phrase('letter');
  return template.replace('{right}', at([...right], place)).replace('{wrong}', at([...wrong], place));
}

/**
 * Makes items.jsonl from the explanatory dictionary: a definition, and four headwords of which one is
 * defined by it. The same dictionary gives the same items.
 *
 *   npx node tools/make-benchmarks/word-meaning.ts
 */

import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../../src/core/configuration.ts';
import { countUp } from '../../src/core/count-up.ts';
import { writeFileAtomically } from '../../src/core/files.ts';
import { readJsonLinesFile } from '../../src/core/json-lines.ts';

const itemCount = 320;
const choiceCount = 4;
const seed = 'word-meaning 1';
const dictionary = join(sharedFolder(), 'data/linguistic/explanatory-dictionary/words.jsonl');

interface Entry {
  readonly word: string;
  readonly definition: string;
  /** How often the dictionary itself uses the word, as a measure of how known it is. */
  readonly uses: number;
}

const entrySchema = z.strictObject({ word: z.string(), definition: z.string().nullish() });

const rows: { word: string; definition: string }[] = [];
for await (const { word, definition } of readJsonLinesFile(dictionary, entrySchema)) {
  if (definition) rows.push({ word, definition });
}
const uses = countUses(rows.map(({ definition }) => definition));
const headwords = new Map<string, number>();
for (const { word } of rows) {
  const base = word.replace(/ [ivxі]+$/u, '');
  countUp(headwords, base);
}
const entries: Entry[] = rows
  .filter(({ word }) => isKeptBack(word) && /^[а-яёғӣқӯҳҷ]{4,12}$/u.test(word) && headwords.get(word) === 1)
  .map(({ word, definition }) => ({ word, definition, uses: uses.get(word) ?? 0 }))
  .filter((entry) => entry.uses >= 3)
  .sort((left, right) => (orderOf(left.word) < orderOf(right.word) ? -1 : 1));

const items: { question: string; answer: string; others: string[] }[] = [];
const used = new Set<string>();
for (const entry of entries) {
  if (items.length === itemCount) break;
  const question = firstSense(entry.definition);
  if (question === undefined || used.has(entry.word) || resembles(entry.word, question)) continue;
  const others = entries
    .filter((other) => !used.has(other.word) && isDistractor(other, entry, question))
    .sort((left, right) => (orderOf(entry.word + left.word) < orderOf(entry.word + right.word) ? -1 : 1))
    .slice(0, choiceCount - 1)
    .map(({ word }) => word);
  if (others.length < choiceCount - 1) continue;
  for (const word of [entry.word, ...others]) used.add(word);
  items.push({ question, answer: entry.word, others });
}
if (items.length < itemCount) throw new Error(`Only ${items.length} items could be made.`);

const lines = items.map(({ question, answer, others }, index) => {
  // Each position is right equally often: a quarter of the items each, in an order that tells nothing.
  const position = positions()[index] ?? 0;
  const choices = others.toSpliced(position, 0, answer);
  const id = `word-meaning-${String(index + 1).padStart(3, '0')}`;
  return JSON.stringify({ id, question, choices, answer: position });
});
await writeFileAtomically(
  join(import.meta.dirname, '../../benchmarks/word-meaning/items.jsonl'),
  `${lines.join('\n')}\n`,
);
process.stdout.write(`${lines.length} items written, from ${entries.length} headwords\n`);

/** The half of the dictionary that no training sample of this project may hold. */
function isKeptBack(word: string): boolean {
  return Number.parseInt(sha256(word).slice(0, 2), 16) >= 128;
}

function orderOf(text: string): string {
  return sha256(`${seed} ${text}`);
}

function positions(): number[] {
  return Array.from({ length: itemCount }, (_, index) => ({
    position: index % choiceCount,
    key: orderOf(`position ${index}`),
  }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ position }) => position);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function countUses(definitions: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const definition of definitions) {
    for (const word of new Set(wordsOf(definition))) countUp(counts, word);
  }
  return counts;
}

/** The first sense without labels, examples and phrases; undefined when it explains too little. */
function firstSense(definition: string): string | undefined {
  if (/ниг\.|муқоб|^ҷ\.|◊/u.test(definition.slice(0, 40))) return undefined;
  const [sense = ''] = definition.replace(/^1\. */u, '').split(/ 2\. |◊|: /u);
  const text = sense
    .replace(/^(\p{L}{1,6}\.,? *)+(?=\p{L})/gu, '')
    .split(';')[0]
    ?.replace(/[\s.,:]+$/u, '')
    .trim();
  if (!text || text.length < 25 || text.length > 160) return undefined;
  // Forms of verbs explain no meaning.
  if (/феъл|шакли/u.test(text)) return undefined;
  // What is left of a label, a cross-reference, a homonym's number or a broken bracket.
  if (/\d|\/|[a-zі]|\p{L}\.(\s|$)|ниг|мансуб ба|\p{Lu}\./u.test(text)) return undefined;
  if ((text.match(/\(/g) ?? []).length !== (text.match(/\)/g) ?? []).length) return undefined;
  return wordsOf(text).length >= 4 ? text : undefined;
}

/**
 * Whether a word shares four letters in a row with a text, or its beginning (three letters) with a word
 * of it: then the letters give the answer away.
 */
function resembles(word: string, text: string): boolean {
  if (wordsOf(text).some((other) => other.length >= 3 && other.startsWith(word.slice(0, 3)))) return true;
  for (let start = 0; start + 4 <= word.length; start += 1) {
    if (text.toLowerCase().includes(word.slice(start, start + 4))) return true;
  }
  return false;
}

function isDistractor(other: Entry, entry: Entry, question: string): boolean {
  if (other.word === entry.word || formOf(other) !== formOf(entry)) return false;
  if (Math.abs(other.word.length - entry.word.length) > 1) return false;
  // As known as the answer: otherwise the more frequent word wins whatever is asked.
  if (Math.abs(Math.log2(other.uses) - Math.log2(entry.uses)) > 1) return false;
  if (resembles(other.word, question) || resembles(other.word, entry.word)) return false;
  // Near in meaning when one explains the other, or both are explained by the same word.
  const meaning = contentWords(entry.definition);
  const otherMeaning = contentWords(other.definition);
  if (meaning.has(other.word) || otherMeaning.has(entry.word)) return false;
  return [...otherMeaning].every((word) => !meaning.has(word));
}

/** A rough part of speech, from the ending of the word and the shape of its definition. */
function formOf({ word, definition }: Entry): string {
  return `${endingOf(word)} ${shapeOf(definition)}`;
}

function endingOf(word: string): string {
  if (/[дт]ан$/u.test(word)) return 'verb';
  if (/ӣ$/u.test(word)) return 'ӣ';
  if (/^(бе|но)/u.test(word)) return 'without';
  if (/(она|нок|манд|дор|вар|гин)$/u.test(word)) return 'adjective';
  return 'other';
}

function shapeOf(definition: string): string {
  const [start = ''] = definition
    .replace(/^1\. */u, '')
    .replace(/^(\p{L}{1,6}\.,? *)+/gu, '')
    .split(/[.,:;]/u);
  if (/^(он ки|касе|шахсе)/u.test(start)) return 'who';
  if (/[дт]ан$/u.test(start)) return 'action';
  if (/ӣ$/u.test(start)) return 'quality';
  return start.trim().includes(' ') ? 'phrase' : 'synonym';
}

/** Words that carry meaning: not too short and not used all over the dictionary. */
function contentWords(text: string): Set<string> {
  return new Set(wordsOf(text).filter((word) => word.length > 3 && (uses.get(word) ?? 0) < 1500));
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { at } from '../../core/known.ts';
import { type LoadedModel, unpackModel } from './model-file.ts';
import { normalisePersian, normaliseSpacing, persianWord, tajikWord } from './persian-text.ts';
import { createCandidates, writeWords } from './script-model.ts';
import type { Candidate } from './word-chooser.ts';

/** A loaded model with what it remembers of recent words. */
export interface Writer {
  readonly model: LoadedModel;
  readonly candidatesOf: (word: string) => readonly Candidate[];
}

const writers = new Map<string, Writer>();

function writerOf(direction: 'to-tajik' | 'to-persian'): Writer {
  const known = writers.get(direction);
  if (known) return known;
  const file = fileURLToPath(new URL(`./data/${direction}.model`, import.meta.url));
  const writer = createWriter(unpackModel(readFileSync(file), file));
  writers.set(direction, writer);
  return writer;
}

/** Makes a model ready for use. */
export function createWriter(model: LoadedModel): Writer {
  return { model, candidatesOf: createCandidates(model) };
}

const toPersianMarks: Readonly<Record<string, string>> = {
  ',': '،', ';': '؛', '?': '؟', '%': '٪', '“': '«', '”': '»', '„': '«',
}; // biome-ignore format: a table
const toTajikMarks: Readonly<Record<string, string>> = {
  '،': ',',
  '؛': ';',
  '؟': '?',
  '٪': '%',
  '٫': ',',
  '٬': ' ',
  '۔': '.',
};

/** 9-ум, 9-уми. */
const ordinals = /(\d)-?[юу]ми?(?!\p{L})/gu;

/** Tajik in Cyrillic → Persian script, as Tajik names and words are spelt in Iran and Afghanistan. */
export function toPersianScript(text: string, writer: Writer = writerOf('to-persian')): string {
  const { words, marks } = cut(text.normalize('NFC').toLowerCase().replace(ordinals, '$1م'), tajikWord);
  const written = writeWords(writer.model, writer.candidatesOf, words, marks);
  const shown = marks.map((mark) =>
    mark
      .replace(/[,;?%“”„]/g, (one) => toPersianMarks[one] ?? one)
      .replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit))),
  );
  return join(written, shown);
}

/** Persian script → Tajik in Cyrillic, with capitals at the starts of sentences and in names. */
export function toTajikFromPersian(text: string, writer: Writer = writerOf('to-tajik')): string {
  const { words, marks } = cut(normaliseSpacing(normalisePersian(text)), persianWord);
  const written = writeWords(writer.model, writer.candidatesOf, words, marks);
  const shown = marks.map((mark) =>
    mark
      .replace(/[،؛؟٪٫٬۔]/g, (one) => toTajikMarks[one] ?? one)
      .replace(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
      .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660)),
  );
  return capitalise(join(written, shown), writer.model.names);
}

function cut(text: string, word: RegExp): { words: string[]; marks: string[] } {
  const words: string[] = [];
  const marks: string[] = [];
  let from = 0;
  for (const match of text.matchAll(word)) {
    marks.push(text.slice(from, match.index));
    words.push(match[0]);
    from = match.index + match[0].length;
  }
  marks.push(text.slice(from));
  return { words, marks };
}

/** Puts words and what was between them together; `+` and `-` take the place of one space. */
export function join(words: readonly string[], marks: readonly string[]): string {
  let text = at(marks, 0);
  for (const [index, word] of words.entries()) {
    const joined = word.startsWith('+') || (word.startsWith('-') && word.length > 1);
    if (joined && text.endsWith(' ')) text = text.slice(0, -1);
    text += (word.startsWith('+') ? word.slice(1) : word) + at(marks, index + 1);
  }
  return text;
}

function capitalise(text: string, names: ReadonlySet<string>): string {
  return text
    .replace(/\p{Script=Cyrillic}+/gu, (word) => (isName(word, names) ? upperFirst(word) : word))
    .replace(
      /(^|[.!?…]["»”)]*\s+|[.!?…:]\s*[«“"]\s*)([«“"—–\- ]*)(\p{Ll})/gmu,
      (_, before, opening, letter) => `${before}${opening}${letter.toUpperCase()}`,
    );
}

function isName(word: string, names: ReadonlySet<string>): boolean {
  return names.has(word) || (word.length > 4 && names.has(word.replace(/(?:и|ро|у)$/u, '')));
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

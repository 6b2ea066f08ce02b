// The lines that train-restorer.ts learns from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repairText } from '../src/language/repair/repair-text.ts';
import { neighbourLines, shared, tajikLines } from './restorer-text.ts';

// Verse and scripture are far from what people type; this share of their lines is used.
const shares: Readonly<Record<string, number>> = {
  'shahnama.txt': 0.3,
  'poem-igorshaposhnikov.txt': 0.3,
  'quran-translations.txt': 0.5,
};
// How much such a line counts against one of another source; chosen on other blocks of the prose judged on.
const lightSources = /^(tafsir|quran|hadith|islamic|shahnama|poem)/;
const lightWeight = 0.15;
// Running prose that is judged on. Whole blocks of lines are held out, so that most documents stay on one side.
const judgedSources = /^(bbc-paragraphs|stib-news|v14-news|wiki|school|gov|textbook|emaktab|teach)/;
const blockLines = 50;
const heldShare = 0.05;

/** A line to learn from, or to judge by. */
export interface RestorerLine {
  readonly text: string;
  readonly weight: number;
  readonly isHeld: boolean;
}

/** All lines, repaired, those without Tajik letters left out; the order is that of the sources. */
export function restorerLines(): RestorerLine[] {
  const lines: RestorerLine[] = [];
  const seen = new Set<string>();
  const add = (raw: string, weight = 1, isHeld = false) => {
    const line = raw.trim();
    if (seen.has(line) || !/[а-яё]/i.test(line)) return;
    seen.add(line);
    const text = needsRepair.test(line) ? repairText(line).text : line;
    if (isTyped(text)) lines.push({ text, weight, isHeld });
  };
  let source = '';
  let row = 0;
  for (const { file, line } of tajikLines()) {
    row = file === source ? row + 1 : 0;
    source = file;
    if (hashShare(line) >= (shares[file] ?? 1)) continue;
    const isHeld = judgedSources.test(file) && hashShare(`held ${file} ${Math.floor(row / blockLines)}`) < heldShare;
    add(line, lightSources.test(file) ? lightWeight : 1, isHeld);
  }
  for (const line of moreTajik()) add(line);
  for (const line of neighbourLines('rus_Cyrl', 'rus')) add(line);
  return lines;
}

/** Dictionaries, strings of programs, names: words that running text of this size does not hold. */
function* moreTajik(): Generator<string> {
  for (const name of ['dictionary', 'wiki_noise']) {
    for (const row of read(`linguistic/tajik-persian/stibiumghost/${name}.csv`)) yield row.split(',')[0] ?? '';
  }
  for (const { word } of readJson<{ word: string }>('linguistic/explanatory-dictionary/words.jsonl')) yield word;
  for (const { tg } of readJson<{ tg: string }>('teaching/ui-strings-en-tg/firefox_tg_strings.jsonl')) yield* tg.split('\n');
  for (const { text } of readJson<{ text: string }>('teaching/lessons.jsonl')) yield* text.split('\n');
  const dialogues = readJson<{ messages: { content: string }[] }>('teaching/written-here/chat-and-geography.jsonl');
  for (const { messages } of dialogues) for (const { content } of messages) yield* content.split('\n');
  for (const name of ['territories', 'languages', 'timeZoneNames', 'currencies', 'annotations']) {
    for (const row of read(`linguistic/cldr-tg/${name}.json`)) yield row.match(/: "(.*)"/)?.[1] ?? '';
  }
  for (const word of read('linguistic/uniparser-tajik/wordlists_wordlist_unanalyzed.txt')) {
    if (/^[а-яёғӣқӯҳҷ]{4,}$/.test(word) && /[ғӣқӯҳҷ]/.test(word)) yield word;
  }
}

const needsRepair = /[њљќїўѓⱪȳūѐ\u00AD]|[бвгджзклмнпрстфхчшғқҳҷ]й(?!\p{L})|\p{Script=Cyrillic}[a-z]|[a-z]\p{Script=Cyrillic}/iu;

/** False for Tajik that was typed without its letters: it would teach the wrong thing. */
function isTyped(line: string): boolean {
  const letters = line.match(/[а-яё]/gi)?.length ?? 0;
  const special = line.match(/[ғӣқӯҳҷ]/gi)?.length ?? 0;
  return letters <= 60 || special / letters >= 0.015 || /[ыщць]/i.test(line);
}

/** A number from 0 to 1 that depends on the line alone. */
export function hashShare(line: string): number {
  let hash = 17;
  for (let index = 0; index < line.length; index += 1) hash = (Math.imul(hash, 31) + line.charCodeAt(index)) | 0;
  return ((Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 8) & 0xffff) / 0x10000;
}

function read(file: string): string[] {
  return readFileSync(join(shared, file), 'utf8').split('\n');
}

function readJson<Row>(file: string): Row[] {
  return read(file)
    .filter((row) => row !== '')
    .map((row) => JSON.parse(row) as Row);
}

// The lines that train-restorer.ts learns from.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repairText } from '../../src/language/repair/repair-text.ts';
import { foreignNames } from './restorer-names.ts';
import { neighbourLines, shared, tajikLines } from './restorer-text.ts';

// Verse and scripture are far from what people type; this share of their lines is used.
const shares: Readonly<Record<string, number>> = {
  'shahnama.txt': 0.3,
  'poem-igorshaposhnikov.txt': 0.3,
  'quran-translations.txt': 0.5,
};
// How much a line counts against one of another source; chosen on the sentences of SIB-200's train part in Tajik, which
// are never learned from. Verse and scripture are far from what people type, the BBC writes as in Iran (порлумон),
// the lists of words found in texts hold their faults; what is written for schools and programs keeps to the norm.
const weights: readonly (readonly [RegExp, number])[] = [
  [/^(tafsir|quran|hadith|islamic|shahnama|poem)/, 0.15],
  [/^(bbc|stib|v14|parstranslit)/, 0.5],
  [/^(school|ui-|mozilla|emaktab|textbook|gov|teach|web|wiki)/, 2],
  [/^(lessons|dialogues|firefox)/, 2],
  [/^(uniparser|stibiumghost|names)/, 0.3],
];
// Running prose that is judged on. Whole blocks of lines are held out, so that most documents stay on one side.
const judgedSources = /^(bbc-paragraphs|stib-news|v14-news|wiki|school|gov|textbook|emaktab|teach)/;
// Prose whose capitalised words inside a line give their places to foreign names.
const namedSources = /^(bbc-paragraphs|stib-news|v14-news|wiki|school|textbook)/;
const namePlace = /(?<=[а-яёғӣқӯҳҷ],? )[А-ЯЁҒҚӮҲҶ][а-яёғқӯҳҷ]{2,}(?<!и|ро)(?=[ ,.])/g;
const nameShare = 0.4;
const blockLines = 50;
const heldShare = 0.05;

/** A line to learn from, or to judge by. */
export interface RestorerLine {
  readonly text: string;
  readonly source: string;
  readonly weight: number;
  readonly isHeld: boolean;
  /** Where the only word begins that is learned from this line, if not all of them are. */
  readonly only?: number;
}

/** What the files made of these lines name as their sources. */
export const restorerSources: string[] = [
  'the running text of shared/data/text but ted (sources and licences: shared/data/SOURCES.md), weighed by source, without the blocks held out to judge by: statistics of words and their neighbours only',
  'explanatory dictionary, Firefox strings, lessons, dialogues, CLDR names, words of Wiktionary, Apertium, haagamble, stibiumghost and uniparser, as SOURCES.md names them',
  'names by their sounds in the CMU Pronouncing Dictionary (Carnegie Mellon University, BSD; npm package cmu-pronouncing-dictionary)',
  'Russian: SIB-200 train part (CC BY-SA 4.0) and the Universal Declaration of Human Rights',
];

/** All lines, repaired, those without Tajik letters left out; the order is that of the sources. */
export function restorerLines(): RestorerLine[] {
  const lines: RestorerLine[] = [];
  const seen = new Set<string>();
  const add = (raw: string, source: string, isHeld = false) => {
    const line = raw.trim();
    if (seen.has(line) || !/[а-яё]/i.test(line)) return;
    seen.add(line);
    const text = needsRepair.test(line) ? repairText(line).text : line;
    if (isTyped(text)) lines.push({ text, source, weight: weightOf(source), isHeld });
  };
  let source = '';
  let row = 0;
  for (const { file, line } of tajikLines()) {
    row = file === source ? row + 1 : 0;
    source = file;
    if (hashShare(line) >= (shares[file] ?? 1)) continue;
    const isHeld =
      judgedSources.test(file) && hashShare(`held ${file} ${Math.floor(row / blockLines)}`) < heldShare;
    add(line, file, isHeld);
  }
  for (const [name, line] of moreTajik()) add(line, name);
  for (const line of neighbourLines('rus_Cyrl', 'rus')) add(line, 'Russian');
  return [...lines, ...namesInLines(lines)];
}

/** Foreign names in the places that other capitalised words have in lines of running prose. */
function namesInLines(lines: readonly RestorerLine[]): RestorerLine[] {
  const places = lines
    .filter(
      ({ source, isHeld, text }) =>
        !isHeld && namedSources.test(source) && text.length < 200 && !/[ыщ]/.test(text),
    )
    .flatMap(({ text }) =>
      [...text.matchAll(namePlace)].map(({ 0: word, index }) => ({ text, word, index })),
    );
  return foreignNames(nameShare).map((name) => {
    const { text, word, index } = places[Math.floor(hashShare(name) * places.length)] ?? {
      text: '',
      word: '',
      index: 0,
    };
    const line = text.slice(0, index) + name + text.slice(index + word.length);
    return { text: line, source: 'names', weight: weightOf('names'), isHeld: false, only: index };
  });
}

/** The sentences of SIB-200's train part in Tajik: what choices were made by. Never learned from. */
export function developmentLines(): RestorerLine[] {
  return neighbourLines('tgk_Cyrl', undefined).map((text) => ({
    text,
    source: 'SIB-200',
    weight: 0,
    isHeld: true,
  }));
}

function weightOf(source: string): number {
  return weights.find(([pattern]) => pattern.test(source))?.[1] ?? 1;
}

/** Dictionaries, strings of programs, names: words that running text of this size does not hold. */
function* moreTajik(): Generator<[source: string, line: string]> {
  for (const name of ['dictionary', 'wiki_noise']) {
    for (const row of read(`linguistic/tajik-persian/stibiumghost/${name}.csv`))
      yield ['stibiumghost', row.split(',')[0] ?? ''];
  }
  for (const { word } of readJson<{ word: string }>('linguistic/explanatory-dictionary/words.jsonl'))
    yield ['headwords', word];
  for (const { tg } of readJson<{ tg: string }>('teaching/ui-strings-en-tg/firefox_tg_strings.jsonl')) {
    for (const line of tg.split('\n')) yield ['firefox', line];
  }
  for (const { text } of readJson<{ text: string }>('teaching/lessons.jsonl')) {
    for (const line of text.split('\n')) yield ['lessons', line];
  }
  const dialogues = readJson<{ messages: { content: string }[] }>(
    'teaching/written-here/chat-and-geography.jsonl',
  );
  for (const { messages } of dialogues) {
    for (const { content } of messages) for (const line of content.split('\n')) yield ['dialogues', line];
  }
  for (const name of ['territories', 'languages', 'timeZoneNames', 'currencies', 'annotations']) {
    for (const row of read(`linguistic/cldr-tg/${name}.json`))
      yield ['cldr', row.match(/: "(.*)"/)?.[1] ?? ''];
  }
  for (const row of read('linguistic/misc/wiktionary_tajik_english.tsv')) {
    for (const word of row.split('\t')[0]?.split('|') ?? []) yield ['wiktionary', word];
  }
  for (const row of read('linguistic/apertium-tgk/apertium-tgk.tgk.dix'))
    yield ['apertium', row.match(/ lm="([^"]+)"/)?.[1] ?? ''];
  for (const row of read('linguistic/misc/haagamble_vocab.json'))
    yield ['vocabulary', row.match(/"tajik": "([^"]+)"/)?.[1] ?? ''];
  for (const word of read('linguistic/uniparser-tajik/wordlists_wordlist_unanalyzed.txt')) {
    if (/^[а-яёғӣқӯҳҷ]{4,}$/.test(word) && /[ғӣқӯҳҷ]/.test(word)) yield ['uniparser', word];
  }
}

const needsRepair =
  /[њљќїўѓⱪȳūѐ\u00AD]|[бвгджзклмнпрстфхчшғқҳҷ]й(?!\p{L})|\p{Script=Cyrillic}[a-z]|[a-z]\p{Script=Cyrillic}/iu;

/** False for Tajik that was typed without its letters: it would teach the wrong thing. */
function isTyped(line: string): boolean {
  const letters = line.match(/[а-яё]/gi)?.length ?? 0;
  const special = line.match(/[ғӣқӯҳҷ]/gi)?.length ?? 0;
  return letters <= 60 || special / letters >= 0.015 || /[ыщць]/i.test(line);
}

/** A number from 0 to 1 that depends on the line alone. */
export function hashShare(line: string): number {
  let hash = 17;
  for (let index = 0; index < line.length; index += 1)
    hash = (Math.imul(hash, 31) + line.charCodeAt(index)) | 0;
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

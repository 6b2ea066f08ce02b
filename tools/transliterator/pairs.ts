// The Tajik–Persian sentence pairs, and which of them may be trained on.
//
// Judged and tuning sentences come from ParsText (the blog and the BBC articles, in their order): of each
// ten blocks of 40 lines, blocks 2 and 7 judge, block 0 tunes. Articles are not marked, so the 10 lines on
// either side of such a block are left out of training. ParsTranslit's own train, dev and test files repeat
// the same 2,762 sentences four times over, across its splits; every line is taken once. From every other
// source a line is dropped when it shares five words in a row with a judged or tuning line, in either script
// (letters folded, so that a differing orthography does not hide it).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { normalisePersian } from '../../src/language/transliterate/persian-text.ts';

export interface Pair {
  readonly tajik: string;
  readonly persian: string;
}

export interface Split {
  readonly train: readonly Pair[];
  readonly tune: readonly Pair[];
  readonly judge: readonly Pair[];
  /** Single words and names: trained on. */
  readonly words: readonly Pair[];
  /** Whether a Tajik or Persian line repeats a judged or tuning line. */
  readonly isHeldOut: (line: string) => boolean;
}

const folder = () => join(sharedFolder(), 'data/linguistic/tajik-persian');
const read = (path: string) => readFileSync(join(folder(), path), 'utf8').replace(/^\uFEFF/, '');
const lines = (path: string) => read(path).split('\n');

const blockLines = 40;
const buffer = 10;
const run = 5;

/** Reads every pair and splits them; see the head of the file for the rule. */
export function loadPairs(): Split {
  const prose = parsText();
  const roles = prose.map((_, index) => roleOfBlock(Math.floor(index / blockLines)));
  const judge = prose.filter((_, index) => roles[index] === 'judge');
  const tune = prose.filter((_, index) => roles[index] === 'tune');
  const held = new Set(
    [...judge, ...tune].flatMap(({ tajik, persian }) => [...runs(tajik), ...runs(persian)]),
  );
  const isHeldOut = (line: string) => runs(line).some((one) => held.has(one));
  const near = (index: number) =>
    roles.slice(Math.max(0, index - buffer), index + buffer + 1).some((role) => role !== 'train');
  const own = prose.filter((_, index) => !near(index));
  const variants = [...byTwos(lines('ParsTranslit/aligned.txt'))].map(([persian, tajik]) =>
    pair(tajik, persian),
  );
  const news = [
    ...csvRows(read('stibiumghost/news.csv')).map(([tajik = '', persian = '']) => pair(tajik, persian)),
    ...csvRows(read('V14DK/pairs.csv')).map(([, tajik = '', persian = '']) => pair(tajik, persian)),
    ...lines('k1n5-bt/result.txt').map((line) => pair(...(line.split('\t') as [string, string]))),
  ];
  const train = unique([...own, ...variants, ...news]).filter(
    (one) => one.tajik !== '' && one.persian !== '' && !isHeldOut(one.tajik) && !isHeldOut(one.persian),
  );
  const words = csvRows(read('stibiumghost/dictionary.csv'))
    .slice(1)
    .map(([tajik = '', persian = '']) => pair(tajik, persian));
  return { train, tune, judge, words: unique(words), isHeldOut };
}

/** The unique sentences of ParsText and ParsTranslit in their order, with ParsText's spelling where it has them. */
function parsText(): Pair[] {
  const better = new Map<string, string>();
  for (const file of ['ParsText/dr.json', 'ParsText/bbc.json']) {
    for (const { farsi, tajik } of JSON.parse(read(file)) as { farsi: string; tajik: string }[])
      better.set(tajik.trim(), farsi);
  }
  for (const part of ['train', 'dev', 'test']) {
    const persian = lines(`ParsTranslit/${part}.fa`);
    for (const [index, tajik] of lines(`ParsTranslit/${part}.tj`).entries()) {
      const line = persian[index] ?? '';
      // A third copy spells آ as ا and ئ as ء throughout; the one that does not is the right one.
      if (!better.has(tajik.trim()) || (/آ/.test(line) && !/آ/.test(better.get(tajik.trim()) ?? '')))
        better.set(tajik.trim(), line);
    }
  }
  const ordered: Pair[] = [];
  const seen = new Set<string>();
  for (const [, tajik] of byTwos(lines('ParsTranslit/aligned.txt'))) {
    const key = tajik.trim();
    if (seen.has(key) || !better.has(key)) continue;
    seen.add(key);
    ordered.push(pair(key, better.get(key) ?? ''));
  }
  return ordered.filter(({ tajik, persian }) => tajik !== '' && persian !== '');
}

function roleOfBlock(block: number): 'judge' | 'tune' | 'train' {
  const place = block % 10;
  return place === 2 || place === 7 ? 'judge' : place === 0 ? 'tune' : 'train';
}

function pair(tajik: string, persian: string): Pair {
  return { tajik: tidyTajik(tajik), persian: tidyPersian(persian) };
}

/** Lower case, no punctuation: the form of ParsText. */
export function tidyTajik(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}-]+/gu, ' ')
    .replace(/(?<!\p{L})-+|-+(?!\p{L})/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** No punctuation, normalised letters: the form of ParsText. */
export function tidyPersian(text: string): string {
  return normalisePersian(text)
    .replace(/[^\p{L}\p{M}\u200C]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

const folded: Readonly<Record<string, string>> = {
  ӣ: 'и',
  й: 'и',
  ӯ: 'у',
  қ: 'к',
  ғ: 'г',
  ҳ: 'х',
  ҷ: 'ч',
  э: 'е',
  آ: 'ا',
  أ: 'ا',
  ئ: 'ی',
  ء: 'ی',
  ۀ: 'ه',
  ؤ: 'و',
};

function runs(line: string): string[] {
  const words = line
    .toLowerCase()
    .replace(/[ъ\u064B-]/g, '')
    .replace(/\u200C/g, ' ')
    .replace(/[ӣйӯқғҳҷэآأئءۀؤ]/g, (letter) => folded[letter] ?? letter)
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
  if (words.length < run) return words.length < 3 ? [] : [words.join(' ')];
  return words.slice(run - 1).map((_, index) => words.slice(index, index + run).join(' '));
}

function unique(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((one) => [`${one.tajik}\t${one.persian}`, one])).values()];
}

function* byTwos(list: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index + 1 < list.length; index += 2) yield [list[index] ?? '', list[index + 1] ?? ''];
}

function csvRows(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .map((match) => (match[1] ?? '').replace(/^"|"$/g, '').replaceAll('""', '"'))
        .slice(0, -1),
    );
}

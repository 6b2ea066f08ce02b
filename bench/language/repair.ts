// What the repair gets right on the real pairs of a legacy font, and what it changes in clean lines.
// Pairs: ../shared/data/noise/legacy-font-pairs.jsonl, all of them: the book (tafsir) is left out of everything that
// the repair learned (tools/train-likeness.ts, tools/make-lexicon.ts). Clean lines: Tajik from ../shared; other
// languages from SIB-200 and the Declaration, and more from SORO_CLEAN_LINES=<folder> with <language>.txt.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { countUp } from '../../src/core/count-up.ts';
import { repairText } from '../../src/language/index.ts';

const data = join(sharedFolder(), 'data');
const read = (file: string) => readFileSync(join(data, file), 'utf8').split('\n');
const sib = (code: string) =>
  ['train', 'dev'].flatMap((part) =>
    read(`evaluation/sib200/${code}/${part}.tsv`)
      .slice(1)
      .map((row) => row.split('\t')[2] ?? ''),
  );

measurePairs();
measureClean(
  'Tajik',
  [
    ...read('evaluation/ntrex/newstest2019-ref.tgk-Cyrl.txt'),
    ...sib('tgk_Cyrl'),
    ...read('text/open/mozilla-www.txt'),
    ...read('text/open/explanatory-dictionary.txt').filter((_, index) => index % 8 === 0),
    ...read('text/research/hadith-bukhari.txt'),
  ].filter(isCleanTajik),
);
const folder = process.env.SORO_CLEAN_LINES;
for (const [name, code] of [
  ['Russian', 'rus_Cyrl'],
  ['Ukrainian', 'ukr_Cyrl'],
  ['Serbian', 'srp_Cyrl'],
  ['Belarusian', 'bel_Cyrl'],
  ['Macedonian', 'mkd_Cyrl'],
  ['Uzbek', undefined],
] as const) {
  const file = folder && join(folder, `${name.toLowerCase()}.txt`);
  const more = file && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  measureClean(
    name,
    [...(code ? sib(code) : []), ...more].filter((line) => !/[\u00AD\uE000-\uF8FF¬]/.test(line)),
  );
}
if (folder) console.log(`more lines from ${readdirSync(folder).join(', ')}`);

function measurePairs(): void {
  const pairs = read('noise/legacy-font-pairs.jsonl')
    .filter(Boolean)
    .map((row) => JSON.parse(row) as { legacy: string; unicode: string });
  let characters = 0;
  let right = 0;
  let exact = 0;
  let bytes = 0;
  const started = process.cpuUsage();
  for (const { legacy, unicode } of pairs) {
    const { text } = repairText(legacy);
    bytes += Buffer.byteLength(legacy);
    characters += unicode.length;
    if (text === unicode) {
      exact += 1;
      right += unicode.length;
    } else {
      // The two sides have the same length, letter for letter.
      for (let index = 0; index < unicode.length; index += 1) if (text[index] === unicode[index]) right += 1;
    }
  }
  const { user, system } = process.cpuUsage(started);
  console.log(
    `legacy font: ${pairs.length} pairs, ${exact} exactly right, ${((100 * right) / characters).toFixed(4)} % of ${characters} characters; ${(bytes / (user + system)).toFixed(2)} MB a CPU second`,
  );
}

/** Words of the Tajik and Russian alphabets only, no damage that can be seen in a single character. */
function isCleanTajik(line: string): boolean {
  if (/[\u00AD\uE000-\uF8FF¬~^_|[\]]/.test(line)) return false;
  return (line.match(/[\p{L}\p{M}]+/gu) ?? []).every(
    (word) => /^[а-яёғӣқӯҳҷ]+$/i.test(word) || /^[a-z]+$/i.test(word),
  );
}

function measureClean(name: string, lines: readonly string[]): void {
  const distinct = [...new Set(lines)].filter((line) => line.trim() !== '');
  const rules = new Map<string, number>();
  let changed = 0;
  for (const line of distinct) {
    const { changes } = repairText(line);
    if (changes.length === 0) continue;
    changed += 1;
    for (const { rule, before, after } of changes) {
      countUp(rules, rule);
      if (process.env.SORO_SHOW) console.log(`  ${rule}: ${before} → ${after} | ${line.slice(0, 120)}`);
    }
  }
  const which = [...rules].map(([rule, count]) => `${rule} ${count}`).join(', ');
  console.log(`clean ${name}: ${distinct.length} lines, ${changed} changed${which && ` (${which})`}`);
}

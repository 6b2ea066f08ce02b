// Makes src/language/data/tajik-lexicon.words: `npx node tools/make-lexicon.ts` (about one minute).
// Single words with the logarithm of their count, from ../shared/data/text (ted and wiki left out) and the head words
// of the explanatory dictionary. No running text.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import { countUp } from '../src/core/count-up.ts';
import type { LexiconHeader } from '../src/language/lexicon/lexicon.ts';
import { cyrillicWords } from '../src/language/likeness/tajik-likeness.ts';
import { plainTajik } from '../src/language/skeleton.ts';
import { shared, tajikLines } from './restorer/restorer-text.ts';

const leastCount = 3;
const counts = new Map<string, number>();
for (const { file, line } of tajikLines({ forRepair: true })) {
  if (file === 'wiki-tg.txt' || file === 'ui-strings.txt') continue;
  for (const [start, end] of cyrillicWords(line)) {
    const word = line.slice(start, end).toLowerCase();
    if (/^[а-яёғӣқӯҳҷ]+$/.test(word)) countUp(counts, word);
  }
}
const headWords = new Set<string>();
for (const row of readFileSync(join(shared, 'linguistic/explanatory-dictionary/words.jsonl'), 'utf8').split(
  '\n',
)) {
  const word = row === '' ? '' : (JSON.parse(row) as { word: string }).word.toLowerCase();
  if (/^[а-яёғӣқӯҳҷ]{2,}$/.test(word)) headWords.add(word);
}
const best = new Map<string, number>();
for (const [word, count] of counts) {
  const plain = plainTajik(word);
  best.set(plain, Math.max(best.get(plain) ?? 0, count));
}
const words = [...new Set([...counts.keys(), ...headWords])].filter((word) => {
  const count = counts.get(word) ?? 0;
  if (/[ыщць]/.test(word)) return false;
  // й for ӣ, and words typed without their letters: the damage that the lexicon is to tell.
  if (!headWords.has(word) && /[^аеёиоуэюяӣӯъ]й$/.test(word)) return false;
  if (word.endsWith('й') && (counts.get(`${word.slice(0, -1)}ӣ`) ?? 0) > count) return false;
  return headWords.has(word) || (count >= leastCount && count * 50 >= (best.get(plainTajik(word)) ?? 0));
});
words.sort();
const header: LexiconHeader = {
  purpose: 'Forms of Tajik words with the whole logarithm (base 2) of how often they were seen.',
  madeBy: 'tools/make-lexicon.ts',
  sources: [
    'counts of single words in the running text of shared/data/text but ted, wiki, ui-strings and the tafsir (sources and licences: shared/data/SOURCES.md)',
    'head words of the explanatory dictionary (komdil/Tajik-Keyword-Extractor, MIT)',
  ],
  words: words.length,
};
const body = words
  .map((word) => `${word} ${Math.floor(Math.log2(Math.max(1, counts.get(word) ?? 0)))}`)
  .join('\n');
const packed = zstdCompressSync(body, { params: { [constants.ZSTD_c_compressionLevel]: 19 } });
const file = new URL('../src/language/data/tajik-lexicon.words', import.meta.url);
writeFileSync(file, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), packed]));
process.stdout.write(`${words.length} words, ${packed.length} bytes\n`);

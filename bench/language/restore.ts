// Words right on NTREX Tajik with its letters removed, beside leaving the words and the most frequent form of each;
// speed on one core; changes in Russian and in Tajik that is typed with its letters.
// Nothing of NTREX in Tajik was seen in training (tools/restorer/train-restorer.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { repairText, restoreLetters } from '../../src/language/index.ts';
import { tajikLexicon } from '../../src/language/lexicon/lexicon.ts';
import { withoutTajikLetters } from '../../src/language/restore/letters.ts';

const data = join(sharedFolder(), 'data');
const read = (file: string) =>
  readFileSync(join(data, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
const wordPattern = /[\p{L}\p{M}]+/gu;
const lexicon = tajikLexicon();

const ntrex = read('evaluation/ntrex/newstest2019-ref.tgk-Cyrl.txt');
const sib = read('evaluation/sib200/tgk_Cyrl/dev.tsv')
  .slice(1)
  .map((row) => row.split('\t')[2] ?? '');
for (const [name, lines] of [
  ['NTREX as it is', ntrex],
  // ⱪ for қ and ў for ӯ in the reference split words or cannot be removed: 130 places.
  ['NTREX, glyphs repaired', ntrex.map((line) => repairText(line).text)],
  ['SIB-200 dev', sib],
] as const) {
  console.log(name);
  report('  left as typed', lines, (line) => line);
  report('  most frequent form', lines, mostFrequent);
  report('  restored', lines, (line) => restoreLetters(line).text);
}
reportAdjudicated();
measureSpeed();
countChanged('Russian, NTREX', read('evaluation/ntrex/newstest2019-ref.rus.txt'));
countChanged(
  'Russian, SIB-200 dev',
  read('evaluation/sib200/rus_Cyrl/dev.tsv')
    .slice(1)
    .map((row) => row.split('\t')[2] ?? ''),
);
countChanged('Tajik typed with its letters, NTREX', ntrex);

function report(name: string, lines: readonly string[], restore: (line: string) => string): void {
  const all = { words: 0, right: 0 };
  const ambiguous = { words: 0, right: 0 };
  const known = { words: 0, right: 0 };
  for (const line of lines) {
    const got = restore(withoutTajikLetters(line)).match(wordPattern) ?? [];
    for (const [index, word] of (line.match(wordPattern) ?? []).entries()) {
      const isRight = got[index] === word;
      count(all, isRight);
      if (/[гикухч]/i.test(withoutTajikLetters(word))) count(ambiguous, isRight);
      if (!isDoubtful(word)) count(known, isRight);
    }
  }
  console.log(
    `${name}: ${share(all)} of ${all.words} words; ${share(ambiguous)} of the ${ambiguous.words} with a letter to decide; ${share(known)} without the ${all.words - known.words} that the reference spells as no source does`,
  );
}

/**
 * The same once more, with what we read in NTREX where the restorer differs from it (bench/language/restore-ntrex-words.tsv): faults
 * of the reference left out, then words with two spellings right in either. Only words in which the restorer differed
 * from the reference were read, by us and by no reader of Tajik: it flatters, and is given only beside the plain share.
 */
function reportAdjudicated(): void {
  const file = new URL('restore-ntrex-words.tsv', import.meta.url);
  const kinds = new Map<string, { kind: string; right: string }>();
  for (const row of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [line, word, kind = '', right = ''] = row.split('\t');
    kinds.set(`${line} ${word}`, { kind, right });
  }
  const withoutFaults = { words: 0, right: 0 };
  const eitherSpelling = { words: 0, right: 0 };
  for (const [number, line] of ntrex.entries()) {
    const got = restoreLetters(withoutTajikLetters(line)).text.match(wordPattern) ?? [];
    for (const [index, word] of (line.match(wordPattern) ?? []).entries()) {
      const known = kinds.get(`${number + 1} ${word}`);
      if (known?.kind === 'fault') continue;
      count(withoutFaults, got[index] === word);
      count(eitherSpelling, got[index] === word || (known?.kind === 'both' && got[index] === known.right));
    }
  }
  console.log(
    `NTREX, restored, by the words read: ${share(withoutFaults)} of ${withoutFaults.words} without faults of the reference; ${share(eitherSpelling)} with both spellings accepted`,
  );
}

function count(tally: { words: number; right: number }, isRight: boolean): void {
  tally.words += 1;
  if (isRight) tally.right += 1;
}

function share({ words, right }: { words: number; right: number }): string {
  return `${((100 * right) / words).toFixed(2)} %`;
}

/** A form that the lexicon does not know although it knows another one of the same letters well (16 times or more). */
function isDoubtful(word: string): boolean {
  const lower = word.toLowerCase();
  const best = lexicon.bestForm(lower);
  return best !== undefined && lexicon.weight(lower) === 0 && lexicon.weight(best) >= 5;
}

function mostFrequent(line: string): string {
  return line.replace(wordPattern, (word) => {
    const best = lexicon.bestForm(word.toLowerCase()) ?? '';
    return (
      [...best]
        .map((letter, index) => (word[index] === word[index]?.toLowerCase() ? letter : letter.toUpperCase()))
        .join('') || word
    );
  });
}

function measureSpeed(): void {
  const text = withoutTajikLetters(ntrex.join('\n').repeat(10));
  restoreLetters(text.slice(0, 500_000));
  const rounds = [1, 2, 3, 4, 5].map(() => {
    const started = process.cpuUsage();
    restoreLetters(text);
    const { user, system } = process.cpuUsage(started);
    return Buffer.byteLength(text) / (user + system);
  });
  const fresh = withoutTajikLetters(readFileSync(join(data, 'text/open/explanatory-dictionary.txt'), 'utf8'));
  const started = process.cpuUsage();
  restoreLetters(fresh);
  const { user, system } = process.cpuUsage(started);
  console.log(
    `speed: ${rounds.map((megabytes) => megabytes.toFixed(2)).join(' ')} MB a CPU second (NTREX, ten times), ${(Buffer.byteLength(fresh) / (user + system)).toFixed(2)} (the explanatory dictionary, once)`,
  );
}

function countChanged(name: string, lines: readonly string[]): void {
  const changed = lines.filter((line) => restoreLetters(line).changes.length > 0).length;
  console.log(`${name}: ${changed} of ${lines.length} lines changed`);
}

// Error rates of transliteration on held-out ParsText prose, and of Latin typed by people on NTREX.
//   npm run bench -- transliterate          or   npx node bench/language/transliterate.ts SHOWN_SENTENCES
// What is held out: see tools/transliterator/pairs.ts (blocks of 40 lines of the blog and the BBC articles, 10 lines
// of distance, no shared run of five words with anything trained on). Published beside: ParsTranslit (2025), normalised
// character error rate over its own test sets: Tajik → Persian script 0.04, Persian script → Tajik 0.05.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { transliterate } from '../../src/language/index.ts';
import { errorRates } from '../../tools/transliterator/measure.ts';
import { loadPairs, type Pair, tidyPersian, tidyTajik } from '../../tools/transliterator/pairs.ts';
import { isSameText } from '../../tools/transliterator/same-text.ts';

/** Ways in which people type: marks are always missing. */
const writers = [
  { name: 'ISO 9', system: 'iso9', type: (text: string) => text },
  { name: 'BGN/PCGN', system: 'bgn', type: (text: string) => text },
  { name: 'typed sh, kh, gh, q', system: 'chat', type: (text: string) => text },
  {
    name: 'typed x for х, no ъ',
    system: 'chat',
    type: (text: string) => text.replace(/kh/gi, 'x').replace(/'/g, ''),
  },
  {
    name: 'typed h for х, g for ғ, k for қ, no ъ',
    system: 'chat',
    type: (text: string) =>
      text
        .replace(/kh/g, 'h')
        .replace(/Kh/g, 'H')
        .replace(/(g)h/gi, '$1')
        .replace(/q/g, 'k')
        .replace(/Q/g, 'K')
        .replace(/'/g, ''),
  },
] as const;

const shown = Number(process.argv[2] ?? 0);

interface Written {
  readonly given: string;
  readonly got: string;
  readonly expected: string;
}

const { judge } = loadPairs();
const toPersian = write(judge, ({ tajik, persian }) => ({
  given: tajik,
  got: tidyPersian(transliterate(tajik, { from: 'Cyrl', to: 'Arab' })),
  expected: persian,
}));
const toTajik = write(judge, ({ tajik, persian }) => ({
  given: persian,
  got: tidyTajik(transliterate(persian, { from: 'Arab', to: 'Cyrl' })),
  expected: tajik,
}));

const differs = judge.map((pair) => !isSameText(pair));
console.log(
  `${judge.length} sentences, ${differs.filter(Boolean).length} of them not the same text in both scripts (by their consonants)`,
);
report('Tajik → Persian script, goal 0.05', toPersian);
report('Persian script → Tajik, goal 0.08', toTajik);
latin();
speed();

function write(pairs: readonly Pair[], one: (pair: Pair) => Written): Written[] {
  return pairs.map(one);
}

function report(name: string, all: readonly Written[]): void {
  const same = all.filter((_, index) => !differs[index]);
  console.log(name);
  print('  all sentences', all);
  print('  the same text in both scripts', same);
  const joined = (text: string) => text.replace(/[ \u200C-]/g, '');
  print(
    '  … without spaces, joiners, hyphens',
    same.map(({ given, got, expected }) => ({ given, got: joined(got), expected: joined(expected) })),
  );
  const step = Math.max(1, Math.floor(same.length / Math.max(1, shown)));
  for (const { given, got, expected } of same.filter((_, index) => shown > 0 && index % step === 0)) {
    console.log(
      got === expected ? `  = ${got}` : `  given    ${given}\n  expected ${expected}\n  got      ${got}`,
    );
  }
}

function print(name: string, pairs: readonly Written[]): void {
  const { characters, words, exact } = errorRates(pairs);
  console.log(
    `${name.padEnd(40)} CER ${characters.toFixed(4)}  WER ${words.toFixed(3)}  exact ${(100 * exact).toFixed(1)} %  (${pairs.length})`,
  );
}

function latin(): void {
  // Latin words in a Tajik line cannot come back as they were: lines with them are left out.
  const lines = ntrex().filter((line) => !/\p{Script=Latin}/u.test(line));
  for (const { name, system, type } of writers) {
    const pairs = lines.map((expected) => {
      const given = type(transliterate(expected, { from: 'Cyrl', to: 'Latn', latin: system }));
      return { given, got: transliterate(given, { from: 'Latn', to: 'Cyrl', latin: system }), expected };
    });
    print(`NTREX through Latin: ${name}`, pairs);
  }
}

function ntrex(): string[] {
  return readFileSync(join(sharedFolder(), 'data/evaluation/ntrex/newstest2019-ref.tgk-Cyrl.txt'), 'utf8')
    .split('\n')
    .filter(Boolean);
}

function speed(): void {
  for (const [from, lines] of [
    ['Cyrl', ntrex()],
    ['Arab', judge.map(({ persian }) => persian)],
  ] as const) {
    const bytes = Buffer.byteLength(lines.join('\n'));
    const to = from === 'Cyrl' ? 'Arab' : 'Cyrl';
    const rates = [0, 1].map(() => {
      const started = process.cpuUsage();
      for (const line of lines) transliterate(line, { from, to });
      const { user, system } = process.cpuUsage(started);
      return (bytes / (user + system)).toFixed(2);
    });
    console.log(`${from} → ${to}: ${rates[0]} MB/s, ${rates[1]} MB/s where words recur`);
  }
}

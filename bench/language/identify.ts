// How well languages are told apart, on text that the model was not trained on, and how fast:
//   npm run bench -- identify        (peers: see bench/language/identify-peers.py)

import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { countUp } from '../../src/core/count-up.ts';
import { exists } from '../../src/core/files.ts';
import { identifyLanguage, languageShares } from '../../src/language/index.ts';
import { type JudgedLine, judgedLines, mixedLines, tajikKinds } from './identification/lines.ts';
import { expectedError, falseShare, reliability, scoreFor } from './identification/scores.ts';
import { type ShortLine, shortLines } from './identification/short-lines.ts';

const data = join(sharedFolder(), 'data');
const persian = new Set(['pes_Arab', 'prs_Arab', 'tgk_Arab']);

async function main(): Promise<void> {
  const lines = await judgedLines(data);
  const short = lines.flatMap((line) => {
    const words = line.text.split(/\s+/);
    return words.length < 5 ? [] : [{ ...line, text: words.slice(0, 5).join(' ') }];
  });
  for (const [title, cases] of [
    ['whole lines', lines],
    ['first 5 words', short],
  ] as const) {
    print(`\n${title}: ${cases.length} lines`);
    const found = cases.map(({ text }) => identifyLanguage(text));
    // Persian that is not told apart is right for each of its three kinds.
    const named = found.map(({ language }, index) => {
      const label = cases[index]?.label ?? '';
      return language === 'fas_Arab' && persian.has(label) ? label : language;
    });
    table(cases, named);
    const bins = reliability(
      cases.map(({ label }, index) => ({
        right: label === named[index] || label === found[index]?.nearest,
        probability: found[index]?.probability ?? 0,
      })),
    );
    print(
      `  calibration error ${(expectedError(bins) * 100).toFixed(2)} %; said → right: ${bins.map((bin) => `${bin.said.toFixed(2)} → ${bin.right.toFixed(2)} (${bin.count})`).join(', ')}`,
    );
    peers(cases);
  }
  shortCalibration(shortLines(lines));
  for (const [kind, texts] of Object.entries(await tajikKinds(data, lines))) tajikKind(kind, texts);
  shares(mixedLines(lines));
  await speed();
}

/** How honest the probabilities of a few words are, by script and by names. */
function shortCalibration(lines: readonly ShortLine[]): void {
  print('\na few words, of every second NTREX line: said → right, calibration error');
  const answers = lines.flatMap(({ text, label, words, isNames }) => {
    const { nearest, language, probability, script } = identifyLanguage(text, {
      minimumLetters: 2,
      minimumProbability: 0,
    });
    if (script === undefined || (nearest === undefined && language === 'unknown')) return [];
    const right = language === label || (language === 'fas_Arab' && persian.has(label));
    const kinds = [`${script} ${words}`, ...(isNames ? [`${script} names`] : [])];
    return kinds.map((kind) => ({ kind, right, probability }));
  });
  for (const [kind, own] of [...Map.groupBy(answers, (answer) => answer.kind)].sort()) {
    const sure = own.filter(({ probability }) => probability >= 0.9);
    const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    const rightShare = (of: typeof own) => mean(of.map(({ right }) => (right ? 1 : 0)));
    const said = (of: typeof own) => mean(of.map(({ probability }) => probability));
    print(
      `  ${kind} (${own.length}): ${two(said(own))} → ${two(rightShare(own))}, ${percent(expectedError(reliability(own)))}; from 0.9 on ${sure.length}: ${two(said(sure))} → ${two(rightShare(sure))}`,
    );
  }
}

const reported = [
  'rus_Cyrl',
  'uzn_Cyrl',
  'kir_Cyrl',
  'kaz_Cyrl',
  'tat_Cyrl',
  'bak_Cyrl',
  'khk_Cyrl',
  'bul_Cyrl',
  'mkd_Cyrl',
  'srp_Cyrl',
  'ukr_Cyrl',
  'bel_Cyrl',
];

function two(value: number): string {
  return value.toFixed(2);
}

function table(cases: readonly JudgedLine[], found: readonly string[]): void {
  const tajik = scoreFor('tgk_Cyrl', cases, found);
  print(`  Tajik: F1 ${four(tajik.f1)}, precision ${four(tajik.precision)}, recall ${four(tajik.recall)}`);
  print(
    `  taken for Tajik: ${reported.map((label) => `${label} ${percent(falseShare('tgk_Cyrl', label, cases, found))}`).join(', ')}`,
  );
  const labels = [...new Set(cases.map(({ label }) => label))];
  print(`  F1: ${labels.map((label) => `${label} ${four(scoreFor(label, cases, found).f1)}`).join(', ')}`);
  for (const set of new Set(cases.map((one) => one.set))) {
    const own = cases
      .map((one, index) => ({ one, found: found[index] }))
      .filter(({ one }) => one.set === set);
    const right = own.filter(({ one, found: answer }) => one.label === answer).length;
    const unknown = own.filter(({ found: answer }) => answer === 'unknown').length;
    print(
      `  ${set}: ${own.length} lines, right ${percent(right / own.length)}, unknown ${percent(unknown / own.length)}`,
    );
  }
}

/** What Tajik of one kind was found to be, the commonest first. */
function tajikKind(kind: string, texts: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const { language, variant } = identifyLanguage(text);
    const name = variant && language !== 'unknown' ? `${language} ${variant}` : language;
    countUp(counts, name);
  }
  const found = [...counts].sort(([, one], [, other]) => other - one).slice(0, 5);
  print(
    `${kind}: ${texts.length} lines; ${found.map(([name, count]) => `${name} ${percent(count / texts.length)}`).join(', ')}`,
  );
}

/** Peers answer ISO 639-1 codes without a script; they are judged by the language alone. */
function peers(cases: readonly JudgedLine[]): void {
  const python = process.env.SORO_PEERS_PYTHON ?? join(projectFolder, '.venv/bin/python');
  const input = JSON.stringify(cases.map(({ text }) => text));
  const { status, stdout, stderr } = spawnSync(
    python,
    [join(projectFolder, 'bench/language/identify-peers.py')],
    {
      input,
      maxBuffer: 1 << 30,
      encoding: 'utf8',
    },
  );
  if (status !== 0) {
    print(`  peers left out: ${(stderr ?? '').trim().split('\n').at(-1) || `${python} does not run`}`);
    return;
  }
  const answers = JSON.parse(stdout) as Record<string, { labels: string[]; seconds: number }>;
  for (const [name, { labels, seconds }] of Object.entries(answers)) {
    const megabytes = cases.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
    const own = cases.map(({ label, ...rest }) => ({ ...rest, label: label.slice(0, 3) }));
    const tajik = scoreFor('tgk', own, labels);
    const wrong = ['rus', 'uzn', 'kir'].map((code) => {
      const chosen = own
        .map((one, index) => ({ one, label: labels[index] ?? '' }))
        .filter(
          ({ one, label }) =>
            one.label === code && label !== undefined && (code !== 'uzn' || /[а-я]/i.test(one.text)),
        );
      return `${code} ${percent(chosen.filter(({ label }) => label === 'tgk').length / chosen.length)}`;
    });
    print(
      `  ${name}: Tajik F1 ${four(tajik.f1)}, precision ${four(tajik.precision)}, recall ${four(tajik.recall)}; taken for Tajik: ${wrong.join(', ')}; ${(megabytes / seconds).toFixed(1)} MB/s`,
    );
  }
}

/** Lines of two sentences in two languages: how far the share of the first is off. */
function shares(cases: readonly { first: string; second: string; text: string; share: number }[]): void {
  const errors = cases.map(({ text, first, share }) =>
    Math.abs((languageShares(text).find(({ language }) => language === first)?.share ?? 0) - share),
  );
  const both = cases.filter(({ text, first, second }) => {
    const found = languageShares(text).map(({ language }) => language);
    return found.includes(first as never) && found.includes(second as never);
  }).length;
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  print(
    `\nmixed lines: ${cases.length}; both languages found in ${percent(both / cases.length)}, mean error of the share ${percent(mean)}`,
  );
}

async function speed(): Promise<void> {
  for (const [name, path] of [
    ['Tajik', 'text/research/bbc-paragraphs.txt'],
    ['English', 'evaluation/ntrex/newstest2019-src.eng.txt'],
  ] as const) {
    const file = join(data, path);
    if (!(await exists(file))) continue;
    const text = await readFile(file, 'utf8');
    const lines = text.split('\n');
    const rates = Array.from({ length: 7 }, () => {
      const started = process.cpuUsage();
      let bytes = 0;
      while (bytes < 3e6) {
        for (const line of lines) identifyLanguage(line);
        bytes += Buffer.byteLength(text);
      }
      const { user, system } = process.cpuUsage(started);
      return bytes / (user + system);
    }).sort((one, other) => one - other);
    print(
      `speed, ${name}, one core, processor time: ${rates[3]?.toFixed(1)} MB/s (${rates[0]?.toFixed(1)} to ${rates[6]?.toFixed(1)})`,
    );
  }
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
const four = (value: number) => value.toFixed(4);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();

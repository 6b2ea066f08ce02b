import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { escapePattern } from '../../src/core/escape.ts';
import { splitSentences } from '../../src/language/index.ts';
import { checkText } from '../../src/office/index.ts';
import { percent, readLines } from './marked-text.ts';

interface Slip {
  readonly sentence: number;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Slips that stand in real essays: two sentences of every sixth essay from the 101st on, read and marked by hand
 * (essay-slips.txt; the essays' licence is not stated, so that their sentences stay in the shared data).
 */
export function scoreSlips(verbose: boolean): void {
  const file = join(sharedFolder(), 'data', 'teaching', 'essays.jsonl');
  if (!existsSync(file)) {
    console.log('slips of essays: the shared data is not there');
    return;
  }
  const sentences = sampled(readFileSync(file, 'utf8').trim().split('\n'));
  const slips = readLines('essay-slips.txt').map((line): Slip => {
    const [sentence = '', kind = '', before = '', after = ''] = line.split('\t');
    return { sentence: Number(sentence), kind, before, after };
  });
  const kinds = new Map<string, { all: number; found: number }>();
  const right = new Set<string>();
  for (const { sentence, kind, before, after } of slips) {
    const text = sentences[sentence - 1] ?? '';
    const corrected = checkText(text).corrected;
    const tally = kinds.get(kind) ?? { all: 0, found: 0 };
    kinds.set(kind, tally);
    tally.all += 1;
    const isMended = corrected.includes(after) && !hasWhole(corrected, before);
    if (isMended) tally.found += 1;
    else if (verbose) console.log(`NOT MENDED ${kind}: ${before} → ${after}`);
    right.add(`${sentence} ${before}`);
  }
  let [changes, wrong] = [0, 0];
  for (const [index, text] of sentences.entries()) {
    for (const { before, after, kind } of checkText(text).changes) {
      changes += 1;
      const isMarked = slips.some(
        (slip) =>
          slip.sentence === index + 1 &&
          (slip.before.includes(before.trim()) || before.includes(slip.before)),
      );
      if (isMarked) continue;
      wrong += 1;
      if (verbose) console.log(`NOT MARKED ${kind}: ${before} → ${after}   | ${text}`);
    }
  }
  for (const [kind, { all, found }] of kinds)
    console.log(`slips of essays, ${kind}: mended ${percent(found, all)} of ${all}`);
  console.log(
    `slips of essays: ${sentences.length} sentences, ${changes} changes, ${wrong} of them not marked`,
  );
}

const hasWhole = (text: string, piece: string) =>
  new RegExp(`(?<![\\p{L}])${escapePattern(piece)}(?![\\p{L}])`, 'u').test(text);

function sampled(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 100; index < lines.length; index += 6) {
    const { text } = JSON.parse(lines[index] ?? '{}') as { text: string };
    const usual = splitSentences(text)
      .map((sentence) => sentence.replace(/\s+/gu, ' ').trim())
      .filter(({ length }) => length > 50 && length < 170);
    const [one, two] = [0.4, 0.8].map((share) => usual[Math.floor(usual.length * share)]);
    if (one !== undefined) found.push(one);
    if (two !== undefined && two !== one) found.push(two);
  }
  return found;
}

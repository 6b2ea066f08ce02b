// Makes benchmarks/proverbs: `npx node tools/make-benchmarks/proverbs.ts`.
// Folk proverbs (public domain) as the explanatory dictionary (MIT) marks them: "(зарб.)", "(мақ.)". The beginning is
// asked with its own end and the ends of three other proverbs that are as long and end alike. Proverbs in the articles
// that data/sample holds are left out.
import { sha256 } from '../../src/core/artefact/fingerprint.ts';
import { type Draft, orderKey, shuffled, writeItems } from './items.ts';
import { allEntries, sharedEnding, wordsOf } from './sources/dictionary.ts';

const seed = 'proverbs 1';
/** Sayings that are only turns of phrase, or that the dictionary gives damaged; found by reading all of them. */
const leftOut =
  /фарқ карда|нигоҳ карда пой|сандон|гиребонгир|касеро нимта|намакдон шикастан|медиҳам?бар|ва ҳаракати андак|зорӣ ё ба|парасторӣ|явмин|музаффар|чиз(и|е) хонаро|инҷобизан|бизан, хеши|айбро кӣ|момодоя|ягон|дебоча|натиҷа мебахшад/u;

interface Proverb {
  readonly start: string;
  readonly end: string;
  readonly source: string;
}

const inSample = new Set<string>();
const found = new Map<string, Proverb>();
for (const { word, definition } of allEntries) {
  for (const part of definition.split(/[;:◊.]/u)) {
    const marked = /^(.*?)\((?:зарб|мақ)(?:\.?\)|$)/u.exec(part)?.[1];
    if (marked === undefined) continue;
    const text = (marked.split('//')[0] ?? '').replace(/\s*[–-]\s+|\s+[–-]\s*/gu, ' – ').trim();
    const words = wordsOf(text);
    if (
      words.length < 4 ||
      words.length > 14 ||
      /[()\d?!]/u.test(text) ||
      leftOut.test(text) ||
      /[дт]ан$/u.test(text)
    )
      continue;
    const key = words.slice(0, 2).join(' ');
    if (isInSample(word)) inSample.add(key);
    const [start, end] = cut(text);
    if (!found.has(key) && wordsOf(start).length >= 2)
      found.set(key, { start, end, source: `explanatory dictionary, ${word}` });
  }
}

/** Cut at a comma or dash near the middle, else before the last words. */
function cut(text: string): [string, string] {
  const pause = [...text.matchAll(/, | – /gu)].map(({ index, 0: mark }) => index + mark.length);
  const middle = pause.find(
    (place) => wordsOf(text.slice(0, place)).length >= 2 && wordsOf(text.slice(place)).length >= 2,
  );
  if (middle !== undefined) return [text.slice(0, middle).trim(), text.slice(middle)];
  const words = text.split(' ');
  const length = words.length >= 7 ? 3 : 2;
  return [words.slice(0, -length).join(' '), words.slice(-length).join(' ')];
}

function isInSample(word: string): boolean {
  const hash = Buffer.from(sha256(word), 'hex');
  return (hash[0] ?? 255) < 128 && (hash[1] ?? 255) < 24;
}

const proverbs = shuffled(
  [...found].filter(([key]) => !inSample.has(key)).map(([, proverb]) => proverb),
  seed,
  ({ start }) => start,
);
/** Variants of a proverb share most of their words. */
function isVariant(one: Proverb, other: Proverb): boolean {
  const words = new Set(wordsOf(`${one.start} ${one.end}`));
  const others = wordsOf(`${other.start} ${other.end}`);
  return others.filter((word) => words.has(word)).length * 2 >= Math.min(words.size, others.length);
}

const distinct = proverbs.filter(
  (one, index) => !proverbs.slice(0, index).some((other) => isVariant(one, other)),
);
const drafts = distinct.map(({ start, end, source }): Draft => {
  const length = wordsOf(end).length;
  const wrong = distinct
    .filter(
      (other) =>
        other.end !== end &&
        !wordsOf(end).some((word) => word.length > 3 && wordsOf(other.end).includes(word)),
    )
    .map((other) => ({
      end: other.end,
      score:
        2 * Math.abs(wordsOf(other.end).length - length) +
        Math.abs(other.end.length - end.length) / 4 -
        Math.min(3, sharedEnding(other.end, end)),
    }))
    .sort(
      (left, right) =>
        left.score - right.score || (orderKey(start, left.end) < orderKey(start, right.end) ? -1 : 1),
    )
    .map((other) => other.end);
  return {
    question: start,
    right: end,
    wrong: [...new Set(wrong)].slice(0, 3),
    rule: 'end of a proverb',
    source,
  };
});
await writeItems('proverbs', drafts, 150);

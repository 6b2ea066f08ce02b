// Fields of forms filled from messages, and dates, places, sums and actions of notices, beside what was marked by hand.
// bench/office/*.txt were written before the rules of src/office; FILE marks {key|value}, «!» an action.
import { readFileSync } from 'node:fs';
import { plainTajik } from '../src/language/index.ts';
import { type Form, fillForm, noticeTexts } from '../src/office/index.ts';

const verbose = process.argv.includes('--verbose');
const read = (name: string) =>
  readFileSync(new URL(`office/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
const words = (text: string): readonly string[] =>
  plainTajik(text.toLowerCase()).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

interface Marked {
  readonly text: string;
  readonly values: ReadonlyMap<string, string>;
}

function unmark(line: string): Marked {
  const values = new Map<string, string>();
  const text = line.replace(/\{(\w+)\|([^}]*)\}/gu, (_, key: string, value: string) => {
    values.set(key, value);
    return value;
  });
  return { text, values };
}

/** As many type on a telephone: no Tajik letters, no quotation marks, small letters in every other message. */
function typed(text: string, isSmall: boolean): string {
  const plain = plainTajik(text).replace(/[«»]/gu, '');
  return isSmall ? plain.toLowerCase() : plain;
}

/** The value holds the marked words and at most two words more, or the marked words hold it and at most two more. */
function isRight(value: string, marked: string): boolean {
  const [one, other] = [words(value), words(marked)];
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  return few.length > 0 && few.every((word) => many.includes(word)) && many.length - few.length <= 2;
}

for (const style of ['as written', 'typed without Tajik letters'] as const) {
  let [marked, right, wrong, invented, filled, messages] = [0, 0, 0, 0, 0, 0];
  let form: Form | undefined;
  for (const [number, line] of read('forms.txt').entries()) {
    if (line.startsWith('# ')) {
      const [title = '', ...fields] = line.slice(2).split(' | ');
      form = {
        title,
        fields: fields.map((field) => {
          const [key = '', label = '', kind = '', choices] = field.split(':');
          return { key, label, kind, ...(choices === undefined ? {} : { choices: choices.split('/') }) };
        }),
      };
      continue;
    }
    if (form === undefined) throw new Error('A message stands before its form.');
    const { text: written, values } = unmark(line);
    const text = style === 'as written' ? written : typed(written, number % 2 === 0);
    messages += 1;
    const result = fillForm(form, text);
    for (const { key } of form.fields) {
      const [value, gold] = [result.values[key] ?? null, values.get(key)];
      if (gold !== undefined) marked += 1;
      if (value !== null && !text.includes(value)) invented += 1;
      if (value !== null) filled += 1;
      const isGood = value !== null && gold !== undefined && isRight(value, gold);
      if (isGood) right += 1;
      else if (value !== null) wrong += 1;
      if (verbose && !isGood && (value !== null || gold !== undefined))
        console.log(`${value === null ? 'MISS ' : 'WRONG'} ${key}: ${value} ≠ ${gold}   | ${text}`);
    }
  }
  console.log(
    `forms, ${style}: ${messages} messages, ${marked} fields said; filled right ${percent(right, marked)}, wrong ${percent(wrong, filled)} of ${filled} filled, not in the message ${invented}`,
  );
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} % (${part})`;
}

const counts = { dates: [0, 0, 0], places: [0, 0, 0], sums: [0, 0, 0], actions: [0, 0, 0] };
let inventedPieces = 0;
const notices = read('notices.txt');
for (const line of notices) {
  const gold: Record<keyof typeof counts, string[]> = { dates: [], places: [], sums: [], actions: [] };
  const kinds = { d: 'dates', p: 'places', s: 'sums' } as const;
  const unmarked = line.replace(/\{([dps])\|([^}]*)\}/gu, (_, kind: keyof typeof kinds, value: string) => {
    gold[kinds[kind]].push(value.replace(/,$/u, ''));
    return value;
  });
  // «!» before a sentence, not after one.
  const text = unmarked.replace(/(^| )!(?=\p{L})/gu, (_, space: string) => `${space}◆`);
  for (const [, action = ''] of text.matchAll(/◆(.+?[.!?])(?=\s|$)/gu)) gold.actions.push(action);
  const plain = text.replaceAll('◆', '');
  const found = noticeTexts(plain);
  for (const pieces of Object.values(found))
    inventedPieces += pieces.filter((piece) => !plain.includes(piece)).length;
  for (const kind of Object.keys(counts) as (keyof typeof counts)[]) {
    const [tally, all] = [counts[kind], found[kind]];
    const isKept = (value: string) => {
      const wanted = words(value).filter(
        (word) => !['то', 'аз', 'ва', 'соати', 'рузи', 'рузхои'].includes(word),
      );
      const offered = all.flatMap(words);
      return kind === 'actions'
        ? all.some((one) => one.includes(value) || value.includes(one))
        : wanted.every((word) => offered.includes(word));
    };
    for (const value of gold[kind]) {
      tally[0] = (tally[0] ?? 0) + 1;
      if (isKept(value)) tally[1] = (tally[1] ?? 0) + 1;
      else if (verbose) console.log(`LOST ${kind}: ${value}   | ${plain}`);
    }
    const extra = all.filter(
      (one) => !gold[kind].some((value) => words(value).some((word) => words(one).includes(word))),
    );
    tally[2] = (tally[2] ?? 0) + extra.length;
    if (verbose && extra.length > 0) console.log(`EXTRA ${kind}: ${extra.join(' | ')}   | ${plain}`);
  }
}
for (const [kind, [marked = 0, kept = 0, extra = 0]] of Object.entries(counts))
  console.log(
    `notices (${notices.length}), ${kind}: ${marked} marked, kept ${percent(kept, marked)}, beside them ${extra}`,
  );
console.log(`notices: pieces that do not stand in the text ${inventedPieces}`);

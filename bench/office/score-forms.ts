import { plainTajik } from '../../src/language/index.ts';
import { type Form, fillForm } from '../../src/office/index.ts';
import { percent, readLines, wordsOf } from './marked-text.ts';

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
  const [one, other] = [wordsOf(value), wordsOf(marked)];
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  return few.length > 0 && few.every((word) => many.includes(word)) && many.length - few.length <= 2;
}

function readForm(line: string): Form {
  const [title = '', ...fields] = line.slice(2).split(' | ');
  return {
    title,
    fields: fields.map((field) => {
      const [key = '', label = '', kind = '', choices] = field.split(':');
      return { key, label, kind, ...(choices === undefined ? {} : { choices: choices.split('/') }) };
    }),
  };
}

/** Fills the forms of a file from its messages and prints what came right; lists the rest when verbose. */
export function scoreForms(file: string, style: 'as written' | 'typed', verbose: boolean): void {
  let [marked, right, wrong, invented, filled, messages] = [0, 0, 0, 0, 0, 0];
  const kinds = new Map<string, { marked: number; right: number; wrong: number }>();
  let form: Form | undefined;
  for (const [number, line] of readLines(file).entries()) {
    if (line.startsWith('# ')) {
      form = readForm(line);
      continue;
    }
    if (form === undefined) throw new Error('A message stands before its form.');
    const { text: written, values } = unmark(line);
    const text = style === 'as written' ? written : typed(written, number % 2 === 0);
    messages += 1;
    const result = fillForm(form, text);
    for (const { key, kind } of form.fields) {
      const tally = kinds.get(kind) ?? { marked: 0, right: 0, wrong: 0 };
      kinds.set(kind, tally);
      const [value, gold] = [result.values[key] ?? null, values.get(key)];
      if (gold !== undefined) {
        marked += 1;
        tally.marked += 1;
      }
      if (value !== null && !text.includes(value)) invented += 1;
      if (value !== null) filled += 1;
      const isGood = value !== null && gold !== undefined && isRight(value, gold);
      if (isGood) {
        right += 1;
        tally.right += 1;
      } else if (value !== null) {
        wrong += 1;
        tally.wrong += 1;
      }
      if (verbose && !isGood && (value !== null || gold !== undefined))
        console.log(`${value === null ? 'MISS ' : 'WRONG'} ${kind} ${key}: ${value} ≠ ${gold}   | ${text}`);
    }
  }
  console.log(
    `${file}, ${style}: ${messages} messages, ${marked} fields said; filled right ${percent(right, marked)}, wrong ${percent(wrong, filled)} of ${filled} filled, not in the message ${invented}`,
  );
  const byKind = [...kinds].map(
    ([kind, tally]) => `${kind} ${tally.right}/${tally.marked}, ${tally.wrong} wrong`,
  );
  console.log(`  by kind: ${byKind.join('; ')}`);
}

import { escapePattern } from '../../core/escape.ts';
import type { SpanKind } from '../reading/find-spans.ts';
import { cue } from '../reading/fold.ts';
import { type Asked, type Candidate, possessive, sureness, type TypedText } from './typed-text.ts';

/** Where the message itself names the label: «Мушкил: об нест», «Телефон – 918…». */
export function labelledCandidates(asked: Asked, all: readonly Asked[], typed: TypedText): Candidate[] {
  const shared = (head: string) => all.some((other) => other !== asked && other.heads.includes(head));
  const whole = escapePattern(asked.label.replace(/[?:]$/u, ''));
  const heads = asked.heads.filter((head) => !shared(head)).slice(0, 1);
  const names = [whole, ...heads.map((head) => `${escapePattern(head)}(?:хо)?(?:и)?(?: [\\p{L}]+)?`)];
  const found: Candidate[] = [];
  for (const [index, name] of names.entries()) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${name})${possessive} ?(?::|[–—-] |=) ?`, 'gu');
    for (const match of typed.folded.matchAll(pattern)) {
      const value = valueAt(match.index + match[0].length, asked, all, typed);
      if (value) found.push({ ...value, score: sureness.labelled - index });
    }
    if (found.length > 0) break;
  }
  return found;
}

const spanKind: Readonly<Partial<Record<Asked['kind'], readonly SpanKind[]>>> = {
  date: ['date', 'number'],
  time: ['time', 'number'],
  money: ['money', 'number'],
  phone: ['phone'],
  email: ['email'],
  number: ['number', 'money', 'date'],
};

function valueAt(start: number, asked: Asked, all: readonly Asked[], typed: TypedText) {
  const rest = typed.text.slice(start);
  const line = /^[^\n;]*?(?=[.!?](?:\s|$)|[\n;]|$)/u.exec(rest)?.[0] ?? '';
  const end = start + untilNextLabel(line, start, asked, all, typed);
  const kinds = spanKind[asked.kind];
  if (kinds) {
    const span = typed.spans.find(
      (one) => one.start >= start && one.end <= end + 1 && kinds.includes(one.kind),
    );
    return span && span.start - start < 12 ? { start: span.start, end: span.end } : undefined;
  }
  if (asked.kind === 'name') {
    const name = typed.names.find((one) => one.start >= start && one.start - start < 3);
    if (name) return name;
  }
  return trimmed(typed.text, start, end);
}

/** Labels whose value may be a list or a clause with commas. */
const isList =
  /забон|мавод|махсулот|номгуи|мушкил|сабаб|шикоят|хохиш|дархост|максад|сурога|тавсиф|шарх|таркиб|хуччат/u;

/** A comma ends a value where another field's label or kind of value follows; in lists it does not. */
function untilNextLabel(
  line: string,
  start: number,
  asked: Asked,
  all: readonly Asked[],
  typed: TypedText,
): number {
  const commas = [...line.matchAll(/, /gu)].map(({ index }) => index);
  for (const comma of commas) {
    const after = typed.folded.slice(start + comma + 2, start + line.length);
    const next = start + comma + 2;
    const isLabel = all.some(
      (other) => other !== asked && other.heads.some((head) => after.startsWith(head)),
    );
    const isOther =
      asked.kind !== 'address' &&
      (typed.spans.some((span) => span.start <= next + 7 && span.end > next) ||
        typed.names.some((name) => name.start === next));
    const isClause = /^(?:ман|номам|номи|аз|дар|ба|тел|рақам|раками)(?![\p{L}])/u.test(after);
    if (isLabel || isOther || isClause || !isList.test(asked.label)) return comma;
  }
  return line.length;
}

export function trimmed(
  text: string,
  start: number,
  end: number,
): { start: number; end: number } | undefined {
  const piece = text.slice(start, end);
  const lead = /^[\s,:;–—-]*/u.exec(piece)?.[0].length ?? 0;
  const trail = /(?:[\s,:;.!?–—]| аст(?=[\s.]*$))*$/u.exec(piece)?.[0].length ?? 0;
  return start + lead < end - trail ? { start: start + lead, end: end - trail } : undefined;
}

/** Patterns are compiled once. */
const cues = new Map<string, RegExp>();
export function cached(source: string): RegExp {
  const known = cues.get(source) ?? cue(source);
  cues.set(source, known);
  known.lastIndex = 0;
  return known;
}

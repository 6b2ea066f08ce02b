import type { Turn } from '../contract/forms.ts';
import { findNames } from '../reading/find-names.ts';
import { findSpans, overlaps, type Span, type SpanKind } from '../reading/find-spans.ts';
import { foldInPlace } from '../reading/fold.ts';
import { fillForm, questionFor } from './fill-form.ts';
import { type Form, type FormField, kindOf } from './form.ts';

/** A value with its place: in which message, and where in it. */
export interface TurnValue extends Span {
  readonly turn: number;
  readonly text: string;
}

/** A form as far as a conversation fills it. */
export interface FilledTurns {
  readonly values: ReadonlyMap<string, TurnValue>;
  /** Fields that the person was asked for and has nothing for. */
  readonly declined: ReadonlySet<string>;
  readonly question: { readonly key: string; readonly text: string } | undefined;
  /** How many messages were read. */
  readonly turns: number;
}

/**
 * Fills a form from several messages. A message fills whatever it clearly says; one that answers a question may be the
 * bare value («918 12 34 56», «духтур»). A later message overrides an earlier one only for the field that it was
 * asked about or that it names by its label. Every value is a piece of one message.
 */
export function fillTurns(form: Form, turns: readonly Turn[]): FilledTurns {
  return turns.reduce((filled, turn) => fillTurn(form, filled, turn), unfilled(form));
}

/** A form before the first message. */
export function unfilled(form: Form): FilledTurns {
  return withQuestion(form, { values: new Map(), declined: new Set(), turns: 0 });
}

/** A form with one message more. */
export function fillTurn(form: Form, before: FilledTurns, { text, asked }: Turn): FilledTurns {
  const values = new Map(before.values);
  const declined = new Set(before.declined);
  const after = () => withQuestion(form, { values, declined, turns: before.turns + 1 });
  const field = form.fields.find(({ key }) => key === asked);
  if (field && isRefusal(text)) {
    declined.add(field.key);
    return after();
  }
  const put = (key: string, { start, end }: Span) => {
    values.set(key, { turn: before.turns, start, end, text: text.slice(start, end) });
    declined.delete(key);
  };
  const own = field && bareAnswer(field, text);
  if (field && own) put(field.key, own);
  const open = form.fields.filter(({ key }) => !values.has(key));
  if (open.length === 0) return after();
  const found = fillForm({ ...form, fields: open }, text).spans;
  for (const { key } of open) {
    const span = found[key];
    if (!span || (own && overlaps(own, span))) continue;
    // A bare answer of a few words is the answer and nothing else.
    if (own && key !== field?.key && isShort(text)) continue;
    put(key, span);
  }
  return after();
}

function withQuestion(form: Form, filled: Omit<FilledTurns, 'question'>): FilledTurns {
  const next = form.fields.find(({ key }) => !filled.values.has(key) && !filled.declined.has(key));
  return { ...filled, question: next && { key: next.key, text: questionFor(next) } };
}

const refusals = new RegExp(
  `^(?:${foldInPlace(
    'не|нест|надорам|намедонам|намехоҳам|лозим нест|даркор нест|номаълум|нет|не знаю|гузар|гузаред|холӣ|-|—|0',
  )})[.!]?$`,
  'u',
);

function isRefusal(text: string): boolean {
  return refusals.test(foldInPlace(text).trim());
}

const isShort = (text: string) => text.trim().split(/\s+/u).length <= 6;

const kindsOfSpans: Readonly<Partial<Record<string, readonly SpanKind[]>>> = {
  date: ['date'],
  time: ['time', 'number'],
  money: ['money', 'number'],
  phone: ['phone', 'number'],
  email: ['email'],
  number: ['number'],
};

/** The value in an answer to a question about one field: the only piece of its kind, or the whole answer. */
function bareAnswer(field: FormField, text: string): Span | undefined {
  const kind = kindOf(field);
  const kinds = kindsOfSpans[kind];
  if (kinds) {
    for (const wanted of kinds) {
      const [only, other] = findSpans(text).filter((span) => span.kind === wanted);
      if (only) return other ? undefined : { start: only.start, end: only.end };
    }
    return undefined;
  }
  const whole = wholeAnswer(text);
  if (whole === undefined) return undefined;
  if (kind === 'choice') {
    const folded = foldInPlace(text);
    const places = (field.choices ?? []).flatMap((choice) => {
      const start = folded.indexOf(foldInPlace(choice));
      return start < 0 ? [] : [{ start, end: start + choice.length }];
    });
    const longest = places.sort((one, other) => other.end - other.start - (one.end - one.start));
    return longest[0];
  }
  if (kind === 'name') {
    const [name, other] = findNames(text);
    if (name && !other) return name;
    const words = text.slice(whole.start, whole.end).split(/\s+/u);
    return words.length <= 4 && !/\p{N}/u.test(text) ? whole : undefined;
  }
  // An address or a reason: what was said, unless it is a story that the patterns must read.
  const fromForm = fillForm({ title: '', fields: [field] }, text).spans[field.key];
  return fromForm ?? (whole.end - whole.start <= 200 ? whole : undefined);
}

/** The answer without spaces and marks around it; nothing where it asks back. */
function wholeAnswer(text: string): Span | undefined {
  if (/\?\s*$/u.test(text)) return undefined;
  const start = text.length - text.trimStart().length;
  const end = text.replace(/[\s.!,;]+$/u, '').length;
  return end > start ? { start, end } : undefined;
}

import { overlaps, type Span } from '../reading/find-spans.ts';
import { foldInPlace } from '../reading/fold.ts';
import { readLatin } from '../reading/latin-text.ts';
import { assignMoney, numberCandidates } from './amounts.ts';
import { assignDates } from './days.ts';
import { type FieldKind, type Form, type FormField, kindOf } from './form.ts';
import { labelledCandidates } from './labelled.ts';
import { assignPeople } from './people.ts';
import { addressCandidates, placeCandidates } from './places.ts';
import {
  type Asked,
  type Candidate,
  labelHeads,
  readTypedText,
  spansOf,
  sureness,
  type TypedText,
} from './typed-text.ts';
import { unclaimedClauses } from './unclaimed-clauses.ts';
import { choiceCandidates, wordingCandidates } from './wording.ts';

/** A form as far as a message fills it: every value is a piece of the message. */
export interface FilledForm {
  readonly values: Readonly<Record<string, string | null>>;
  /** Where each value is in the message. */
  readonly spans: Readonly<Record<string, Span>>;
  /** The keys without a value, in the order of the form. */
  readonly missing: readonly string[];
}

/**
 * Fills a form from a person's message by the labels and kinds of its fields. A value is cut from the message as
 * it stands; where the message does not clearly say it, the field stays null. Nothing is guessed or rewritten.
 */
export function fillForm(form: Form, text: string): FilledForm {
  const latin = readLatin(text);
  const typed = readTypedText(latin?.text ?? text);
  const asked = form.fields.map((field): Asked => {
    const label = foldInPlace(field.label).trim();
    return { field, kind: kindOf(field), label, heads: labelHeads(field.label) };
  });
  const candidates = collect(asked, typed);
  const spans = chooseSpans(candidates, typed.text);
  const values: Record<string, string | null> = {};
  const places: Record<string, Span> = {};
  for (const { field } of asked) {
    const read = spans.get(field.key);
    const span = read && (latin?.original(read) ?? read);
    values[field.key] = span ? text.slice(span.start, span.end) : null;
    if (span) places[field.key] = span;
  }
  return {
    values,
    spans: places,
    missing: form.fields.flatMap(({ key }) => (values[key] === null ? [key] : [])),
  };
}

/** The question for the first field that is missing; nothing once the form is full. */
export function nextQuestion(form: Form, { missing }: Pick<FilledForm, 'missing'>): string | undefined {
  const field = form.fields.find(({ key }) => key === missing[0]);
  if (field === undefined) return undefined;
  return questionFor(field);
}

/** What to ask for one field. */
export function questionFor(field: FormField): string {
  const choices = field.choices ? ` (${field.choices.join(' / ')})` : '';
  return field.question ?? `Лутфан, нависед: ${field.label.replace(/[?:]$/u, '')}${choices}?`;
}

function collect(asked: readonly Asked[], typed: TypedText): { key: string; candidate: Candidate }[] {
  const found: { key: string; candidate: Candidate }[] = [];
  const add = (one: Asked, candidates: readonly Candidate[]) => {
    for (const candidate of candidates) found.push({ key: one.field.key, candidate });
  };
  const labelled = new Set<Asked>();
  for (const one of asked) {
    const candidates = one.kind === 'choice' ? [] : labelledCandidates(one, asked, typed).slice(0, 1);
    if (candidates.length > 0) labelled.add(one);
    add(one, candidates);
  }
  const open = asked.filter((one) => !labelled.has(one));
  const taken = found.map(({ candidate }) => candidate);
  const rest: TypedText = {
    ...typed,
    spans: typed.spans.filter((span) => !taken.some((one) => overlaps(one, span))),
    names: typed.names.filter((span) => !taken.some((one) => overlaps(one, span))),
  };
  const ofKind = (kind: FieldKind) => open.filter((one) => one.kind === kind);
  const addAll = (assigned: ReadonlyMap<Asked, Candidate>) => {
    for (const [one, candidate] of assigned) add(one, [candidate]);
  };
  addAll(assignPeople(ofKind('name'), rest));
  addAll(assignMoney(ofKind('money'), rest));
  addAll(assignDates(ofKind('date'), rest));
  for (const kind of ['phone', 'email', 'time'] as const) {
    const [field, rival] = ofKind(kind);
    const [span] = spansOf(rest, kind);
    if (field && !rival && span) add(field, [{ ...span, score: sureness.phrase }]);
  }
  for (const one of ofKind('number')) add(one, numberCandidates(one, rest));
  for (const one of ofKind('place')) add(one, placeCandidates(one, rest));
  for (const one of ofKind('address')) add(one, addressCandidates(one, asked, rest));
  for (const one of ofKind('choice')) add(one, choiceCandidates(one, rest));
  for (const one of ofKind('text')) add(one, wordingCandidates(one, rest));
  for (const one of unclaimedClauses(
    ofKind('text'),
    found.map(({ candidate }) => candidate),
    rest,
  ))
    add(one.asked, [one.candidate]);
  return found;
}

/** The surest first; a piece of the message fills one field; two equally sure pieces for one field fill none. */
function chooseSpans(
  found: readonly { key: string; candidate: Candidate }[],
  text: string,
): Map<string, Span> {
  const chosen = new Map<string, Span>();
  const order = [...found].sort((one, other) => other.candidate.score - one.candidate.score);
  for (const { key, candidate } of order) {
    if (chosen.has(key)) continue;
    if ([...chosen.values()].some((span) => overlaps(span, candidate))) continue;
    // What a colon follows is a label, not a value.
    if (/^ ?:(?!\d)/u.test(text.slice(candidate.end))) continue;
    const rival = order.find(
      (other) =>
        other.key === key &&
        other.candidate.score === candidate.score &&
        !overlaps(other.candidate, candidate) &&
        ![...chosen.values()].some((span) => overlaps(span, other.candidate)),
    );
    if (rival) continue;
    chosen.set(key, { start: candidate.start, end: candidate.end });
  }
  return chosen;
}

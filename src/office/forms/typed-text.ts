import { findNames } from '../reading/find-names.ts';
import { findSpans, overlaps, type Span, type SpanKind, type TypedSpan } from '../reading/find-spans.ts';
import { foldInPlace } from '../reading/fold.ts';
import { findAddresses, findClauses } from '../reading/phrases.ts';
import type { FieldKind, FormField } from './form.ts';

/** What a person typed, with everything that was found in it. */
export interface TypedText {
  readonly text: string;
  readonly folded: string;
  readonly spans: readonly TypedSpan[];
  readonly names: readonly Span[];
  readonly addresses: readonly Span[];
  readonly clauses: readonly Span[];
}

/** A field that is to be filled: its kind, its folded label, and the label's telling words. */
export interface Asked {
  readonly field: FormField;
  readonly kind: FieldKind;
  readonly label: string;
  readonly heads: readonly string[];
}

/** A possible value. The surer one is taken first; two of the same sureness are none. */
export interface Candidate extends Span {
  readonly score: number;
}

/** How sure a candidate is: the message names the label; a phrase that only this field has; the only one of its kind. */
export const sureness = { labelled: 100, cued: 80, phrase: 60, only: 40 } as const;

export function readTypedText(text: string): TypedText {
  const spans = findSpans(text);
  const addresses = findAddresses(text);
  const names = findNames(text).filter(
    (name) =>
      !addresses.some((address) => overlaps(address, name)) &&
      !spans.some((span) => span.kind === 'email' && overlaps(span, name)),
  );
  return { text, folded: foldInPlace(text), spans, names, addresses, clauses: findClauses(text) };
}

export function spansOf({ spans }: TypedText, ...kinds: readonly SpanKind[]): TypedSpan[] {
  return spans.filter(({ kind }) => kinds.includes(kind));
}

/** The words before a place in its sentence, folded. */
export function wordsBefore({ folded }: TypedText, start: number, length = 40): string {
  const before = folded.slice(Math.max(0, start - length), start);
  return before.replace(/^.*[.!?\n](?=\s)/su, '');
}

export function wordsAfter({ folded }: TypedText, end: number, length = 40): string {
  return folded.slice(end, end + length).replace(/[.!?\n](?:\s.*|$)/su, '');
}

const general = new Set(
  'ном насаб номи ному рузи руз сана санаи кадом чист чанд куча кучо шумора шумораи раками раками ракам соли сол барои хуч бояд дилхох пешниход мешавад хохед мехохед аз ба то дар кай кунем расонем карда мо шумо ман навъи хонем'.split(
    ' ',
  ),
);

/** The telling words of a label, without an izofat: «Маблағи қарз» → маблаг, карз. */
export function labelHeads(label: string): string[] {
  return (
    foldInPlace(label)
      .replace(/\([^)]*\)/gu, ' ')
      .match(/[\p{L}\p{M}]+/gu) ?? []
  )
    .filter((word) => word.length > 2 && !general.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(?:хои|хо|и)$/u, '') : word));
}

export const possessive = '(?:и ман|и мо|и у|ам|аш|амон|атон|ашон|яш|ям|и)?';

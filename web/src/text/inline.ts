/** A piece of a line. What is not known as marking stays text: an answer can never become markup. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'struck'; readonly content: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly content: readonly Inline[]; readonly address: string }
  | {
      readonly type: 'formula';
      readonly tex: string;
      /** As it is in the text, with its signs. */
      readonly source: string;
      readonly display: boolean;
    };

/** Deeper marking than this is text: a text of asterisks must not become a tower. */
const maximumDepth = 6;

const marks = [
  { mark: '**', type: 'strong' },
  { mark: '__', type: 'strong' },
  { mark: '~~', type: 'struck' },
  { mark: '*', type: 'emphasis' },
  { mark: '_', type: 'emphasis' },
] as const;

const formulas = [
  { open: '$$', close: '$$', display: true },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
  { open: '$', close: '$', display: false },
] as const;

const letterOrDigit = /[\p{L}\p{N}]/u;
const escapable = /[\\`*_{}[\]()#+\-.!~|<>$]/u;
const special = /[\\`*_~$[]/gu;

interface Found {
  readonly item: Inline;
  readonly end: number;
}

/**
 * Reads the marking inside a line: strong, emphasis, struck, code, links, formulas.
 * @param open the line is still being written: marking that has not ended yet is taken to end with the line.
 */
export function parseInline(text: string, open = false, depth = 0): Inline[] {
  const items: Inline[] = [];
  let plain = '';
  let place = 0;
  // Signs that end a formula and do not come any more: so a text full of openings is not searched each time.
  const absent = new Set<string>();
  const flush = () => {
    if (plain !== '') items.push({ type: 'text', text: plain });
    plain = '';
  };
  while (place < text.length) {
    special.lastIndex = place;
    const next = special.exec(text)?.index ?? text.length;
    plain += text.slice(place, next);
    place = next;
    if (place >= text.length) break;
    const found = depth < maximumDepth ? findItem(text, place, open, depth, absent) : undefined;
    if (found) {
      flush();
      items.push(found.item);
      place = found.end;
    } else if (text[place] === '\\' && escapable.test(text[place + 1] ?? '')) {
      plain += text[place + 1];
      place += 2;
    } else {
      // A run of the same sign that marks nothing is passed in one go.
      let end = place + 1;
      while (text[end] === text[place] && text[place] !== '\\' && text[place] !== '[') end += 1;
      plain += text.slice(place, end);
      place = end;
    }
  }
  flush();
  return items;
}

/** The words of marked text without their marking. */
export function plainText(items: readonly Inline[]): string {
  return items
    .map((item) => {
      if (item.type === 'text' || item.type === 'code') return item.text;
      return item.type === 'formula' ? item.tex : plainText(item.content);
    })
    .join('');
}

function findItem(
  text: string,
  place: number,
  open: boolean,
  depth: number,
  absent: Set<string>,
): Found | undefined {
  switch (text[place]) {
    case '`':
      return findCode(text, place, open);
    case '[':
      return findLink(text, place, depth);
    case '$':
    case '\\':
      return findFormula(text, place, absent);
    default:
      return findMarked(text, place, open, depth);
  }
}

function findCode(text: string, place: number, open: boolean): Found | undefined {
  let start = place;
  while (text[start] === '`') start += 1;
  const mark = text.slice(place, start);
  let end = text.indexOf(mark, start);
  while (end >= 0 && text[end + mark.length] === '`') {
    while (text[end] === '`') end += 1;
    end = text.indexOf(mark, end);
  }
  if (end < 0 && !(open && start < text.length)) return undefined;
  const inside = text.slice(start, end < 0 ? undefined : end);
  const trimmed = /^ .*[^ ].* $/u.test(inside) ? inside.slice(1, -1) : inside;
  return { item: { type: 'code', text: trimmed }, end: end < 0 ? text.length : end + mark.length };
}

function findLink(text: string, place: number, depth: number): Found | undefined {
  // Bounded, so that a line of brackets stays cheap.
  const match = /^\[([^[\]]{1,300})\]\(<?([^\s()<>]{1,500})>?(?: "[^"]{0,200}")?\)/u.exec(
    text.slice(place, place + 1100),
  );
  if (!match) return undefined;
  const [whole, label = '', address = ''] = match;
  return {
    item: { type: 'link', content: parseInline(label, false, depth + 1), address },
    end: place + whole.length,
  };
}

function findFormula(text: string, place: number, absent: Set<string>): Found | undefined {
  for (const { open, close, display } of formulas) {
    if (!text.startsWith(open, place)) continue;
    const start = place + open.length;
    const end = absent.has(close) ? -1 : text.indexOf(close, start);
    if (end < 0) {
      absent.add(close);
      return undefined;
    }
    const tex = text.slice(start, end);
    // A price is not a formula: no space inside the signs, no digit behind them.
    const isPrice = open === '$' && (/^\s|\s$/u.test(tex) || /\d/u.test(text[end + 1] ?? ''));
    if (tex.trim() === '' || isPrice) return undefined;
    const next = end + close.length;
    const source = text.slice(place, next);
    return { item: { type: 'formula', tex: tex.trim(), source, display }, end: next };
  }
  return undefined;
}

function findMarked(text: string, place: number, open: boolean, depth: number): Found | undefined {
  for (const { mark, type } of marks) {
    if (!text.startsWith(mark, place)) continue;
    const start = place + mark.length;
    if (!/\S/u.test(text[start] ?? '')) continue;
    // Inside a word an underscore is part of it: номи_файл.
    if (mark[0] === '_' && letterOrDigit.test(text[place - 1] ?? '')) continue;
    const end = findEnd(text, start, mark);
    if (end < 0 && !open) continue;
    const content = parseInline(text.slice(start, end < 0 ? undefined : end), open && end < 0, depth + 1);
    return { item: { type, content }, end: end < 0 ? text.length : end + mark.length };
  }
  return undefined;
}

function findEnd(text: string, start: number, mark: string): number {
  for (let end = text.indexOf(mark, start + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
    if (/\s/u.test(text[end - 1] ?? '')) continue;
    const sign = mark.charAt(0);
    if (mark.length === 1 && (text[end + 1] === sign || text[end - 1] === sign)) continue;
    if (sign === '_' && letterOrDigit.test(text[end + mark.length] ?? '')) continue;
    return end;
  }
  return -1;
}

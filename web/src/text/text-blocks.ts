import { type Inline, parseInline } from './inline.ts';
import { parseTable, type Table, tableRows } from './table.ts';

export interface ListItem {
  readonly content: readonly Inline[];
  readonly lists: readonly List[];
}

export interface List {
  readonly type: 'list';
  readonly ordered: boolean;
  readonly start: number;
  readonly items: readonly ListItem[];
}

export type Block =
  | { readonly type: 'paragraph'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly type: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly type: 'code'; readonly language: string; readonly text: string }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'formula'; readonly tex: string; readonly source: string }
  | { readonly type: 'rule' }
  | List
  | Table;

const fence = /^\s{0,3}(`{3,}|~{3,})\s*([\p{L}\p{N}+#-]*)[^`]*$/u;
const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/u;
const rule = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/u;
const quote = /^\s{0,3}>\s?(.*)$/u;
const item = /^(\s*)(?:[-*•–+]|(\d{1,3})[.)])\s+(.*)$/u;
const formulaOpening = /^\s*(\$\$|\\\[)/u;

/** Quotations inside quotations inside quotations are shown three deep. */
const maximumQuoteDepth = 3;

/**
 * Splits an answer into paragraphs, headings, lists, tables, code, quotations and formulas. Everything else
 * stays the text it is: an answer can never become markup.
 * @param open the text is still being written: marking that has not ended yet is taken to end with the text.
 */
export function parseBlocks(text: string, open = false, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/gu, '\n').split('\n');
  const blocks: Block[] = [];
  let place = 0;
  while (place < lines.length) {
    const { block, next } = readBlock(lines, place, open, depth);
    if (block) blocks.push(block);
    place = next;
  }
  return blocks;
}

interface Read {
  readonly block?: Block;
  readonly next: number;
}

function readBlock(lines: readonly string[], place: number, open: boolean, depth: number): Read {
  const line = lines[place] ?? '';
  if (line.trim() === '') return { next: place + 1 };
  const fenced = fence.exec(line);
  if (fenced) return readCode(lines, place, fenced[1] ?? '```', fenced[2] ?? '');
  const title = heading.exec(line);
  if (title) {
    const content = parseInline(title[2] ?? '', open && place === lines.length - 1);
    return { block: { type: 'heading', level: title[1]?.length ?? 1, content }, next: place + 1 };
  }
  if (rule.test(line)) return { block: { type: 'rule' }, next: place + 1 };
  if (quote.test(line) && depth < maximumQuoteDepth) return readQuote(lines, place, open, depth);
  if (item.test(line)) return readList(lines, place, open);
  return (
    readFormula(lines, place) ??
    readTable(lines, place, open) ?? { ...readParagraph(lines, place, open, depth) }
  );
}

function readCode(lines: readonly string[], place: number, mark: string, language: string): Read {
  const isEnd = (line: string) => line.trim().startsWith(mark) && line.trim().replace(/[`~]/gu, '') === '';
  const length = lines.slice(place + 1).findIndex(isEnd);
  const end = length < 0 ? lines.length : place + 1 + length;
  return { block: { type: 'code', language, text: lines.slice(place + 1, end).join('\n') }, next: end + 1 };
}

function readQuote(lines: readonly string[], place: number, open: boolean, depth: number): Read {
  let next = place;
  const inside: string[] = [];
  for (let match = quote.exec(lines[next] ?? ''); match; match = quote.exec(lines[next] ?? '')) {
    inside.push(match[1] ?? '');
    next += 1;
  }
  const blocks = parseBlocks(inside.join('\n'), open && next === lines.length, depth + 1);
  return { block: { type: 'quote', blocks }, next };
}

function readFormula(lines: readonly string[], place: number): Read | undefined {
  const opening = formulaOpening.exec(lines[place] ?? '');
  if (!opening) return undefined;
  const close = opening[1] === '$$' ? '$$' : '\\]';
  let tex = (lines[place] ?? '').slice(opening[0].length);
  let next = place + 1;
  while (!tex.includes(close) && next < lines.length && lines[next]?.trim() !== '') {
    tex += `\n${lines[next]}`;
    next += 1;
  }
  const end = tex.indexOf(close);
  // Something is behind it on the same line: then it is part of a sentence.
  if (end < 0 || tex.slice(end + close.length).trim() !== '' || tex.slice(0, end).trim() === '')
    return undefined;
  const source = `${opening[1]}${tex.slice(0, end)}${close}`;
  return { block: { type: 'formula', tex: tex.slice(0, end).trim(), source }, next };
}

function readTable(lines: readonly string[], place: number, open: boolean): Read | undefined {
  const rows = tableRows(lines, place);
  const table = parseTable(rows, open && place + rows.length === lines.length);
  return table && { block: table, next: place + rows.length };
}

function readParagraph(lines: readonly string[], place: number, open: boolean, depth: number): Read {
  let next = place + 1;
  while (next < lines.length && !startsBlock(lines[next] ?? '', depth)) next += 1;
  const content = lines
    .slice(place, next)
    .map((line, index) => parseInline(line.trim(), open && place + index === lines.length - 1));
  return { block: { type: 'paragraph', lines: content }, next };
}

function startsBlock(line: string, depth: number): boolean {
  if (line.trim() === '' || fence.test(line) || heading.test(line) || item.test(line) || rule.test(line))
    return true;
  return formulaOpening.test(line) || (quote.test(line) && depth < maximumQuoteDepth);
}

interface ReadItem {
  readonly indent: number;
  readonly number: number | undefined;
  text: string;
}

/** A list continues over blank lines, and over lines that are indented; two signs more of indent are a list inside. */
function readList(lines: readonly string[], place: number, open: boolean): Read {
  const items: ReadItem[] = [];
  let next = place;
  while (next < lines.length) {
    const line = lines[next] ?? '';
    const match = item.exec(line);
    const last = items[items.length - 1];
    if (match && !rule.test(line)) {
      const indent = (match[1] ?? '').replace(/\t/gu, '    ').length;
      const number = match[2] === undefined ? undefined : Number(match[2]);
      // Another kind of list at the same depth is a list of its own.
      if (last && indent <= (items[0]?.indent ?? 0) && isOrdered(items[0]) !== (number !== undefined)) break;
      items.push({ indent, number, text: match[3] ?? '' });
    } else if (line.trim() === '') {
      if (!item.test(lines[next + 1] ?? '')) break;
    } else if (last && /^\s{2,}\S/u.test(line) && !startsBlock(line, 0)) {
      last.text += ` ${line.trim()}`;
    } else break;
    next += 1;
  }
  return { block: listOf(items, open && next === lines.length), next };
}

const isOrdered = (one: ReadItem | undefined) => one?.number !== undefined;

function listOf(read: readonly ReadItem[], open: boolean): List {
  const indent = read[0]?.indent ?? 0;
  const items: ListItem[] = [];
  let place = 0;
  while (place < read.length) {
    const own = read[place];
    let end = place + 1;
    while (end < read.length && (read[end]?.indent ?? 0) >= indent + 2) end += 1;
    const inner = read.slice(place + 1, end);
    const isLast = end === read.length;
    items.push({
      content: parseInline(own?.text ?? '', open && isLast && inner.length === 0),
      lists: inner.length === 0 ? [] : [listOf(inner, open && isLast)],
    });
    place = end;
  }
  return { type: 'list', ordered: isOrdered(read[0]), start: read[0]?.number ?? 1, items };
}

import type { TinyText } from '../tiny-pdf.ts';
import { textWidth } from './letter-widths.ts';
import { type Box, type ColumnStyle, setColumn } from './typeset.ts';

/** A page and what a reader must keep together on it. */
export interface MadePage {
  readonly name: string;
  readonly lines: readonly TinyText[];
  /** Texts of which neighbouring words must stay neighbours: each column's paragraphs, each box. */
  readonly flows: readonly (readonly string[])[];
}

/** How the columns of a page are made. */
export interface ColumnsPage {
  readonly paragraphs: readonly string[];
  /** Set over the columns; empty for none. */
  readonly heading: string;
  readonly columns: number;
  readonly gutter: number;
  /** Each column is this much lower than the one before, in points. */
  readonly shift: number;
  /** What is drawn first: column after column, or line after line across the page. */
  readonly drawn: 'columns' | 'rows';
  readonly style: ColumnStyle;
}

/** The style of most made pages. */
export const plainStyle: ColumnStyle = {
  size: 10,
  leading: 12.5,
  align: 'justified',
  pieces: 'words',
  indent: 0,
  hyphenation: false,
};

const left = 50;
const width = 495;
const top = 770;
const bottom = 60;

/** A page of columns of prose. */
export function columnsPage(name: string, page: ColumnsPage): MadePage {
  const { lines, text } = columnsIn({ x: left, width, top, bottom }, page);
  const heading = page.heading === '' ? [] : [{ text: page.heading, x: left, y: 800, size: 15 }];
  return { name, lines: [...heading, ...lines], flows: [text] };
}

/** Columns within a box; what did not fit is `rest`. */
export function columnsIn(
  box: Box,
  { paragraphs, columns, gutter, shift, drawn, style }: Omit<ColumnsPage, 'heading'>,
): { readonly lines: TinyText[]; readonly text: string[]; readonly rest: readonly string[] } {
  const columnWidth = (box.width - gutter * (columns - 1)) / columns;
  const set: (readonly TinyText[])[][] = [];
  const parts: string[][] = [];
  let rest: readonly string[] = paragraphs;
  let goesOn = false;
  for (let index = 0; index < columns; index += 1) {
    const place = {
      ...box,
      x: box.x + index * (columnWidth + gutter),
      width: columnWidth,
      top: box.top - index * shift,
    };
    const column = setColumn(rest, place, style, goesOn);
    goesOn = column.text.length > 0 && !rest.slice(0, column.text.length).includes(column.text.at(-1) ?? '');
    set.push([...column.lines]);
    parts.push([...column.text]);
    rest = column.rest;
  }
  const longest = Math.max(...set.map((column) => column.length));
  const byRow = Array.from({ length: longest }, (_, row) =>
    set.flatMap((column) => column[row] ?? []),
  ).flat();
  return { lines: drawn === 'rows' ? byRow : set.flat(2), text: [parts.flat().join(' ')], rest };
}

/** One column of full width. */
export function prosePage(
  name: string,
  paragraphs: readonly string[],
  style: ColumnStyle,
  measure = width,
): MadePage {
  const { lines, text } = setColumn(paragraphs, { x: left, width: measure, top, bottom }, style);
  return { name, lines: lines.flat(), flows: [text] };
}

/** Prose beside a box of other prose; the lines above and below it are full. */
export function boxPage(
  name: string,
  texts: { readonly main: readonly string[]; readonly box: readonly string[] },
  style: ColumnStyle,
  side: 'left' | 'right' = 'right',
): MadePage {
  const boxWidth = 150;
  const gap = 20;
  const above = setColumn(texts.main, { x: left, width, top, bottom: top - 10 * style.leading }, style);
  const narrowX = side === 'right' ? left : left + boxWidth + gap;
  const beside = setColumn(
    above.rest,
    { x: narrowX, width: width - boxWidth - gap, top: above.y, bottom: above.y - 14 * style.leading },
    style,
    true,
  );
  const below = setColumn(beside.rest, { x: left, width, top: beside.y, bottom }, style, true);
  const small = { ...style, size: style.size - 1, leading: style.leading - 1.2, indent: 0 };
  const box = setColumn(
    texts.box,
    {
      x: side === 'right' ? left + width - boxWidth : left,
      width: boxWidth,
      top: above.y - 8,
      bottom: beside.y + 1.5 * style.leading,
    },
    small,
  );
  return {
    name,
    lines: [...above.lines, ...beside.lines, ...below.lines, ...box.lines].flat(),
    flows: [[[...above.text, ...beside.text, ...below.text].join(' ')], box.text],
  };
}

/** Two columns, a figure over both with words in it and a line under it, two columns again. */
export function figurePage(
  name: string,
  page: ColumnsPage,
  labels: readonly string[],
  caption: string,
): MadePage {
  const upper = columnsIn({ x: left, width, top, bottom: 520 }, page);
  const lower = columnsIn({ x: left, width, top: 330, bottom }, { ...page, paragraphs: upper.rest });
  const words = labels.map((text, index) => ({
    ...{ text, size: 8, x: left + 60 + ((index * 137) % 380), y: 480 - 17 * index },
  }));
  const middle = left + (width - textWidth(caption, 9)) / 2;
  return {
    name,
    lines: [...upper.lines, ...lower.lines, ...words, { text: caption, x: middle, y: 365, size: 9 }],
    flows: [[[...upper.text, ...lower.text].join(' ')], [caption]],
  };
}

/** The cells of a table, row under row. */
export function tableLines(
  rows: readonly (readonly string[])[],
  place: { readonly x: number; readonly y: number; readonly size: number; readonly leading: number },
  columns: readonly number[],
  align: 'left' | 'right' | 'centre' = 'left',
): TinyText[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((text, index) => {
      if (text === '') return [];
      const room = (columns[index + 1] ?? (columns.at(-1) ?? 0) + 60) - (columns[index] ?? 0) - 12;
      const free = room - textWidth(text, place.size);
      const before = index === 0 || align === 'left' ? 0 : align === 'right' ? free : free / 2;
      return [
        {
          text,
          size: place.size,
          x: place.x + (columns[index] ?? 0) + before,
          y: place.y - row * place.leading,
        },
      ];
    }),
  );
}

/** Two columns of prose; the first holds a table in its middle. */
export function tableInColumnPage(
  name: string,
  page: ColumnsPage,
  rows: readonly (readonly string[])[],
): MadePage {
  const columnWidth = (width - page.gutter) / 2;
  const first = setColumn(page.paragraphs, { x: left, width: columnWidth, top, bottom: 520 }, page.style);
  const step = columnWidth / (rows[0]?.length ?? 1);
  const table = tableLines(
    rows,
    { x: left, y: first.y - 8, size: page.style.size, leading: page.style.leading + 2 },
    (rows[0] ?? []).map((_, index) => index * step),
  );
  const below = first.y - 8 - rows.length * (page.style.leading + 2) - 8;
  const second = setColumn(first.rest, { x: left, width: columnWidth, top: below, bottom }, page.style, true);
  const third = setColumn(
    second.rest,
    { x: left + columnWidth + page.gutter, width: columnWidth, top: top - page.shift, bottom },
    page.style,
    true,
  );
  return {
    name,
    lines: [...first.lines.flat(), ...table, ...second.lines.flat(), ...third.lines.flat()],
    flows: [[[...first.text, ...second.text, ...third.text].join(' ')]],
  };
}

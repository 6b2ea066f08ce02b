import type { Citation } from './types.ts';

/** `География, «Дарёҳо», саҳ. 17`: where a quote is, in a line. */
export function placeOfCitation({ book, printedPage, section }: Citation): string {
  const last = section.at(-1);
  const heading = last === undefined || last === book.title ? '' : `, «${last}»`;
  return `${book.title}${heading}${printedPage === '' ? '' : `, саҳ. ${printedPage}`}`;
}

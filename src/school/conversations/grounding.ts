import type { z } from 'zod';
import type { Grounding } from '../../chat/index.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { groundingSchema } from '../contract/grounding.ts';

/** What an answer rests on, as it is kept. @throws CorruptArtefactError when somebody else wrote the column. */
export function readGrounding(kept: string | null, id: string): Grounding | null {
  if (kept === null) return null;
  const source = { family: 'corrupt', file: `messages.grounding of ${id}` } as const;
  return parseWith(groundingSchema, parseJson(kept, source), source);
}

/** As it is kept; null before it is known. */
export function writeGrounding(grounding: Grounding | null): string | null {
  return grounding && JSON.stringify(groundingView(grounding));
}

/** As the page is told. */
export function groundingView(grounding: Grounding): z.output<typeof groundingSchema> {
  const { kind, understood, isModel, tool, citations } = grounding;
  return {
    kind,
    ...(understood !== undefined && { understood }),
    ...(isModel !== undefined && { isModel }),
    ...(tool !== undefined && { tool }),
    citations: citations.map((citation) => ({
      number: citation.number,
      book: citation.book,
      section: [...citation.section],
      page: citation.page,
      pdfPage: citation.pdfPage,
      printedPage: citation.printedPage,
      start: citation.start,
      end: citation.end,
      quote: citation.quote,
      highlights: citation.highlights.map(({ start, end }) => ({ start, end })),
    })),
  };
}

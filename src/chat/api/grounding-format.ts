import { z } from 'zod';
import { answerKinds, type Citation, type Grounding, type GroundingOptions } from '../types.ts';

/** What a client may say about grounding, in the field `soro` of a request. */
export const groundingRequest = z
  .strictObject({
    grounding: z.enum(['on', 'off']).optional().meta({ description: '"off": the bare model answers.' }),
    books: z.array(z.string()).max(100).optional().meta({ description: 'Only these books are looked at.' }),
    only_from_books: z
      .boolean()
      .optional()
      .meta({ description: 'The model never answers in its own words.' }),
    tools: z.boolean().optional().meta({ description: 'false: nothing is computed.' }),
  })
  .nullish();

const offset = z.int().nonnegative();
const span = z.strictObject({ start: offset, end: offset });

/** OpenAI's file citation, with the quote and its place beside it. */
export const annotation = z.strictObject({
  type: z.literal('file_citation'),
  /** Where the mark is in the content. */
  index: offset,
  file_id: z.string(),
  filename: z.string(),
  soro: z.strictObject({
    number: z.int().positive(),
    title: z.string(),
    section: z.array(z.string()),
    page: z.int().positive(),
    pdf_page: z.int().positive().nullable(),
    printed_page: z.string(),
    start: offset,
    end: offset,
    quote: z.string(),
    highlights: z.array(span),
  }),
});

/** What an answer rests on, in the key `soro` of an answer. */
export const groundingAdditions = z.strictObject({
  kind: z.enum(answerKinds),
  understood: z.string().optional(),
  tool: z.string().optional(),
  is_model: z.boolean().optional().meta({ description: 'With "own": the model wrote it, without a source.' }),
});

/** What the engine is asked for. */
export function readGrounding(given: z.output<typeof groundingRequest>): GroundingOptions | undefined {
  if (given == null) return undefined;
  return {
    mode: given.grounding,
    bookIds: given.books,
    onlyFromBooks: given.only_from_books,
    tools: given.tools,
  };
}

/** Kind, tool and what was understood. */
export function tellGrounding({
  kind,
  understood,
  tool,
  isModel,
}: Grounding): z.infer<typeof groundingAdditions> {
  return {
    kind,
    ...(understood !== undefined && { understood }),
    ...(tool !== undefined && { tool }),
    ...(isModel !== undefined && { is_model: isModel }),
  };
}

/** The citations of an answer as annotations of its content; a mark that the content lacks is put at its end. */
export function annotationsOf(citations: readonly Citation[], content: string): z.infer<typeof annotation>[] {
  return citations.map((citation) => {
    const found = content.indexOf(`[${citation.number}]`);
    return {
      type: 'file_citation',
      index: found === -1 ? content.length : found,
      file_id: citation.book.id,
      filename: citation.book.fileName,
      soro: {
        number: citation.number,
        title: citation.book.title,
        section: [...citation.section],
        page: citation.page,
        pdf_page: citation.pdfPage,
        printed_page: citation.printedPage,
        start: citation.start,
        end: citation.end,
        quote: citation.quote,
        highlights: citation.highlights.map(({ start, end }) => ({ start, end })),
      },
    };
  });
}

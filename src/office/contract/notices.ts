import { z } from 'zod';
import { givenText, pieceSchema } from './shared.ts';

export const noticeRequest = z.strictObject({ text: givenText });

const wordSchema = pieceSchema.extend({
  /** As the word book has it. */
  word: z.string(),
  meaning: z.string(),
  ru: z.array(z.string()),
  en: z.array(z.string()),
});

/** Everything but the plain version is cut from the text as it stands. */
export const noticeReply = z.strictObject({
  title: pieceSchema.nullable(),
  /** At most five sentences. */
  summary: z.array(pieceSchema),
  /** What the reader must do, or must not. */
  actions: z.array(pieceSchema),
  /** Days and hours; `day` as YYYY-MM-DD where it is certain, `time` as HH:MM where it begins. */
  dates: z.array(
    pieceSchema.extend({
      kind: z.enum(['date', 'time']),
      day: z.string().nullable(),
      time: z.string().nullable(),
    }),
  ),
  places: z.array(pieceSchema),
  sums: z.array(pieceSchema.extend({ amount: z.number().nullable() })),
  words: z.array(wordSchema),
  /** The same in easier words; numbers and names are as they were. */
  plain: z.strictObject({
    text: z.string(),
    changes: z.array(z.strictObject({ before: z.string(), after: z.string() })),
  }),
});
export type UnderstoodNotice = z.output<typeof noticeReply>;

/** A document by its sections: each can be asked about as a notice. */
export const documentReply = z.strictObject({
  title: z.string(),
  text: z.string(),
  sections: z.array(
    z.strictObject({
      title: z.string(),
      start: z.int().min(0),
      end: z.int().min(0),
      /** The page where it begins, where the file has pages. */
      page: z.int().nullable(),
    }),
  ),
  /** What of the file could not be read. */
  losses: z.array(z.string()),
});

export type ReadDocument = z.output<typeof documentReply>;
export type DocumentSection = ReadDocument['sections'][number];

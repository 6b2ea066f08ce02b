import { z } from 'zod';

/** A letter or a notice fits; of a long document a section at a time. */
export const textCharacters = 50_000;

export const givenText = z.string().max(textCharacters);

/** A piece of a text: its offsets in UTF-16 units, and what stands there. */
export const pieceSchema = z.strictObject({
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string(),
});
export type Piece = z.output<typeof pieceSchema>;

/** A page that prints, a Word file, or plain text. */
export const paperFormats = ['html', 'docx', 'text'] as const;
export type PaperFormat = (typeof paperFormats)[number];
export const paperFormat = z.enum(paperFormats);

import { z } from 'zod';

/** Settings of the documents stage. */
export const documentsSettings = z.strictObject({
  from: z
    .array(z.string().min(1))
    .min(1)
    .describe('files, folders, globs, and data sets of a hub (hub:owner/name@revision[/config][/split])'),
  textField: z
    .string()
    .min(1)
    .default('text')
    .describe('the field of JSON lines or the column of Parquet files that holds the text'),
  sourceName: z
    .string()
    .min(1)
    .optional()
    .describe('where files without an entry in a sources.yaml are from'),
  sourceAddress: z.string().optional().describe('the address they were fetched from'),
  licence: z.string().min(1).optional().describe('the terms under which they may be used'),
  kind: z.string().min(1).optional().describe('what they are: web, pdf, text, curriculum, …'),
  retrieved: z.iso.date().optional().describe('the date on which they were fetched'),
});

export type DocumentsSettings = z.output<typeof documentsSettings>;

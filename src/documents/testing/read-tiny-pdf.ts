import { parseJson } from '../../core/schema.ts';
import { pdfReader } from '../pdf/reader.ts';
import { isReject, type ReadText } from '../reader.ts';
import { sectionsSchema } from '../record.ts';
import { readBytes } from './read-file.ts';
import { type TinyPdf, tinyPdf } from './tiny-pdf.ts';

/** What the PDF reader makes of a small file; a reject is an error. */
export async function readTiny(content: TinyPdf): Promise<ReadText> {
  const [outcome] = await readBytes(pdfReader, tinyPdf(content));
  if (!outcome || isReject(outcome)) throw new Error(`Rejected: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Why the PDF reader rejects these bytes; undefined when it reads them. */
export async function reasonOf(content: Uint8Array | string): Promise<string | undefined> {
  const [outcome] = await readBytes(pdfReader, content);
  return outcome && isReject(outcome) ? outcome.reason : undefined;
}

/** The sections that the metadata name. */
export function sectionsOf({ metadata }: ReadText) {
  return sectionsSchema.parse(parseJson(String(metadata.sections ?? '[]'), { file: 'metadata' }));
}

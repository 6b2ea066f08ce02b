import { stat } from 'node:fs/promises';
import type { ReadOutcome, ReadReject } from '../reader.ts';
import { type TextBlock, textOfBlocks } from '../text-blocks.ts';
import { readXml } from './xml.ts';
import { withZip, type Zip, ZipError } from './zip/zip.ts';

/** What a document holds, and what of it could not be read. */
export interface OfficeContent {
  readonly blocks: readonly TextBlock[];
  readonly losses?: readonly ReadReject[];
}

/** Reads a document that is XML in a ZIP file: its text, then what was lost of it. */
export async function* readOffice(
  path: string,
  readContent: (zip: Zip) => Promise<OfficeContent>,
): AsyncGenerator<ReadOutcome> {
  if ((await stat(path)).size === 0) {
    yield { reason: 'empty-file', value: '0 bytes' };
    return;
  }
  try {
    yield* await withZip(path, async (zip): Promise<ReadOutcome[]> => {
      const { blocks, losses = [] } = await readContent(zip);
      const text = textOfBlocks(blocks);
      const damage = zip.losses.map((value): ReadReject => ({ reason: 'damaged-file', value }));
      const rejects: ReadReject[] = [...losses, ...damage];
      if (text === '')
        return rejects.length > 0 ? rejects : [{ reason: 'no-text', value: 'its text is empty' }];
      const title = await titleOf(zip);
      return [{ text, metadata: title === '' ? {} : { title } }, ...rejects];
    });
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    yield error.reject;
  }
}

/** The title that the document's properties state (`dc:title`). */
async function titleOf(zip: Zip): Promise<string> {
  const properties = (await zip.entry('docProps/core.xml')) ?? (await zip.entry('meta.xml'));
  return properties ? elementText(properties, 'dc:title') : '';
}

/** The text of the first element of this name. */
export function elementText(xml: Buffer, element: string): string {
  let depth = 0;
  let count = 0;
  let found = '';
  readXml(xml, {
    open(name) {
      if (name === element) {
        depth += 1;
        count += 1;
      }
    },
    close(name) {
      if (name === element) depth -= 1;
    },
    text(text) {
      if (depth > 0 && count === 1) found += text;
    },
  });
  return found.replace(/\s+/g, ' ').trim();
}

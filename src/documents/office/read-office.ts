import { stat } from 'node:fs/promises';
import type { ReadOutcome } from '../reader.ts';
import { type TextBlock, textOfBlocks } from '../text-blocks.ts';
import { readXml } from './xml.ts';
import { withZip, type Zip, ZipError } from './zip.ts';

/** Reads a document that is XML in a ZIP file: its main part is given to `readBlocks`. */
export async function readOffice(
  path: string,
  mainPart: string,
  readBlocks: (main: Buffer, zip: Zip) => Promise<TextBlock[]>,
): Promise<ReadOutcome> {
  if ((await stat(path)).size === 0) return { reason: 'empty-file', value: '0 bytes' };
  try {
    return await withZip(path, async (zip) => {
      const main = await zip.entry(mainPart);
      if (!main) return { reason: 'damaged-file', value: `holds no ${mainPart}` };
      const text = textOfBlocks(await readBlocks(main, zip));
      if (text === '') return { reason: 'no-text', value: `${main.length} bytes of ${mainPart}` };
      const title = await titleOf(zip);
      return { text, metadata: title === '' ? {} : { title } };
    });
  } catch (error) {
    if (error instanceof ZipError) return error.reject;
    throw error;
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

import { extname } from 'node:path';
import { decodeText } from '../encoding/decode-text.ts';
import { parsePage } from '../html/blocks.ts';
import { decodePage } from '../html/charset.ts';
import { pageOfMessage } from '../html/mhtml.ts';
import type { ReadReject } from '../reader.ts';
import type { TextBlock } from '../text-blocks.ts';
import type { Zip } from './zip/zip.ts';

/** The blocks of a part that is in another format than its document, or why they cannot be read. */
export type Chunk = { readonly blocks: readonly TextBlock[] } | ReadReject;

/** Reads a part that a Word file embeds as it is (altChunk): HTML, a saved page (MHT) or plain text. */
export async function blocksOfChunk(zip: Zip, part: string): Promise<Chunk> {
  const bytes = await zip.entry(part);
  if (!bytes) return { reason: 'missing-part', value: part };
  const ending = extname(part).toLowerCase();
  const head = bytes.toString('latin1', 0, 1000);
  if (/^\W*<(!doctype\s+html|html|head|body|p|div|table|\?xml)\b/i.test(head) || /^\.x?html?$/.test(ending))
    return blocksOfPage(bytes);
  if (/^(mime-version|from|content-type):/im.test(head)) {
    const page = pageOfMessage(bytes);
    return page
      ? blocksOfPage(page.bytes, page.charset)
      : { reason: 'no-text', value: `${part} holds no page` };
  }
  if (ending !== '.txt') return { reason: 'unsupported-format', value: `${part}, a part in another format` };
  const decoded = decodeText(bytes);
  if ('reason' in decoded) return decoded;
  const paragraphs = decoded.text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return { blocks: paragraphs.map((text): TextBlock => ({ text: text.trim(), kind: 'paragraph' })) };
}

function blocksOfPage(bytes: Uint8Array, charset?: string): Chunk {
  const decoded = decodePage(bytes, charset);
  return 'reason' in decoded ? decoded : { blocks: parsePage(decoded.html).blocks };
}

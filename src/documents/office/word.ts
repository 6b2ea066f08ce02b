import { open, readFile, stat } from 'node:fs/promises';
import { textFault } from '../../language/index.ts';
import { decodeText } from '../encoding/decode-text.ts';
import { pageOfMessage } from '../html/mhtml.ts';
import { readHtml } from '../html/reader.ts';
import type { DocumentReader, ReadOutcome } from '../reader.ts';
import { isCompoundFile } from './compound-file.ts';
import { readDocx } from './docx.ts';
import { readOdt } from './odt.ts';
import { readOffice } from './read-office.ts';
import { readCompoundFile } from './word-binary.ts';

const maximumBytes = 64 * 1024 * 1024;
const headBytes = 4096;

/** Reads Word files, binary (DOC, Word 6 to 2003) or XML (DOCX). */
export const wordReader: DocumentReader = {
  extensions: ['.docx', '.docm', '.dotx', '.dotm', '.doc', '.dot'],
  read: readWordFile,
};

/** Reads OpenDocument texts (ODT). */
export const odtReader: DocumentReader = { extensions: ['.odt', '.ott'], read: readWordFile };

/**
 * Reads a word processor's document by what it holds, whatever its name: programs save web pages and newer formats
 * as .doc, and people rename what they could not open.
 */
async function* readWordFile(path: string, signal: AbortSignal): AsyncGenerator<ReadOutcome> {
  const { size } = await stat(path);
  if (size === 0) {
    yield { reason: 'empty-file', value: '0 bytes' };
    return;
  }
  const head = await readHead(path);
  const text = head.toString('latin1');
  if (isCompoundFile(head)) yield* small(path, size, signal, readCompoundFile);
  else if (/^\W*<(!doctype\s+html|html|head|body|meta)\b/i.test(text) || isWordPage(text))
    yield* small(path, size, signal, readHtml);
  else if (/^\s*(mime-version|from|content-type|message-id):/i.test(text))
    yield* small(path, size, signal, readMessage);
  else if (text.startsWith('{\\rtf')) yield { reason: 'unsupported-format', value: 'RTF under another name' };
  else if (text.startsWith('%PDF')) yield { reason: 'unsupported-format', value: 'a PDF under another name' };
  else if (!text.includes('PK')) yield* small(path, size, signal, readPlain);
  else {
    yield* readOffice(path, (zip) => {
      const isOdt = zip.names.includes('content.xml') && !zip.names.includes('[Content_Types].xml');
      return isOdt ? readOdt(zip) : readDocx(zip);
    });
  }
}

/** Whether XML that Word saved as a page begins here. */
function isWordPage(text: string): boolean {
  return /^\W*<\?xml/.test(text) && /<html\b/i.test(text);
}

async function* small(
  path: string,
  sizeBytes: number,
  signal: AbortSignal,
  read: (bytes: Buffer) => Promise<ReadOutcome> | ReadOutcome,
): AsyncGenerator<ReadOutcome> {
  if (sizeBytes > maximumBytes) yield { reason: 'too-large', value: `${sizeBytes} bytes` };
  else yield await read(await readFile(path, { signal }));
}

/** Reads plain text under the name of a Word file, which word processors open without a word. */
function readPlain(bytes: Buffer): ReadOutcome {
  if (/^\W*<\?xml/.test(bytes.toString('latin1', 0, headBytes)))
    return { reason: 'unsupported-format', value: 'XML of a word processor, not in a ZIP file' };
  const decoded = decodeText(bytes);
  const isText = 'text' in decoded && decoded.damagedLines.length === 0 && !textFault(decoded.text);
  if (!isText || !/\p{L}{2}/u.test(decoded.text))
    return { reason: 'unsupported-format', value: 'not a Word file' };
  return { text: decoded.text.trim(), metadata: { encoding: decoded.encoding } };
}

async function readMessage(bytes: Buffer): Promise<ReadOutcome> {
  const page = pageOfMessage(bytes);
  return page
    ? readHtml(page.bytes, page.charset)
    : { reason: 'no-text', value: 'a saved page without a page' };
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(bytes, 0, headBytes, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

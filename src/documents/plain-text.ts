import { readFile } from 'node:fs/promises';
import { decodeText } from './decode-text.ts';
import type { DocumentReader } from './reader.ts';

/** Reads a plain text file as one document. */
export const plainTextReader: DocumentReader = {
  extensions: ['.txt'],
  async *read(path, signal) {
    const bytes = await readFile(path, { signal });
    if (bytes.length === 0) {
      yield { reason: 'empty-file', value: '0 bytes' };
      return;
    }
    const decoded = decodeText(bytes);
    if (!decoded) yield { reason: 'not-text', value: 'holds zero bytes' };
    else if (decoded.text.trim() === '')
      yield { reason: 'no-text', value: `${bytes.length} bytes of white space` };
    else yield { text: decoded.text, metadata: { encoding: decoded.encoding } };
  },
};

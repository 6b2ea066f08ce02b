import { readFile, stat } from 'node:fs/promises';
import { readHtml } from '../html/reader.ts';
import type { DocumentReader, ReadOutcome } from '../reader.ts';
import { rowText } from '../table-cells.ts';
import { type TextBlock, textOfBlocks } from '../text-blocks.ts';
import { docxReader } from './docx.ts';

const maximumBytes = 64 * 1024 * 1024;
const compoundFile = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Reads binary Word files (DOC, Word 97–2003): paragraphs, tables as rows, foot- and endnotes. Which
 * paragraphs are headings the library does not tell. What only bears the name (DOCX, HTML) is read as what it is.
 */
export const docReader: DocumentReader = {
  extensions: ['.doc', '.dot'],
  async *read(path, signal) {
    const { size } = await stat(path);
    if (size === 0) yield { reason: 'empty-file', value: '0 bytes' };
    else if (size > maximumBytes) yield { reason: 'too-large', value: `${size} bytes` };
    else {
      const bytes = await readFile(path, { signal });
      if (bytes.subarray(0, 4).equals(compoundFile)) yield await readWord(bytes);
      else if (bytes.subarray(0, 2).toString('latin1') === 'PK') yield* docxReader.read(path, signal);
      else if (/^\W*<(!doctype\s+html|html)/i.test(bytes.toString('latin1', 0, 200)))
        yield await readHtml(bytes);
      else yield { reason: 'unsupported-format', value: describe(bytes) };
    }
  },
};

function describe(bytes: Buffer): string {
  return bytes.toString('latin1', 0, 5) === '{\\rtf' ? 'RTF under the name .doc' : 'not a Word file';
}

async function readWord(bytes: Buffer): Promise<ReadOutcome> {
  const { default: WordExtractor } = await import('word-extractor');
  const document = await new WordExtractor().extract(bytes).catch((error: unknown) => error);
  // Anything may be thrown while the library walks through damaged structures.
  if (!(document instanceof Object && 'getBody' in document)) {
    const message = document instanceof Error ? document.message : String(document);
    return { reason: 'damaged-file', value: message.slice(0, 200) };
  }
  const word = document as Awaited<ReturnType<InstanceType<typeof WordExtractor>['extract']>>;
  const notes = [word.getFootnotes(), word.getEndnotes()].flatMap((text) =>
    text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])),
  );
  const blocks: TextBlock[] = [
    ...blocksOfBody(word.getBody()),
    ...blocksOfBody(word.getTextboxes({ includeHeadersAndFooters: false })),
    ...notes.map((text): TextBlock => ({ text, kind: 'note' })),
  ];
  const text = textOfBlocks(blocks);
  if (text === '') return { reason: 'no-text', value: `${bytes.length} bytes` };
  return { text, metadata: {} };
}

/** The library ends each cell with a tab, each row and paragraph with a line feed. */
function blocksOfBody(body: string): TextBlock[] {
  return body.split('\n').flatMap((line): TextBlock[] => {
    const isRow = /\t\s*$/.test(line);
    const text = isRow ? rowText(line.trimEnd().split('\t')) : line.replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [{ text, kind: isRow ? 'row' : 'paragraph' }];
  });
}

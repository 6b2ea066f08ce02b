import type { ReadOutcome } from '../reader.ts';
import { rowText } from '../table-cells.ts';
import { type TextBlock, textOfBlocks } from '../text-blocks.ts';
import { openCompoundFile } from './compound-file.ts';
import { readWord95, wordHead } from './word-95.ts';

/** Streams by which another sort of document is known, and what to call it. */
const otherDocuments: readonly (readonly [RegExp, string])[] = [
  [/^(Workbook|Book)$/, 'a spreadsheet (XLS)'],
  [/^PowerPoint Document$/, 'a presentation (PPT)'],
  [/^VisioDocument$/, 'a drawing (Visio)'],
  [/^__substg1\.0_/, 'a mail (MSG)'],
];

/**
 * Reads a compound file: binary Word files (Word 6 to 2003) with paragraphs, tables as rows, foot- and endnotes.
 * Which paragraphs are headings the library does not tell. What is locked or another sort of document is named.
 */
export async function readCompoundFile(bytes: Buffer): Promise<ReadOutcome> {
  const streams = openCompoundFile(bytes);
  if (!streams) return { reason: 'damaged-file', value: 'its tables of sectors cannot be followed' };
  const names = [...streams.keys()];
  if (streams.has('EncryptedPackage'))
    return { reason: 'password-protected', value: 'a document with a password' };
  const stream = streams.get('WordDocument')?.();
  if (!stream) {
    const other = otherDocuments.find(([pattern]) => names.some((name) => pattern.test(name)));
    if (other) return { reason: 'unsupported-format', value: `${other[1]} under another name` };
    return { reason: 'damaged-file', value: 'it holds no Word document' };
  }
  const head = wordHead(stream);
  if (!head) return { reason: 'damaged-file', value: 'the beginning of the Word document is overwritten' };
  if (head.isEncrypted) return { reason: 'password-protected', value: 'a document with a password' };
  if (head.isOld) {
    const text = readWord95(stream);
    if (text === undefined) return { reason: 'damaged-file', value: 'its table of text pieces is damaged' };
    return outcomeOf(blocksOfBody(text), { format: 'Word 6/95' });
  }
  return readWord97(bytes);
}

async function readWord97(bytes: Buffer): Promise<ReadOutcome> {
  const { default: WordExtractor } = await import('word-extractor');
  const document = await new WordExtractor().extract(bytes).catch((error: unknown) => error);
  // Anything may be thrown while the library walks through damaged structures; its words help nobody.
  if (!(document instanceof Object && 'getBody' in document))
    return { reason: 'damaged-file', value: 'a table inside the Word document is damaged or cut off' };
  const word = document as Awaited<ReturnType<InstanceType<typeof WordExtractor>['extract']>>;
  const notes = [word.getFootnotes(), word.getEndnotes()].flatMap((text) =>
    text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])),
  );
  return outcomeOf([
    ...blocksOfBody(word.getBody()),
    ...blocksOfBody(word.getTextboxes({ includeHeadersAndFooters: false })),
    ...notes.map((text): TextBlock => ({ text, kind: 'note' })),
  ]);
}

function outcomeOf(blocks: readonly TextBlock[], metadata: Record<string, string> = {}): ReadOutcome {
  const text = textOfBlocks(blocks);
  return text === '' ? { reason: 'no-text', value: 'its text is empty' } : { text, metadata };
}

/** The library ends each cell with a tab, each row and paragraph with a line feed. */
function blocksOfBody(body: string): TextBlock[] {
  return body.split('\n').flatMap((line): TextBlock[] => {
    const isRow = /\t\s*$/.test(line);
    const text = isRow ? rowText(line.trimEnd().split('\t')) : line.replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [{ text, kind: isRow ? 'row' : 'paragraph' }];
  });
}

import { convertedFile, type FormatName, type Item, type Loss, readItemBytes } from '../../practice/index.ts';
import type { School } from '../school.ts';
import { addItems, type ItemChoice, itemsOf } from './items.ts';

const extensions: Readonly<Record<FormatName, string>> = {
  gift: 'gift',
  'moodle-xml': 'xml',
  qti3: 'zip',
  csv: 'csv',
  jsonl: 'jsonl',
};

/** A file of questions as it came. */
export interface ItemFile {
  readonly fileName: string;
  readonly base64: string;
  readonly subject: string;
  readonly status: 'draft' | 'approved';
}

/**
 * Adds the questions of a file that are not there yet. What cannot be carried over is told, nothing is dropped in
 * silence.
 * @throws BadInputError when the file cannot be read at all.
 */
export async function importItems(school: School, author: string, file: ItemFile) {
  const bytes = Buffer.from(file.base64, 'base64');
  const read = await readItemBytes(bytes, file.fileName, { subject: file.subject, author });
  const items = read.items.map((item) => ({ ...item, status: file.status }) as Item);
  const added = addItems(school, items);
  return { added, known: items.length - added, losses: read.losses };
}

/** What a file of that format could not carry. */
export function exportLosses({ store }: School, choice: ItemChoice, format: FormatName) {
  const items = itemsOf(store, choice);
  const { losses } = convertedFile(items, fileNameOf(format), format);
  return {
    items: items.length,
    losses: losses.map(({ where, what, isWhole }: Loss) => ({ where, what, isWhole })),
  };
}

/** The questions as a file, without those that the format cannot carry at all: `exportLosses` names them. */
export function exportItems({ store }: School, choice: ItemChoice, format: FormatName) {
  const fileName = fileNameOf(format);
  const { write } = convertedFile(itemsOf(store, choice), fileName, format);
  return { fileName, bytes: write() };
}

function fileNameOf(format: FormatName): string {
  return `soro-questions.${extensions[format]}`;
}

import { extname } from 'node:path';
import { BadInputError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Item, itemSchema } from '../items/item.ts';
import { readCsv, writeCsv } from './csv.ts';
import { bytesOf, type FormatName, type ItemFormat, type Loss, textOf } from './format.ts';
import { readGift } from './gift-read.ts';
import { giftLosses, writeGift } from './gift-write.ts';
import { readMoodle } from './moodle-read.ts';
import { moodleLosses, writeMoodle } from './moodle-write.ts';
import { readQti } from './qti-read.ts';
import { qtiLosses, writeQti } from './qti-write.ts';

const nothing = (): Loss[] => [];

/** Every format of question files. */
export const formats: Readonly<Record<FormatName, ItemFormat>> = {
  gift: {
    read: (bytes, file, defaults) => readGift(textOf(bytes, file), defaults),
    losses: giftLosses,
    write: (items) => bytesOf(writeGift(items)),
  },
  'moodle-xml': {
    read: (bytes, file, defaults) => readMoodle(textOf(bytes, file), file, defaults),
    losses: moodleLosses,
    write: (items) => bytesOf(writeMoodle(items)),
  },
  qti3: { read: readQti, losses: qtiLosses, write: writeQti },
  csv: {
    read: (bytes, file, defaults) => readCsv(textOf(bytes, file), file, defaults),
    losses: nothing,
    write: (items) => bytesOf(writeCsv(items)),
  },
  jsonl: {
    read: (bytes, file) => ({ items: readLines(textOf(bytes, file), file), losses: [] }),
    losses: nothing,
    write: (items) => bytesOf(items.map((item) => `${JSON.stringify(item)}\n`).join('')),
  },
};

function readLines(text: string, file: string): Item[] {
  const items: Item[] = [];
  const ids = new Set<string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = { file: `${file}, line ${index + 1}` };
    const item = parseWith(itemSchema, parseJson(line, place), place);
    if (ids.has(item.id)) {
      throw new BadInputError({
        message: `The id "${item.id}" is used twice.`,
        ...place,
        remedy: 'Give each item its own id.',
      });
    }
    ids.add(item.id);
    items.push(item);
  }
  return items;
}

const extensions: Readonly<Record<string, FormatName>> = {
  '.gift': 'gift',
  '.txt': 'gift',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.jsonl': 'jsonl',
  '.zip': 'qti3',
};

/**
 * The format of a file by its name and, for XML, its content.
 * @throws BadInputError when neither tells.
 */
export function detectFormat(file: string, bytes: Uint8Array): FormatName {
  const byName = extensions[extname(file).toLowerCase()];
  if (byName !== undefined) return byName;
  const start = new TextDecoder().decode(bytes.slice(0, 4096));
  if (start.startsWith('PK')) return 'qti3';
  if (/<quiz[\s>]/u.test(start)) return 'moodle-xml';
  if (/<(?:\w+:)?(?:qti-assessment-item|assessmentItem)[\s>]/u.test(start)) return 'qti3';
  if (/^\s*\{"/u.test(start)) return 'jsonl';
  throw new BadInputError({
    message: 'The format of the file cannot be told.',
    file,
    remedy: 'Name it with --from gift|moodle-xml|qti3|csv|jsonl.',
  });
}

import { isUtf8 } from 'node:buffer';
import { throwIfInterrupted } from '../../core/errors.ts';
import { ByteReader } from '../compression/byte-reader.ts';
import { DamagedStreamError, type Segment } from '../compression/piece.ts';
import { isCompressed, openSegments } from '../compression/segments.ts';
import { decode } from '../encoding/decoders.ts';
import { detectEncoding } from '../encoding/detect-encoding.ts';
import { type DocumentReader, equalParts, type ReadOptions, type ReadOutcome, wholeFile } from '../reader.ts';
import { fieldsOfText, textFieldsSchema } from './text-fields.ts';
import { parseTolerantly } from './tolerant-json.ts';

const maximumLineBytes = 32 * 1024 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads JSON lines, a document a line: an object with its text under `text` (or another field), and
 * what {@link fieldsOfText} knows beside it. Compressed files (.gz, .zst) are read as one stream, others in parts.
 */
export const jsonLinesReader: DocumentReader = {
  extensions: ['.jsonl', '.ndjson', '.jsonl.gz', '.jsonl.zst', '.ndjson.gz', '.json.gz', '.json.zst'],
  async *read(path, signal, options = wholeFile) {
    // A part may begin in the middle of a line: that line belongs to the part before it.
    const isCut = options.from.items === undefined && options.from.skip === 0;
    const from = isCut ? { at: options.from.at - 1, skip: 0 } : options.from;
    const beginsLike = (head: Buffer) => /^\s*\{/.test(head.toString('latin1', 0, 64));
    const state = { items: options.from.items, isCut };
    for await (const segment of openSegments(path, { from, to: options.to, beginsLike, signal })) {
      try {
        yield* linesOf(segment, { options, state, isPlain: !isCompressed(path), signal });
      } catch (error) {
        if (!(error instanceof DamagedStreamError)) throw error;
        yield { reason: 'damaged-compression', value: `byte ${error.at}: ${error.message}` };
      }
    }
    if (state.items === 0) yield { reason: 'empty-file', value: '0 lines' };
  },
  async split(path, sizeBytes) {
    return isCompressed(path) ? [0] : equalParts(sizeBytes);
  },
};

interface LineReading {
  readonly options: ReadOptions;
  /** Lines so far, when they are counted; whether the first line is the rest of another part's. */
  readonly state: { items: number | undefined; isCut: boolean };
  readonly isPlain: boolean;
  readonly signal: AbortSignal;
}

async function* linesOf(
  segment: Segment,
  { options, state, isPlain, signal }: LineReading,
): AsyncGenerator<ReadOutcome, void, undefined> {
  const reader = new ByteReader(segment);
  if (state.isCut) await reader.line(0);
  state.isCut = false;
  for (;;) {
    throwIfInterrupted(signal);
    const start = reader.position;
    const offset = start.at + start.skip;
    if (isPlain && offset >= options.to) return;
    const line = await reader.line(maximumLineBytes);
    if (line === undefined) return;
    if (state.items !== undefined) state.items += 1;
    if (line !== 'too-long' && line.length < 256 && line.toString('latin1').trim() === '') continue;
    const place = state.items === undefined ? { offset } : { line: state.items };
    yield { ...readLine(line, place, options.textField), next: { ...reader.position, items: state.items } };
  }
}

function readLine(
  line: Buffer | 'too-long',
  place: Readonly<Record<string, number>>,
  textField: string,
): ReadOutcome {
  const where = Object.entries(place).flat().join(' ');
  if (line === 'too-long')
    return { reason: 'line-too-long', value: `${where}: over ${maximumLineBytes} bytes` };
  const bytes = line.subarray(0, 3).equals(byteOrderMark) ? line.subarray(3) : line;
  const json = isUtf8(bytes) ? bytes.toString('utf8') : decodeOther(bytes);
  if (json === undefined) return { reason: 'invalid-utf8', value: where };
  const parsed = parseTolerantly(json);
  if (typeof parsed === 'string')
    return { reason: 'bad-json-line', value: `${where}: not valid JSON: ${parsed}` };
  const fields = textFieldsSchema.safeParse(parsed.value);
  if (!fields.success)
    return { reason: 'bad-json-line', value: `${where}: ${kindOf(parsed.value)}, not an object` };
  const found = fieldsOfText(fields.data, textField, place);
  if (found) return found;
  const value = fields.data[textField];
  const message =
    typeof value === 'string' || value === null
      ? `"${textField}" is empty`
      : value === undefined
        ? `no text under "${textField}"`
        : `"${textField}" holds ${kindOf(value)}, not a text`;
  return { reason: 'bad-json-line', value: `${where}: ${message}` };
}

/** The line in the encoding that its letters tell; undefined when they do not. */
function decodeOther(bytes: Buffer): string | undefined {
  const detection = detectEncoding(bytes);
  return 'encoding' in detection && !detection.isDamaged ? decode(detection.encoding, bytes) : undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

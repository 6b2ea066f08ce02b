import { isUtf8 } from 'node:buffer';
import { BadInputError } from '../../core/errors.ts';
import { keysOf } from '../../core/known.ts';
import { detectEncoding } from '../../documents/index.ts';
import { countText, faultOf, type TextCounts, textFault } from '../../language/index.ts';

const longestLineBytes = 64 * 1024 * 1024;
const lineFeed = 10;
const sampleBytes = 64 * 1024;

/**
 * The lines of a stream of bytes, each checked before anything is made of it: a verb that answers to bytes that
 * are no text would write \uFFFD and call it done.
 * @throws BadInputError with the line and what to do, when the input is not UTF-8 or no text.
 */
export async function* textLines(input: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  const total: { -readonly [Key in keyof TextCounts]: number } = { ...countText('') };
  let number = 0;
  for await (const bytes of rawLines(input, file)) {
    number += 1;
    const place = `line ${number}`;
    if (!isUtf8(bytes)) throw notUtf8(bytes, file, place);
    const line = bytes.toString('utf8').replace(number === 1 ? /^\uFEFF/ : '', '');
    const counts = countText(line);
    for (const key of keysOf(total)) total[key] += counts[key];
    // A fault may be spread thinly: one lost letter a line is one in every word of some kind.
    const fault = textFault(line) ?? faultOf(total);
    if (fault) {
      throw new BadInputError({
        message: `This is not text: ${fault.message}.`,
        file,
        place,
        remedy:
          'Take the text from its source again, or turn the file into text first (`soro documents` reads PDF, DOCX and others).',
      });
    }
    yield* line.split('\r');
  }
}

async function* rawLines(input: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(lineFeed, start);
      if (end === -1) break;
      yield withoutReturn(Buffer.concat([...begun, bytes.subarray(start, end)]));
      begun = [];
      begunBytes = 0;
      start = end + 1;
    }
    const rest = bytes.subarray(start);
    if (rest.length > 0) begun.push(Buffer.from(rest));
    begunBytes += rest.length;
    if (begunBytes > longestLineBytes) {
      throw new BadInputError({
        message: `A line is longer than ${longestLineBytes} bytes.`,
        file,
        remedy: 'Name a text file with line ends.',
      });
    }
  }
  if (begunBytes > 0) yield withoutReturn(Buffer.concat(begun));
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === 13 ? line.subarray(0, -1) : line;
}

const iconvNames: Readonly<Record<string, string>> = { 'x-mac-cyrillic': 'MAC-CYRILLIC', ibm866: 'CP866' };

function notUtf8(bytes: Buffer, file: string, place: string): BadInputError {
  const detection = detectEncoding(bytes.subarray(0, sampleBytes));
  if ('encoding' in detection && !detection.isDamaged) {
    const { encoding } = detection;
    const from = iconvNames[encoding] ?? encoding.toUpperCase();
    return new BadInputError({
      message: `This is not UTF-8; it looks like ${encoding}.`,
      file,
      place,
      remedy: `Convert it first: iconv -f ${from} -t UTF-8`,
    });
  }
  const isBinary = bytes.includes(0);
  return new BadInputError({
    message: isBinary ? 'This is not text but a binary file.' : 'This is not UTF-8 text.',
    file,
    place,
    remedy: isBinary
      ? 'Name a text file (`soro documents` reads PDF, DOCX and others).'
      : 'Name a UTF-8 file, or convert it first with iconv (`soro documents` finds the encoding by itself).',
  });
}

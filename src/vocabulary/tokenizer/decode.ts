import { BadInputError } from '../../core/errors.ts';
import { byteOfToken, spaceMark } from './tokenizer-file.ts';

/** Turns ids back into text. */
export type Decode = (ids: Iterable<number>, keepControl: boolean) => string;

/**
 * Decodes as Gemma does: tokens are joined, U+2581 is a space, a row of byte tokens is UTF-8; a row that
 * is not valid UTF-8 gives one U+FFFD a byte.
 */
export function createDecode(texts: readonly (string | undefined)[], control: ReadonlySet<number>): Decode {
  const pieces = texts.map((text) => text?.replaceAll(spaceMark, ' '));
  const bytes = new Int16Array(texts.length).fill(-1);
  for (const [id, text] of texts.entries()) {
    if (text !== undefined) bytes[id] = byteOfToken(text) ?? -1;
  }
  return (ids, keepControl) => {
    let text = '';
    let row: number[] = [];
    const endRow = () => {
      if (row.length > 0) text += decodeRow(row);
      row = [];
    };
    for (const id of ids) {
      const piece = pieces[id];
      if (piece === undefined) throw unknownId(id);
      if (control.has(id) && !keepControl) continue;
      const byte = bytes[id] ?? -1;
      if (byte === -1) {
        endRow();
        text += piece;
      } else row.push(byte);
    }
    endRow();
    return text;
  };
}

function decodeRow(row: readonly number[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(row));
  } catch {
    return '\ufffd'.repeat(row.length);
  }
}

function unknownId(id: number): BadInputError {
  return new BadInputError({
    message: `There is no token ${id} in this vocabulary.`,
    place: `id ${id}`,
    remedy: 'Decode with the tokeniser that made the ids.',
  });
}

import { isUtf8 } from 'node:buffer';
import { decode } from '../encoding/decoders.ts';
import { detectEncoding } from '../encoding/detect-encoding.ts';
import type { ReadReject } from '../reader.ts';

/** A page as text and the encoding it was in. */
export interface DecodedPage {
  readonly html: string;
  readonly encoding: string;
}

const prescanBytes = 4096;
/** What servers state for every page whatever it is in. */
const meaningless = /^(utf-?8|iso-?8859-1|windows-1252|us-ascii|latin-?1)$/i;

/**
 * Decodes a page. Bytes that are sound UTF-8 are UTF-8 whatever is stated; else the encoding that the
 * HTTP header, then the page itself, states; else the one its letters tell.
 */
export function decodePage(bytes: Uint8Array, httpCharset?: string): DecodedPage | ReadReject {
  const hasMark = bytes[0] === 0xff || bytes[0] === 0xfe;
  if (isUtf8(bytes) && !hasMark && !bytes.includes(0))
    return { html: decode('utf-8', bytes), encoding: 'utf-8' };
  const stated = [httpCharset, metaCharset(bytes)].find(
    (charset) => charset !== undefined && !meaningless.test(charset),
  );
  if (stated && !hasMark) {
    const html = decodeAs(stated, bytes);
    if (html) return html;
  }
  const detection = detectEncoding(bytes);
  if ('reason' in detection) return detection;
  return { html: decode(detection.encoding, bytes), encoding: detection.encoding };
}

function decodeAs(charset: string, bytes: Uint8Array): DecodedPage | undefined {
  if (/^koi8-?t$/i.test(charset)) return { html: decode('koi8-t', bytes), encoding: 'koi8-t' };
  try {
    const decoder = new TextDecoder(charset);
    // Letters that an old Cyrillic encoding does not have are what KOI8-T adds to KOI8-R.
    if (decoder.encoding === 'koi8-r') return { html: decode('koi8-t', bytes), encoding: 'koi8-t' };
    return { html: decoder.decode(bytes), encoding: decoder.encoding };
  } catch {
    return undefined;
  }
}

/** The encoding that a page states about itself, near its beginning. */
function metaCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, prescanBytes));
  return head
    .toString('latin1')
    .match(/<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]+)/i)?.[1];
}

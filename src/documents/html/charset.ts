import { isUtf8 } from 'node:buffer';
import { decode } from '../encoding/decoders.ts';
import { detectEncoding } from '../encoding/detect-encoding.ts';
import { decodeMixed } from '../encoding/mixed.ts';
import type { ReadReject } from '../reader.ts';

/** A page as text and the encoding it was in. */
export interface DecodedPage {
  readonly html: string;
  readonly encoding: string;
}

const prescanBytes = 4096;
/** What servers and templates state for every page whatever it is in: asked again when the letters say nothing. */
const meaningless = /^(utf-?8|utf-?16(le|be)?|iso-?8859-1|windows-1252|cp-?1252|us-ascii|ascii|latin-?1)$/i;
const western = /^(iso-?8859-1|windows-1252|cp-?1252|us-ascii|ascii|latin-?1)$/i;
/** In a Western language so few of the letters are beyond ASCII; in a Cyrillic one nearly all are. */
const mostWesternShare = 0.3;

/**
 * Decodes a page. Bytes that are sound UTF-8 are UTF-8 whatever is stated; else the encoding that the
 * HTTP header, then the page itself, states; else the one its letters tell; at last, as browsers do, the
 * Western one.
 */
export function decodePage(bytes: Uint8Array, httpCharset?: string): DecodedPage | ReadReject {
  const hasMark = bytes[0] === 0xff || bytes[0] === 0xfe;
  if (isUtf8(bytes) && !hasMark && !bytes.includes(0))
    return { html: decode('utf-8', bytes), encoding: 'utf-8' };
  const all = [httpCharset, metaCharset(bytes)].filter((charset) => charset !== undefined);
  const stated = all.find((charset) => !meaningless.test(charset));
  if (stated && !hasMark) {
    const html = decodeAs(stated, bytes);
    if (html) return html;
  }
  const isWestern = !hasMark && !bytes.includes(0) && highShare(bytes) < mostWesternShare;
  const detection = detectEncoding(bytes);
  if ('encoding' in detection && !detection.isDamaged)
    return { html: decode(detection.encoding, bytes), encoding: detection.encoding };
  if ('encoding' in detection && detection.encoding === 'utf-8') {
    const mixed = decodeMixed(bytes);
    if (mixed) return { html: mixed.text, encoding: `utf-8, ${mixed.second}` };
    return { html: decode('utf-8', bytes), encoding: 'utf-8' };
  }
  const isStatedWestern = all.some((charset) => western.test(charset));
  if (isWestern || (isStatedWestern && 'reason' in detection && detection.reason !== 'not-text'))
    return { html: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  return 'reason' in detection
    ? detection
    : { html: decode(detection.encoding, bytes), encoding: detection.encoding };
}

/** Share of the letters outside tags and scripts that are not ASCII, as bytes. */
function highShare(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>|<[^>]*>/gi, ' ');
  const high = text.match(/[\u0080-\u00FF]/g)?.length ?? 0;
  const ascii = text.match(/[a-z]/gi)?.length ?? 0;
  return high + ascii === 0 ? 0 : high / (high + ascii);
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

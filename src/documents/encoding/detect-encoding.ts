import { isUtf8 } from 'node:buffer';
import { repairLegacyLetters } from '../../language/index.ts';
import { decode, type Encoding, singleByteEncodings } from './decoders.ts';
import { likelihoodOf } from './letters.ts';

/** The encoding of some bytes, or why it cannot be told. */
export type Detection =
  | { readonly encoding: Encoding; readonly isDamaged: boolean }
  | { readonly reason: 'not-text' | 'unknown-encoding'; readonly value: string };

const sampleBytes = 64 * 1024;
// Measured by bench/documents/encodings.ts: right decodings of single lines lie above the first, wrong ones below.
const lowestMean = -7.5;
const lowestKnown = 0.85;
/** Nats by which the best decoding must lead the next one, all pairs together. */
const smallestLead = 8;
/**
 * This many sound letters beside each broken byte make a UTF-8 text with damage or with parts in another encoding: by
 * accident, other encodings hold hardly any.
 */
const soundPerBroken = 0.25;

/**
 * Tells the encoding of text: a byte-order mark decides, then strict UTF-8; else the decoding under which
 * the letters are most likely Tajik or Russian. A wrong guess is worse than none: what is not clearly
 * one of the known encodings is rejected.
 */
export function detectEncoding(bytes: Uint8Array): Detection {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return sound('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return sound('utf-16be');
  // UTF-16 of Cyrillic letters is full of these two bytes, and may be sound UTF-8 by accident.
  const mayBeWide = bytes.includes(0) || bytes.includes(4);
  const isSound = isUtf8(bytes);
  if (isSound && !mayBeWide) return sound('utf-8');
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, sampleBytes));
  const wide = mayBeWide && looksWide(sample);
  if (!wide) {
    if (bytes.includes(0)) return { reason: 'not-text', value: 'holds zero bytes' };
    if (isSound) return sound('utf-8');
    const { sound: characters, broken } = countUtf8(bytes);
    if (characters > 0 && characters >= soundPerBroken * broken)
      return { encoding: 'utf-8', isDamaged: true };
  }
  return mostLikely(sample, wide ? ['utf-16le', 'utf-16be'] : singleByteEncodings);
}

function sound(encoding: Encoding): Detection {
  return { encoding, isDamaged: false };
}

function mostLikely(sample: Buffer, candidates: readonly Encoding[]): Detection {
  const ranked = candidates
    .map((encoding) => {
      const text = decode(encoding, sample);
      // Text in an old Tajik font has other letters in the place of six; it is still this encoding.
      return { encoding, text, ...likelihoodOf(repairLegacyLetters(text).text) };
    })
    .sort((one, other) => other.mean - one.mean);
  const best = ranked[0];
  if (!best) return { reason: 'unknown-encoding', value: 'it holds no letters' };
  // Two encodings that read the same text do not contradict each other; nor does the Mac's, which has most
  // letters where Windows has them and was hardly used.
  const next = ranked.find(
    ({ encoding, text }) =>
      text !== best.text && !(best.encoding === 'windows-1251' && encoding === 'x-mac-cyrillic'),
  );
  const lead = (best.mean - (next?.mean ?? Number.NEGATIVE_INFINITY)) * best.pairs;
  if (best.mean >= lowestMean && best.known >= lowestKnown && lead >= smallestLead)
    return sound(best.encoding);
  const isUnlike = best.mean < lowestMean || best.known < lowestKnown;
  const why = isUnlike
    ? 'in no encoding that Soro knows do these bytes read like Tajik or Russian'
    : `${best.encoding} and ${next?.encoding ?? 'another encoding'} read them about equally well`;
  return { reason: 'unknown-encoding', value: why };
}

/** Whether every second byte is one of those that Cyrillic, Latin and punctuation have in UTF-16. */
function looksWide(sample: Buffer): boolean {
  if (sample.length < 4) return false;
  const counts = [0, 0];
  for (let index = 0; index < sample.length; index += 1) {
    const byte = sample[index] ?? 0xff;
    if (byte === 0 || byte === 4 || byte === 0x20) counts[index % 2] = (counts[index % 2] ?? 0) + 1;
  }
  const half = sample.length / 2;
  const [even = 0, odd = 0] = counts;
  return Math.max(even, odd) > 0.95 * half && Math.min(even, odd) < 0.6 * half;
}

/** Letters and signs of Tajik, Russian and Western text that are sound UTF-8, and broken bytes between them. */
function countUtf8(bytes: Uint8Array): { sound: number; broken: number } {
  const text = decode('utf-8', bytes);
  let broken = 0;
  let characters = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0xfffd) broken += 1;
    else if ((unit >= 0x80 && unit < 0x500) || (unit >= 0x2010 && unit <= 0x203a)) characters += 1;
  }
  return { sound: characters, broken };
}

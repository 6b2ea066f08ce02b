// How often the encoding of a text is told right, rejected or told wrong, by length: NTREX (unseen) in
// each encoding, and encodings that are none of ours, which must be rejected. Prints counts.
//   npx node bench/documents/encodings.ts
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import { decode, encodeSingleByte } from '../../src/documents/encoding/decoders.ts';
import { detectEncoding } from '../../src/documents/encoding/detect-encoding.ts';
import { likelihoodOf } from '../../src/documents/encoding/letters.ts';

const folder = join(sharedFolder(), 'data/evaluation/ntrex');
const legacy: Record<string, string> = {
  ҳ: 'њ',
  ҷ: 'љ',
  қ: 'ќ',
  ӣ: 'ї',
  ӯ: 'ў',
  ғ: 'ѓ',
  Ҳ: 'Њ',
  Ҷ: 'Љ',
  Қ: 'Ќ',
  Ӣ: 'Ї',
  Ӯ: 'Ў',
  Ғ: 'Ѓ',
};

async function linesOf(name: string): Promise<string[]> {
  return (await readFile(join(folder, `newstest2019-${name}.txt`), 'utf8')).split('\n').filter(Boolean);
}

/** Text that is not in Cyrillic letters, in an old encoding of its own. */
function foreign(name: string): (text: string) => Uint8Array {
  const all = new TextDecoder(name).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const bytes = new Map([...all].map((character, byte) => [character, byte]));
  return (text) => Uint8Array.from(text, (character) => bytes.get(character) ?? 0x3f);
}

const tajik = await linesOf('ref.tgk-Cyrl');
const russian = await linesOf('ref.rus');
const persian = await linesOf('ref.fas');
const azerbaijani = await linesOf('ref.aze-Latn');
const turkmen = await linesOf('ref.tuk');
const kazakh = await linesOf('ref.kaz');
const tajikInFont = tajik.map((line) => line.replace(/./gu, (letter) => legacy[letter] ?? letter));
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const cases: [string, readonly string[], (text: string) => Uint8Array, string][] = [
  ['Tajik, UTF-8', tajik, (text) => Buffer.from(text), 'utf-8'],
  ['Tajik, UTF-16LE, no mark', tajik, utf16, 'utf-16le'],
  ['Tajik, UTF-16BE, no mark', tajik, (text) => utf16(text).swap16(), 'utf-16be'],
  ['Tajik, KOI8-T', tajik, (text) => encodeSingleByte('koi8-t', text), 'koi8-t'],
  [
    'Tajik in a Tj font, CP1251',
    tajikInFont,
    (text) => encodeSingleByte('windows-1251', text),
    'windows-1251',
  ],
  ['Russian, CP1251', russian, (text) => encodeSingleByte('windows-1251', text), 'windows-1251'],
  ['Russian, KOI8-R', russian, (text) => encodeSingleByte('koi8-t', text), 'koi8-t'],
  ['Russian, IBM866', russian, (text) => encodeSingleByte('ibm866', text), 'ibm866'],
  ['Russian, MacCyrillic', russian, (text) => encodeSingleByte('x-mac-cyrillic', text), 'x-mac-cyrillic'],
  ['Russian, ISO-8859-5', russian, (text) => encodeSingleByte('iso-8859-5', text), 'iso-8859-5'],
  ['Persian, CP1256 (to reject)', persian, foreign('windows-1256'), 'reject'],
  ['Azerbaijani, CP1254 (to reject)', azerbaijani, foreign('windows-1254'), 'reject'],
  ['Turkmen, ISO-8859-2 (to reject)', turkmen, foreign('iso-8859-2'), 'reject'],
  [
    'Kazakh, CP1251 with ? for its letters',
    kazakh,
    (text) => encodeSingleByte('windows-1251', text),
    'windows-1251',
  ],
];
console.log(
  'text and encoding, lines at once: right / rejected / wrong of n (5 % lowest mean of the right decoding)',
);
for (const [name, lines, encode, expected] of cases) {
  for (const size of [1, 5, 40]) {
    const counts = { right: 0, rejected: 0, wrong: 0 };
    const means: number[] = [];
    for (let start = 0; start + size <= lines.length; start += size) {
      const text = lines.slice(start, start + size).join('\n');
      // Plain ASCII is the same in all of them.
      if (!/[^\0-\x7f]/.test(text)) continue;
      const bytes = encode(text);
      const detection = detectEncoding(bytes);
      const said = 'encoding' in detection ? detection.encoding : 'reject';
      const isRight =
        said !== 'reject' &&
        expected !== 'reject' &&
        decode(said, bytes) === decode(expected as 'utf-8', bytes);
      if (said === expected || isRight) counts.right += 1;
      else if (said === 'reject') counts.rejected += 1;
      else counts.wrong += 1;
      if (expected !== 'reject') means.push(likelihoodOf(decode(expected as 'utf-8', bytes)).mean);
    }
    means.sort((one, other) => one - other);
    const low = means[Math.floor(means.length * 0.05)];
    const total = counts.right + counts.rejected + counts.wrong;
    console.log(
      `${name}, ${size}: ${counts.right} / ${counts.rejected} / ${counts.wrong} of ${total} (${low?.toFixed(2)})`,
    );
  }
}

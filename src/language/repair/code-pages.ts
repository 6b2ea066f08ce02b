/** An 8-bit code page as which UTF-8 is often misread. */
export interface CodePage {
  readonly encoding: string;
  /** Which byte each character above ASCII stands for. */
  readonly bytes: ReadonlyMap<string, number>;
  /** Runs of characters that are UTF-8 sequences of Tajik or Russian text under this page; global. */
  readonly runs: RegExp;
  /** Matches a text that holds enough of them to look closer; not global. */
  readonly trigger: RegExp;
  /** Whether first bytes are Cyrillic letters here: then a letter beside a run speaks against it. */
  readonly hasLetterLeads: boolean;
}

type Range = readonly [from: number, to: number];

const following: Range = [0x80, 0xbf];
/** Letters: U+0400–U+04FF. */
const letterBytes: readonly Range[] = [[0xd0, 0xd3], following];
/** Signs that are hardly ever met outside misread text: the dash is вЂ” or â€”. */
const telling: readonly (readonly Range[])[] = [
  [[0xe2, 0xe2], [0x80, 0x80], following], // dashes, quotation marks, dots
  [[0xe2, 0xe2], [0x84, 0x84], following], // numero, trade mark
  [
    [0xef, 0xef],
    [0xbb, 0xbb],
    [0xbf, 0xbf],
  ], // byte-order mark
  [[0xf0, 0xf0], [0x9f, 0x9f], following, following], // emoji
];
/** No-break space, quotation marks, degree. */
const weak: readonly Range[] = [
  [0xc2, 0xc2],
  [0xa0, 0xbf],
];

/** The pages, the commonest first. */
export const codePages: readonly CodePage[] = [
  'windows-1251',
  'windows-1252',
  'ibm866',
  'koi8-r',
  'x-mac-cyrillic',
].map(describe);

function describe(encoding: string): CodePage {
  const characters = new Map<number, string>();
  const bytes = new Map<string, number>();
  const decoder = new TextDecoder(encoding);
  for (let byte = 0x80; byte < 0x100; byte += 1) {
    let all = decoder.decode(Uint8Array.of(byte));
    // Latin-1's control characters, which some programs keep where Windows has a sign.
    if (byte < 0xa0 && encoding.startsWith('windows')) all += String.fromCharCode(byte);
    // The one byte that Windows-1251 has no sign for.
    if (byte === 0x98 && encoding === 'windows-1251') all += '\uFFFD';
    characters.set(byte, all);
    for (const character of all) bytes.set(character, byte);
  }
  const pattern = (sequence: readonly Range[]) =>
    sequence
      .map(([from, to]) => {
        let members = '';
        for (let byte = from; byte <= to; byte += 1) members += characters.get(byte) ?? '';
        return `[${members.replace(/[\]\\^-]/g, '\\$&')}]`;
      })
      .join('');
  const pair = pattern(letterBytes);
  const signs = telling.map(pattern).join('|');
  // The first byte of И whose second one was dropped.
  const lost = encoding === 'windows-1251' ? `|Р(?=${pair})` : '';
  return {
    encoding,
    bytes,
    runs: new RegExp(`(?:${pair}|${signs}|${pattern(weak)}${lost})+`, 'gu'),
    trigger: new RegExp(`(?:${pair}){2}|${signs}`, 'u'),
    hasLetterLeads: /\p{Script=Cyrillic}/u.test(pattern([[0xd0, 0xd3]])),
  };
}

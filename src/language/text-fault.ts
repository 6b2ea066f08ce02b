/** Why something is not text that a person wrote, whatever a file says about it. */
export type TextFaultReason =
  | 'control-characters'
  | 'replacement-characters'
  | 'private-use-characters'
  | 'escaped-characters';

/** What is wrong with a text, and in how much of it. */
export interface TextFault {
  readonly reason: TextFaultReason;
  /** One sentence for a person: what was found, how often. */
  readonly message: string;
}

/** What was counted in a text; add up the counts of its parts to judge them together. */
export interface TextCounts {
  /** UTF-16 units that are no white space. */
  readonly visible: number;
  /** Control characters that are in no text: all but tab, line ends, form feed. */
  readonly controls: number;
  readonly zeros: number;
  /** U+FFFD, unpaired surrogates and noncharacters. */
  readonly replacements: number;
  readonly privateUse: number;
  /** Units that belong to escapes of bytes or letters beyond ASCII. */
  readonly escaped: number;
}

// A stray control character is dropped by every reader; a font without letters writes little else.
const mostControls = 0.05;
// Of the letters; ҳ is one in fifty, so a text that lost it has lost a word in ten.
const mostReplacements = 0.003;
const mostPrivateUse = 0.2;
const mostEscaped = 0.2;
/** So short a text has no room for a second one. */
const shortUnits = 60;

/**
 * Says why a text is none: control characters of fonts without letters or of a binary file, U+FFFD where
 * letters were lost, escapes (`\xD0\x94`, `\u0434`, `%D0%94`, `=D0=94`) in place of letters. Undefined for text,
 * in any language.
 */
export function textFault(text: string): TextFault | undefined {
  return faultOf(countText(text));
}

/** Judges counts; see {@link textFault}. */
export function faultOf(counts: TextCounts): TextFault | undefined {
  const { visible, controls, zeros, replacements, privateUse, escaped } = counts;
  const share = (part: number) => `${part} of ${visible} characters`;
  if (controls > 1 && controls > mostControls * visible) {
    const message =
      zeros * 2 > controls ? 'zero bytes, as in a binary file' : 'control characters and no letters';
    return { reason: 'control-characters', message: `${message} (${share(controls)})` };
  }
  const isMore = replacements > 1 || visible < shortUnits;
  if (replacements > mostReplacements * visible && isMore) {
    const message = `letters are lost, U+FFFD is in their place (${share(replacements)})`;
    return { reason: 'replacement-characters', message };
  }
  if (privateUse > 1 && privateUse > mostPrivateUse * visible) {
    const message = `signs of a font that do not say which letters they are (${share(privateUse)})`;
    return { reason: 'private-use-characters', message };
  }
  if (escaped > mostEscaped * visible && escaped > 0) {
    return { reason: 'escaped-characters', message: `escapes in place of letters (${share(escaped)})` };
  }
  return undefined;
}

// At least four in a row: a book on programming shows one or two.
const escapes =
  /(?:\\x[89a-f][0-9a-f][ ,]?){4,}|(?:\\u(?:0[0-9a-f]{3})){4,}|(?:%[89a-f][0-9a-f]){4,}|(?:=[89A-F][0-9A-F](?:=\r?\n)?){4,}|(?:&#(?:x4[0-9a-f]{2}|1[01]\d\d);){4,}/gi;
const mayBeEscaped = /\\x|\\u0|%[89a-f]|=[89A-F][0-9A-F]=|&#/i;

/** Counts what {@link faultOf} judges. */
export function countText(text: string): TextCounts {
  let visible = 0;
  let controls = 0;
  let zeros = 0;
  let replacements = 0;
  let privateUse = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0) continue;
    visible += 1;
    if (unit > 0x9f && unit < 0xd800) continue;
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f && unit !== 0x85)) {
      controls += 1;
      if (unit === 0) zeros += 1;
    } else if (unit >= 0xe000 && unit <= 0xf8ff) privateUse += 1;
    else if (unit === 0xfffd || unit === 0xffff || unit === 0xfffe) replacements += 1;
    else if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(index + 1);
      if (next >= 0xdc00 && next <= 0xdfff) index += 1;
      else replacements += 1;
    } else if (unit >= 0xdc00 && unit <= 0xdfff) replacements += 1;
  }
  const escaped = mayBeEscaped.test(text)
    ? (text.match(escapes) ?? []).reduce((sum, { length }) => sum + length, 0)
    : 0;
  return { visible, controls, zeros, replacements, privateUse, escaped };
}

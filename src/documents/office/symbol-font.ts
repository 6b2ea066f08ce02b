// Source: Adobe, "Symbol Encoding" (unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt), codes 0x20 to 0xFE.
const symbols =
  ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼';
const highSymbols =
  '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uF8FF⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭';

/** Signs of Wingdings that are in documents: bullets, ticks, arrows; the rest is decoration. */
const wingdings: Readonly<Record<number, string>> = {
  40: '☎',
  42: '✉',
  67: '👍',
  70: '☞',
  74: '☺',
  76: '☹',
  108: '●',
  110: '■',
  111: '□',
  113: '❑',
  114: '❒',
  118: '❖',
  158: '·',
  159: '•',
  167: '▪',
  168: '◻',
  171: '★',
  216: '➢',
  223: '←',
  224: '→',
  225: '↑',
  226: '↓',
  232: '➔',
  240: '⇨',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};

/** Whether a font's codes are not letters but its own signs. */
export function isSymbolFont(font: string): boolean {
  return /^(symbol|wingdings)/i.test(font);
}

/**
 * The character that a code (or its place in the Private Use Area, F000 on) shows in a font of signs. Undefined when
 * that is not known.
 */
export function symbolOf(font: string, code: number): string | undefined {
  const own = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (/^wingdings/i.test(font)) return wingdings[own] ?? (own > 32 && own < 256 ? '•' : undefined);
  if (!/^symbol/i.test(font)) return code < 0xe000 || code > 0xf8ff ? String.fromCodePoint(code) : undefined;
  if (own >= 0x20 && own <= 0x7e) return symbols[own - 0x20];
  return own >= 0xa0 && own <= 0xfe ? highSymbols[own - 0xa0] : undefined;
}

/** A text set in a font of signs, in the characters that it shows. */
export function readSymbols(font: string, text: string): string {
  return text.replace(/[!-\uF0FF]/g, (letter) => symbolOf(font, letter.charCodeAt(0)) ?? letter);
}

/** An element of a formula with nothing in it but what the lists below allow. */
export interface MathNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (MathNode | string)[];
}

const elements = new Set(
  (
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom menclose ' +
    'msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd semantics'
  ).split(' '),
);

const attributes = new Set(
  (
    'display mathvariant stretchy fence form separator accent accentunder largeop movablelimits symmetric ' +
    'lspace rspace minsize maxsize width height depth voffset linethickness columnalign rowalign ' +
    'columnspacing rowspacing columnlines rowlines frame displaystyle scriptlevel notation bevelled ' +
    'columnspan rowspan dir'
  ).split(' '),
);

const safeValue = /^[\p{L}\p{N} .%+-]{0,60}$/u;
const maximumDepth = 60;
const token = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gu;
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (MathNode | string)[];
}

/**
 * Reads MathML into plain data: only the elements that draw, only attributes without addresses, styles or
 * handlers; anything else is left out, with what it holds. The text never comes near the browser's own parser.
 * Gives nothing for what is not one well-formed formula.
 */
export function parseMath(mathml: string): MathNode | undefined {
  const open: OpenElement[] = [{ name: '', attributes: {}, children: [] }];
  let place = 0;
  for (const match of mathml.trim().matchAll(token)) {
    if (match.index !== place || open.length > maximumDepth) return undefined;
    place += match[0].length;
    const [, closes, tag = '', list = '', isEmpty, text] = match;
    const name = tag.toLowerCase();
    if (text !== undefined) open[open.length - 1]?.children.push(decode(text));
    else if (closes) {
      if (open.length < 2 || open[open.length - 1]?.name !== name) return undefined;
      close(open);
    } else {
      open.push({ name, attributes: attributesOf(list), children: [] });
      if (isEmpty) close(open);
    }
  }
  const [formula, ...others] = open[0]?.children ?? [];
  const isWhole = place === mathml.trim().length && open.length === 1 && others.length === 0;
  return isWhole && typeof formula === 'object' && formula.name === 'math' ? formula : undefined;
}

function close(open: OpenElement[]): void {
  const closed = open.pop();
  if (closed && elements.has(closed.name)) open[open.length - 1]?.children.push(closed);
}

function attributesOf(list: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [, name = '', double, single] of list.matchAll(attribute)) {
    const value = decode(double ?? single ?? '');
    if (attributes.has(name.toLowerCase()) && safeValue.test(value)) kept[name.toLowerCase()] = value;
  }
  return kept;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,8}));/giu, (whole, hex, decimal, name) => {
    if (name) return entities[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

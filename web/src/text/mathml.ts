/** An element of a formula with nothing in it but what the lists below allow. */
export interface MathNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (MathNode | string)[];
}

/** What is read of a DOM node, so that any DOM will do. */
export interface SourceNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<SourceNode>;
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }>;
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
const elementType = 1;
const textType = 3;

/**
 * The formula as plain data: only the elements of MathML that draw, only attributes without addresses, styles
 * or handlers. Anything else is left out, with what it holds.
 */
export function cleanMath(node: SourceNode, depth = 0): MathNode | undefined {
  const name = node.nodeName.toLowerCase();
  if (node.nodeType !== elementType || !elements.has(name) || depth > maximumDepth) return undefined;
  const kept = Array.from(node.attributes ?? []).filter(
    ({ name: key, value }) => attributes.has(key.toLowerCase()) && safeValue.test(value),
  );
  const children = Array.from(node.childNodes).map((child) =>
    child.nodeType === textType ? (child.nodeValue ?? '') : cleanMath(child, depth + 1),
  );
  return {
    name,
    attributes: Object.fromEntries(kept.map(({ name: key, value }) => [key.toLowerCase(), value])),
    children: children.filter((child) => child !== undefined && child !== ''),
  } as MathNode;
}

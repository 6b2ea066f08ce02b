import { exponent, grouped, index, isBracketed } from './scripts.ts';

/** An element of a formula in MathML or in Office's OMML; names without their prefix. */
export interface FormulaNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (FormulaNode | string)[];
}

/**
 * A formula on one line, as people type it: a/b, x², √(a+b), ∑_(i=1)^n, (a; b). Both MathML and OMML.
 */
export function formulaText(node: FormulaNode | string): string {
  return write(node).text.replace(/\s+/g, ' ').trim();
}

/** A written part; a fraction needs brackets where something is right beside it. */
interface Written {
  readonly text: string;
  readonly isFraction?: boolean;
}

const silent = new Set(
  (
    'fPr sSupPr sSubPr sSubSupPr sPrePr radPr naryPr dPr funcPr accPr barPr boxPr borderBoxPr eqArrPr mPr limLowPr ' +
    'limUppPr groupChrPr phantPr rPr ctrlPr oMathParaPr annotation annotation-xml phant mphantom mspace mprescripts none'
  ).split(' '),
);

function write(node: FormulaNode | string): Written {
  if (typeof node === 'string') return { text: node };
  if (silent.has(node.name)) return { text: '' };
  const writer = Object.hasOwn(writers, node.name) ? writers[node.name] : undefined;
  return writer ? writer(node) : row(node.children);
}

type Writer = (node: FormulaNode) => Written;

const writers: Readonly<Record<string, Writer>> = {
  // OMML
  f: (node) => fraction(part(node, 'num'), part(node, 'den'), setting(node, 'fPr', 'type')),
  sSup: (node) => power(part(node, 'e'), '', part(node, 'sup')),
  sSub: (node) => power(part(node, 'e'), part(node, 'sub'), ''),
  sSubSup: (node) => power(part(node, 'e'), part(node, 'sub'), part(node, 'sup')),
  sPre: (node) => ({ text: `${index(part(node, 'sub'))}${exponent(part(node, 'sup'))}${part(node, 'e')}` }),
  rad: (node) => root(part(node, 'e'), part(node, 'deg')),
  nary: (node) =>
    big(setting(node, 'naryPr', 'chr') ?? '∫', part(node, 'sub'), part(node, 'sup'), part(node, 'e')),
  d: delimited,
  func: (node) => ({ text: `${part(node, 'fName')} ${part(node, 'e')}` }),
  acc: (node) => accented(part(node, 'e'), setting(node, 'accPr', 'chr') ?? '\u0302'),
  limLow: (node) => power(part(node, 'e'), part(node, 'lim'), ''),
  limUpp: (node) => power(part(node, 'e'), '', part(node, 'lim')),
  eqArr: (node) => lines(node.children.filter((child) => isElement(child, 'e'))),
  m: (node) => matrix(node, 'mr', 'e'),
  // MathML
  mfrac: (node) =>
    fraction(nth(node, 0), nth(node, 1), node.attributes.linethickness === '0' ? 'noBar' : undefined),
  msup: (node) => power(nth(node, 0), '', nth(node, 1)),
  msub: (node) => power(nth(node, 0), nth(node, 1), ''),
  msubsup: (node) => power(nth(node, 0), nth(node, 1), nth(node, 2)),
  munder: (node) => power(nth(node, 0), nth(node, 1), ''),
  mover: (node) =>
    isAccent(nth(node, 1)) ? accented(nth(node, 0), nth(node, 1)) : power(nth(node, 0), '', nth(node, 1)),
  munderover: (node) => power(nth(node, 0), nth(node, 1), nth(node, 2)),
  msqrt: ({ children }) => root(row(children).text, ''),
  mroot: (node) => root(nth(node, 0), nth(node, 1)),
  mtable: (node) => matrix(node, 'mtr', 'mtd'),
  mfenced: (node) => {
    const { open = '(', close = ')', separators = ',' } = node.attributes;
    return {
      text: `${open}${elements(node)
        .map((child) => write(child).text)
        .join(separators.charAt(0) || '')}${close}`,
    };
  },
  mo: ({ children }) => ({
    text: children
      .map((child) =>
        write(child)
          .text.replace(/[\u2061-\u2064]/g, '')
          .trim(),
      )
      .join(''),
  }),
  semantics: (node) => ({ text: nth(node, 0) }),
};

/** Parts side by side. */
function row(children: readonly (FormulaNode | string)[]): Written {
  const written = children.map(write).filter(({ text }) => text !== '');
  if (written.length === 1 && written[0]) return written[0];
  let text = '';
  for (const [place, one] of written.entries()) {
    const after = written[place + 1]?.text ?? '';
    const isBeside = /[\p{L}\p{N})]$/u.test(text);
    if (!one.isFraction) text += one.text;
    // 2 1/2 is a mixed number.
    else if (/\d$/.test(text) && /^\d+\/\d+$/.test(one.text)) text += ` ${one.text}`;
    else if (isBeside || /^[\p{L}\p{N}(√^]/u.test(after)) text += `(${one.text})`;
    else text += one.text;
  }
  return { text };
}

function fraction(top: string, bottom: string, type?: string): Written {
  if (type === 'noBar') return { text: `(${top}; ${bottom})` };
  return { text: `${grouped(top)}/${grouped(bottom)}`, isFraction: true };
}

function power(base: string, below: string, above: string): Written {
  // (a + b)² but sin² x; what is more than one thing needs brackets to be raised as a whole.
  const isOne =
    /^[\p{L}\p{Nd}\p{M}.,∑∏∫∮⋃⋂⋀⋁′ₐ-ₜ₀-₉]*$/u.test(base) || isBracketed(base) || /[)\]|}]$/.test(base);
  return { text: `${isOne ? base : `(${base})`}${index(below)}${exponent(above)}` };
}

function root(content: string, degree: string): Written {
  const sign =
    degree === '' || degree === '2'
      ? '√'
      : degree === '3'
        ? '∛'
        : degree === '4'
          ? '∜'
          : `${exponent(degree).replace(/^\^/, '')}√`;
  return { text: `${sign}${grouped(content)}` };
}

function big(sign: string, below: string, above: string, content: string): Written {
  const limits = `${index(below)}${exponent(above)}`;
  return { text: `${sign}${limits}${limits === '' ? '' : ' '}${content}` };
}

function delimited(node: FormulaNode): Written {
  const open = setting(node, 'dPr', 'begChr') ?? '(';
  const close = setting(node, 'dPr', 'endChr') ?? ')';
  const separator = setting(node, 'dPr', 'sepChr') ?? '|';
  const parts = node.children.filter((child) => isElement(child, 'e')).map((child) => write(child).text);
  return { text: `${open}${parts.join(separator)}${close}` };
}

const accents = new Map([
  ['¯', '\u0304'],
  ['‾', '\u0304'],
  ['→', '\u20D7'],
  ['⃗', '\u20D7'],
  ['^', '\u0302'],
  ['ˆ', '\u0302'],
  ['~', '\u0303'],
  ['˜', '\u0303'],
  ['˙', '\u0307'],
  ['¨', '\u0308'],
]);

function isAccent(sign: string): boolean {
  return accents.has(sign) || /^\p{M}$/u.test(sign);
}

function accented(base: string, sign: string): Written {
  const mark = accents.get(sign) ?? (/^\p{M}$/u.test(sign) ? sign : '');
  return { text: [...base].length === 1 ? `${base}${mark}` : base };
}

function lines(rows: readonly (FormulaNode | string)[]): Written {
  return { text: rows.map((one) => write(one).text.replaceAll('&', '')).join('; ') };
}

function matrix(node: FormulaNode, rowName: string, cellName: string): Written {
  const rows = elements(node).filter(({ name }) => name === rowName);
  const cells = rows.map((one) => elements(one).filter(({ name }) => name === cellName));
  return { text: cells.map((own) => own.map((cell) => write(cell).text).join(', ')).join('; ') };
}

function elements(node: FormulaNode): FormulaNode[] {
  return node.children.filter(
    (child): child is FormulaNode => typeof child !== 'string' && !silent.has(child.name),
  );
}

function isElement(child: FormulaNode | string, name: string): boolean {
  return typeof child !== 'string' && child.name === name;
}

function part(node: FormulaNode, name: string): string {
  return node.children
    .filter((child) => isElement(child, name))
    .map((child) => write(child).text.trim())
    .join('');
}

function nth(node: FormulaNode, place: number): string {
  const child = elements(node)[place];
  return child ? write(child).text.trim() : '';
}

/** The `val` of a property of an OMML element; an empty one is a sign left out. */
function setting(node: FormulaNode, properties: string, name: string): string | undefined {
  const own = node.children.find((child) => isElement(child, properties));
  const found = typeof own === 'object' ? own.children.find((child) => isElement(child, name)) : undefined;
  return typeof found === 'object' ? (found.attributes['m:val'] ?? found.attributes.val ?? '') : undefined;
}

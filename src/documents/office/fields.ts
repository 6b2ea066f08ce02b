import { type FormulaNode, formulaText } from '../formulas/formula.ts';
import { symbolOf } from './symbol-font.ts';

/**
 * What a field of a Word file shows when that is no stored text: a formula (`EQ \f(1;2)`) or a sign
 * (`SYMBOL 97 \f "Symbol"`). Undefined for other fields. Source: ECMA-376-1, 17.16.5.18 and 17.16.5.65.
 */
export function fieldText(code: string): string | undefined {
  const [, name = '', rest = ''] = code.trim().match(/^(\w+)\s*([\s\S]*)$/) ?? [];
  if (/^eq$/i.test(name)) return formulaText({ name: 'mrow', attributes: {}, children: parts(rest) });
  if (!/^symbol$/i.test(name)) return undefined;
  const font = rest.match(/\\f\s+"?([^"\\]+)/)?.[1] ?? '';
  return symbolOf(font, Number(rest.match(/^\s*(0x[0-9a-f]+|\d+)/i)?.[1] ?? 0));
}

/** The parts of a formula in the language of EQ fields: text, and `\name switches (arguments)`. */
function parts(text: string): (FormulaNode | string)[] {
  const found: (FormulaNode | string)[] = [];
  let plain = '';
  for (let index = 0; index < text.length; index += 1) {
    const begun = text.slice(index).match(/^\\([a-z])((?:\s*\\[a-z]+\d*)*)\s*\(/i);
    if (!begun) {
      if (text[index] === '\\') index += 1;
      plain += text[index] ?? '';
      continue;
    }
    const start = index + begun[0].length;
    const { end, own } = argumentsFrom(text, start);
    if (plain.trim() !== '') found.push(plain.trim());
    plain = '';
    found.push(element((begun[1] ?? '').toLowerCase(), begun[2] ?? '', own));
    index = end;
  }
  if (plain.trim() !== '') found.push(plain.trim());
  return found;
}

/** The arguments between brackets, apart by `;` or, where there is none, by `,`. */
function argumentsFrom(text: string, start: number): { end: number; own: string[] } {
  let depth = 0;
  let end = start;
  const marks: { at: number; sign: string }[] = [];
  for (; end < text.length; end += 1) {
    const sign = text.charAt(end);
    if (sign === '(') depth += 1;
    else if (sign === ')' && depth === 0) break;
    else if (sign === ')') depth -= 1;
    else if (depth === 0 && (sign === ';' || sign === ',')) marks.push({ at: end, sign });
  }
  const separator = marks.some(({ sign }) => sign === ';') ? ';' : ',';
  const own: string[] = [];
  let from = start;
  for (const { at, sign } of marks) {
    if (sign !== separator) continue;
    own.push(text.slice(from, at));
    from = at + 1;
  }
  own.push(text.slice(from, end));
  return { end, own };
}

function element(name: string, switches: string, own: readonly string[]): FormulaNode {
  const node = (tag: string, children: readonly (FormulaNode | string)[]) => ({
    name: tag,
    attributes: {},
    children,
  });
  const argument = (tag: string, place: number) => node(tag, parts(own[place] ?? ''));
  if (name === 'f') return node('f', [argument('num', 0), argument('den', 1)]);
  if (name === 'r' && own.length > 1) return node('rad', [argument('deg', 0), argument('e', 1)]);
  if (name === 'r') return node('rad', [argument('e', 0)]);
  if (name === 's') {
    const isBelow = /\\do/i.test(switches);
    return isBelow
      ? node('sSub', [node('e', []), argument('sub', 0)])
      : node('sSup', [node('e', []), argument('sup', 0)]);
  }
  if (name === 'b')
    return node(
      'd',
      own.map((_, place) => argument('e', place)),
    );
  return node(
    'mrow',
    own.flatMap((_, place) => (place === 0 ? [argument('mrow', 0)] : ['; ', argument('mrow', place)])),
  );
}

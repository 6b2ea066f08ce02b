import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { formulaText } from './formula.ts';
import { formulaNode } from './formula-node.ts';

/** The text of a formula in MathML or OMML. */
function textOf(xml: string): string {
  const [element] = parseDocument(xml, { xmlMode: true }).children;
  return element ? formulaText(formulaNode(element)) : '';
}

const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
const e = (content: string) => `<m:e>${content}</m:e>`;
const f = (top: string, bottom: string) => `<m:f><m:num>${top}</m:num><m:den>${bottom}</m:den></m:f>`;
const omml = (content: string) => textOf(`<m:oMath>${content}</m:oMath>`);
const sup = (base: string, above: string) => `<m:sSup>${e(base)}<m:sup>${above}</m:sup></m:sSup>`;

describe('formulaText', () => {
  it.each([
    ['a power and a fraction', `${sup(r('x'), r('2'))}${r('=')}${f(r('a'), r('b'))}`, 'x²=a/b'],
    ['a fraction of sums', f(r('a+b'), r('c')), '(a+b)/c'],
    ['a mixed number', `${r('2')}${f(r('1'), r('2'))}`, '2 1/2'],
    ['a fraction before a letter', `${f(r('1'), r('2'))}${r('x')}`, '(1/2)x'],
    ['a fraction behind a letter', `${r('x')}${f(r('a'), r('b'))}`, 'x(a/b)'],
    ['a fraction in a fraction', f(f(r('a'), r('b')), r('c')), '(a/b)/c'],
    ['a negative exponent', sup(r('10'), r('−3')), '10⁻³'],
    ['a letter as exponent', sup(r('x'), r('a')), 'x^a'],
    ['a sum as exponent', sup(r('x'), r('a+b')), 'x^(a+b)'],
    ['a power of a sum', sup(`<m:d>${e(r('a+b'))}</m:d>`, r('2')), '(a+b)²'],
    ['a power of a power', sup(sup(r('x'), r('2')), r('3')), '(x²)³'],
    ['an index', `<m:sSub>${e(r('a'))}<m:sub>${r('n')}</m:sub></m:sSub>`, 'aₙ'],
    [
      'a square root',
      `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${e(r('a+b'))}</m:rad>`,
      '√(a+b)',
    ],
    ['a cube root', `<m:rad><m:deg>${r('3')}</m:deg>${e(r('x'))}</m:rad>`, '∛x'],
    [
      'a sum with limits',
      `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${r('i=1')}</m:sub><m:sup>${r('n')}</m:sup>${e(r('i'))}</m:nary>`,
      '∑ᵢ₌₁ⁿ i',
    ],
    [
      'a system',
      `<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr>${e(`<m:eqArr>${e(r('x=1'))}${e(r('y=2'))}</m:eqArr>`)}</m:d>`,
      '{x=1; y=2',
    ],
  ])('writes %s of a Word file', (_, content, text) => {
    expect(omml(content)).toBe(text);
  });

  it.each([
    ['<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></math>', 'x²=a/b'],
    ['<math><msqrt><mn>2</mn></msqrt></math>', '√2'],
    ['<math><mroot><mi>x</mi><mn>5</mn></mroot></math>', '⁵√x'],
    ['<math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math>', 'H₂O'],
    [
      '<math><semantics><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow><annotation>\\frac12</annotation></semantics></math>',
      '1/2',
    ],
    ['<math><mfenced><mi>a</mi><mi>b</mi></mfenced></math>', '(a,b)'],
    [
      '<math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover></math>',
      '∑ᵢ₌₁ⁿ',
    ],
  ])('writes %s', (xml, text) => {
    expect(textOf(xml)).toBe(text);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MathNode, parseMath } from './mathml.ts';

describe('parseMath', () => {
  it('keeps what draws a formula', () => {
    expect(
      parseMath('<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac><mo>&lt;</mo></math>'),
    ).toEqual({
      name: 'math',
      attributes: { display: 'block' },
      children: [
        {
          name: 'mfrac',
          attributes: {},
          children: [
            { name: 'mi', attributes: {}, children: ['a'] },
            { name: 'mn', attributes: {}, children: ['2'] },
          ],
        },
        { name: 'mo', attributes: {}, children: ['<'] },
      ],
    });
  });

  it('leaves out what could act: other elements, handlers, addresses, styles', () => {
    expect(
      parseMath(
        '<math><mi onclick="alert(1)" href="javascript:alert(1)" style="x" class="y">a</mi>' +
          '<maction>b</maction><annotation-xml><script>alert(1)</script></annotation-xml>' +
          '<mtext><img src="x" onerror="alert(1)"/></mtext><semantics><mi>c</mi><annotation>d</annotation></semantics></math>',
      ),
    ).toEqual({
      name: 'math',
      attributes: {},
      children: [
        { name: 'mi', attributes: {}, children: ['a'] },
        { name: 'mtext', attributes: {}, children: [] },
        { name: 'semantics', attributes: {}, children: [{ name: 'mi', attributes: {}, children: ['c'] }] },
      ],
    });
  });

  it('gives nothing for anything but one well-formed formula', () => {
    for (const text of [
      '',
      'a',
      '<p>a</p>',
      '<math><mi>a</math>',
      '<math></math><math></math>',
      '<math><!-- --></math>',
      '<math></math><script></script>x',
      '<math',
      '<math>'.repeat(100),
    ])
      expect(parseMath(text), text).toBeUndefined();
  });

  it('never lets anything through that is not on its lists', () => {
    const part = fc.constantFrom(
      '<math>',
      '</math>',
      '<mi>',
      '</mi>',
      '<script>',
      '</script>',
      '<mi onclick="x">',
      '<img src=x>',
      'a',
      '&#60;script&#62;',
      '<mspace/>',
    );
    const namesOf = (node: MathNode): string[] => [
      node.name,
      ...Object.keys(node.attributes),
      ...node.children.flatMap((child) => (typeof child === 'string' ? [] : namesOf(child))),
    ];
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const formula = parseMath(`<math>${parts.join('')}</math>`);
        for (const name of formula ? namesOf(formula) : []) expect(['math', 'mi', 'mspace']).toContain(name);
      }),
    );
  });
});

import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { cleanMath, type SourceNode } from './mathml.ts';

function clean(mathml: string) {
  const { document } = parseHTML(`<!doctype html><html><body>${mathml}</body></html>`);
  return cleanMath(document.body.firstChild as unknown as SourceNode);
}

describe('cleanMath', () => {
  it('keeps what draws a formula', () => {
    expect(clean('<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac></math>')).toEqual({
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
      ],
    });
  });

  it('leaves out what could act: other elements, handlers, addresses, styles', () => {
    const dirty = clean(
      '<math><mi onclick="alert(1)" href="javascript:alert(1)" style="x" class="y">a</mi>' +
        '<maction>b</maction><annotation-xml><script>alert(1)</script></annotation-xml>' +
        '<mtext><img src=x onerror=alert(1)></mtext><semantics><mi>c</mi><annotation>d</annotation></semantics></math>',
    );
    expect(dirty).toEqual({
      name: 'math',
      attributes: {},
      children: [
        { name: 'mi', attributes: {}, children: ['a'] },
        { name: 'mtext', attributes: {}, children: [] },
        { name: 'semantics', attributes: {}, children: [{ name: 'mi', attributes: {}, children: ['c'] }] },
      ],
    });
  });

  it('gives nothing for anything but a formula', () => {
    expect(clean('<p>a</p>')).toBeUndefined();
  });
});

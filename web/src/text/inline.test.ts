import { describe, expect, it } from 'vitest';
import { parseInline, plainText } from './inline.ts';

const text = (value: string) => ({ type: 'text', text: value });

describe('parseInline', () => {
  it('marks strong, emphasised and struck words', () => {
    expect(parseInline('**муҳим** ва *нарм*, ~~хато~~')).toEqual([
      { type: 'strong', content: [text('муҳим')] },
      text(' ва '),
      { type: 'emphasis', content: [text('нарм')] },
      text(', '),
      { type: 'struck', content: [text('хато')] },
    ]);
  });

  it('leaves markup of HTML as text', () => {
    expect(parseInline('<img src=x onerror=alert(1)>')).toEqual([text('<img src=x onerror=alert(1)>')]);
  });

  it('leaves signs that mark nothing: products, file names, prices', () => {
    for (const line of ['3 * 4 * 5', 'номи_файли_ман', '5$ ва 6$', 'аз $5 то $6', '2 ** 3', '[1]', '****'])
      expect(parseInline(line)).toEqual([text(line)]);
  });

  it('reads formulas with all four kinds of signs and keeps their source', () => {
    expect(parseInline('$x_1$')).toEqual([{ type: 'formula', tex: 'x_1', source: '$x_1$', display: false }]);
    expect(parseInline('\\(a*b*c\\)')).toMatchObject([{ tex: 'a*b*c', display: false }]);
    expect(parseInline('$$x$$ \\[y\\]')).toMatchObject([{ display: true }, text(' '), { display: true }]);
  });

  it('reads code with its signs as they are', () => {
    expect(parseInline('``a`b`` `**x**`')).toEqual([
      { type: 'code', text: 'a`b' },
      text(' '),
      { type: 'code', text: '**x**' },
    ]);
  });

  it('gives the label and the address of a link', () => {
    expect(parseInline('[ин ҷо](/#/c/1)')).toEqual([
      { type: 'link', content: [text('ин ҷо')], address: '/#/c/1' },
    ]);
  });

  it('takes marking at the end of a line that is still written for begun, not for stars', () => {
    expect(parseInline('ин **хеле му', true)).toEqual([
      text('ин '),
      { type: 'strong', content: [text('хеле му')] },
    ]);
    expect(parseInline('ин **хеле му')).toEqual([text('ин **хеле му')]);
  });

  it('lets a backslash take the meaning from a sign', () => {
    expect(parseInline('\\*ситора\\*')).toEqual([text('*ситора*')]);
  });

  it('gives the words without the marking', () => {
    expect(plainText(parseInline('**Як** [ду](http://x.tj) `се`'))).toBe('Як ду се');
  });
});

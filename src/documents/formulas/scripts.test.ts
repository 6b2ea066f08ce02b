import { describe, expect, it } from 'vitest';
import { ScriptedText } from './scripts.ts';

/** A line of which `^{…}` is raised and `_{…}` lowered. */
function lineOf(marked: string): string {
  const text = new ScriptedText();
  for (const [, mark, inner, plain] of marked.matchAll(/([\^_])\{([^}]*)\}|([^^_]+|[\^_])/g)) {
    if (mark) text.add(inner ?? '', mark === '^' ? 'superscript' : 'subscript');
    else text.add(plain ?? '');
  }
  return text.text;
}

describe('ScriptedText', () => {
  it.each([
    ['2^{10} = 1024', '2¹⁰ = 1024'],
    ['2^{1}^{0} = 1024', '2¹⁰ = 1024'],
    ['10^{-3} ва 10^{−3}', '10⁻³ ва 10⁻³'],
    ['25 м^{2} ва H_{2}O', '25 м² ва H₂O'],
    ['x^{a} + x^{a+b} = v_{max}', 'x^a + x^(a+b) = v_max'],
    ['2^{1}/_{2} соат', '2 1/2 соат'],
    ['^{1}⁄_{3}', '1/3'],
    ['1^{st} ва 5^{-ум}', '1st ва 5-ум'],
    ['эзоҳ^{[1]} ва эзоҳ^{3}', 'эзоҳ[1] ва эзоҳ³'],
    ['Soro^{TM}', 'Soro™'],
    ['^{Ин сатр тамоман болост}', 'Ин сатр тамоман болост'],
    ['25^{o}C ва x^{′}', '25°C ва x′'],
  ])('%s is %s', (marked, text) => {
    expect(lineOf(marked)).toBe(text);
  });
});

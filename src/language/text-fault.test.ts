import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFault } from './text-fault.ts';

const tajik = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд. ';
const bytes = new TextEncoder().encode(tajik);
const escapes = (prefix: string) =>
  [...bytes].map((byte) => `${prefix}${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
const units = (prefix: string) =>
  [...tajik].map((letter) => `${prefix}${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

describe('textFault', () => {
  it.each([
    ['codes of a font without letters', '\u0001\u0002\u001f\u0003 \u0004\u0005', 'control-characters'],
    ['zero bytes', 'PK\0\0\0\0\u0014\0', 'control-characters'],
    ['Latin-1 controls', '\u0081\u008d\u0090 \u009d', 'control-characters'],
    ['text whose ҳ is lost', tajik.replaceAll('ҳ', '\uFFFD'), 'replacement-characters'],
    ['one lost letter in a short line', 'Ша\uFFFDр', 'replacement-characters'],
    ['ciphertext', new TextDecoder().decode(bytes.map((byte) => byte ^ 0x55)), 'replacement-characters'],
    ['halves of surrogate pairs', '\uD83D\uD83D \uDE00', 'replacement-characters'],
    ['signs of a font', '\uF041\uF042 \uF043', 'private-use-characters'],
    ['bytes as a program prints them', escapes('\\x'), 'escaped-characters'],
    ['bytes of an address', escapes('%'), 'escaped-characters'],
    ['bytes of a letter', escapes('='), 'escaped-characters'],
    ['letters of JSON', units('\\u'), 'escaped-characters'],
  ])('names %s', (_, text, reason) => {
    expect(textFault(text)?.reason).toBe(reason);
  });

  it.each([
    ['Tajik', tajik],
    ['an empty text', ''],
    ['a form feed between pages', `${tajik}\f${tajik}`],
    ['one stray control character', `${tajik}\u0007`],
    ['one lost sign in a long text', `${tajik.repeat(3)}\uFFFD`],
    ['a book on programming', `${tajik.repeat(4)} "\\xD0\\x94" \\n \\u0434 %D0%94`],
    ['emoji and joiners', 'Салом 😀👨‍👩‍👧 🇹🇯'],
    ['bullets of a symbol font', `\uF0B7 ${tajik}`],
    ['Persian with joiners', 'می‌خواهم به تاجیکستان بروم'],
  ])('lets %s pass', (_, text) => {
    expect(textFault(text)).toBeUndefined();
  });

  it('lets letters of every script pass', () => {
    const letter = fc.stringMatching(/^[\p{L}\p{N}\p{P} ]{1,80}$/u);
    fc.assert(fc.property(letter, (text) => textFault(text) === undefined));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownMemory, type Phrase, TranslationMemory } from './memory.ts';
import { readTmx, writeTmx } from './tmx.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('TMX', () => {
  it('gives back what was written, for any text', () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .map((one) =>
        one
          .replace(/[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
          .replace(/\s+/gu, ' ')
          .trim(),
      )
      .filter((one) => one !== '');
    const phrase = fc.record({ tg: text, ru: text, en: text }, { requiredKeys: ['tg', 'ru'] });
    fc.assert(
      fc.property(fc.array(phrase), (phrases) => {
        expect(readTmx(bytes(writeTmx(phrases)), 'memory.tmx')).toEqual({ phrases, leftOut: 0 });
      }),
    );
  });

  it('reads another program’s: regions of languages, inline codes, highlights, UTF-16', () => {
    const text = `<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
      <tu tuid="1"><tuv xml:lang="RU-ru"><seg>Нажмите <bpt i="1">&lt;b&gt;</bpt>сюда<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
      <tuv xml:lang="tg-TJ"><seg>Ин <hi>ҷоро</hi> пахш кунед.</seg></tuv></tu>
      <tu><tuv xml:lang="de"><seg>Hallo</seg></tuv></tu></body></tmx>`;
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect(readTmx(utf16, 'a.tmx')).toEqual({
      phrases: [{ ru: 'Нажмите сюда.', tg: 'Ин ҷоро пахш кунед.' }],
      leftOut: 1,
    });
  });

  it.each(['<a/>', '<tmx><body><tu>', 'text', ''])('refuses %j by name', (text) => {
    expect(() => readTmx(bytes(text), 'bad.tmx')).toThrow();
  });

  it('keeps our own memory whole', () => {
    const { phrases } = ownMemory();
    expect(readTmx(bytes(writeTmx(phrases)), 'own.tmx').phrases).toEqual(phrases);
  });
});

describe('likeness', () => {
  it('counts words to change, and is 1 for the same words', () => {
    const phrases: Phrase[] = [{ tg: 'Дарс соати 8 сар мешавад.', ru: 'Урок начинается в 8.' }];
    const memory = new TranslationMemory(phrases);
    const options = { from: 'tg', to: 'ru', most: 3, least: 0.5 } as const;
    expect(memory.similar('Дарс соати 9 сар мешавад', options)[0]?.likeness).toBe(1);
    expect(memory.similar('Маҷлис соати 9 сар мешавад', options)[0]?.likeness).toBeCloseTo(0.8);
    expect(memory.similar('Салом', options)).toEqual([]);
    expect(memory.similar('Дарс соати 9 сар мешавад', { ...options, to: 'en' })).toEqual([]);
  });
});

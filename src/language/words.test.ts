import { describe, expect, it } from 'vitest';
import { compareTajik } from './collation.ts';
import { pluralCategory } from './plurals.ts';
import { splitSyllables } from './syllables.ts';
import { splitSentences, splitWords } from './words.ts';

describe('splitWords', () => {
  it('keeps hyphenated words whole and leaves punctuation out', () => {
    expect(splitWords('Забони тоҷикӣ — илмию-техникӣ, соли 2024!')).toEqual([
      'Забони',
      'тоҷикӣ',
      'илмию-техникӣ',
      'соли',
      '2024',
    ]);
  });

  it('keeps decimals, times and ordinals whole', () => {
    expect(splitWords('Соати 14:30, 3,5 км, 21-ум, асри XX.')).toEqual([
      'Соати',
      '14:30',
      '3,5',
      'км',
      '21-ум',
      'асри',
      'XX',
    ]);
  });
});

describe('splitSentences', () => {
  it('ends a sentence at a full stop before a capital', () => {
    expect(splitSentences('Ман мехонам. Ту менависӣ! Кӣ омад?')).toEqual([
      'Ман мехонам.',
      'Ту менависӣ!',
      'Кӣ омад?',
    ]);
  });

  it('does not end a sentence after initials and abbreviations', () => {
    expect(splitSentences('Шоир А. Лоҳутӣ дар с. 1887 таваллуд шуд.')).toHaveLength(1);
    expect(splitSentences('Ниг. Айнӣ, проф. С. Раҳимов ва н.и.ф. Шарифов.')).toHaveLength(1);
  });

  it('ends a sentence after a year with its abbreviation', () => {
    expect(splitSentences('Ӯ соли 1998 м. омад. Дар 2 с. Баъд рафт.')).toEqual([
      'Ӯ соли 1998 м. омад.',
      'Дар 2 с.',
      'Баъд рафт.',
    ]);
  });

  it('keeps the number of a list with its sentence', () => {
    expect(splitSentences('1. Мавзӯи дарс. 2. Хулоса. Асри XX. Охир.')).toEqual([
      '1. Мавзӯи дарс.',
      '2. Хулоса.',
      'Асри XX.',
      'Охир.',
    ]);
  });

  it('keeps the number of a paragraph with its title', () => {
    expect(splitSentences('§ 5. Харитаҳо ва кор бо онҳо. Дарс.')).toEqual([
      '§ 5. Харитаҳо ва кор бо онҳо.',
      'Дарс.',
    ]);
  });

  it('keeps direct speech with its speaker and parts the next utterance', () => {
    expect(splitSentences('– Ман меравам! – гуфт ӯ. – Ту чӣ? – Намедонам.')).toEqual([
      '– Ман меравам! – гуфт ӯ.',
      '– Ту чӣ?',
      '– Намедонам.',
    ]);
    expect(splitSentences('«Биё!» — гуфт модар. «Кай?» пурсид писар.')).toEqual([
      '«Биё!» — гуфт модар.',
      '«Кай?» пурсид писар.',
    ]);
  });
});

describe('splitSyllables', () => {
  it.each([
    ['китоб', 'ки-тоб'],
    ['дӯстдорӣ', 'дӯст-до-рӣ'],
    ['санъат', 'сан-ъат'],
    ['дарёи', 'да-рё-и'],
    ['Тоҷикистон', 'То-ҷи-кис-тон'],
    ['маънавиёт', 'маъ-на-ви-ёт'],
    ['ш', 'ш'],
  ])('divides %s as %s', (word, divided) => {
    expect(splitSyllables(word).join('-')).toBe(divided);
  });
});

describe('compareTajik', () => {
  it('follows the Tajik alphabet', () => {
    const words = [
      'яҳ',
      'ҷон',
      'ҳаво',
      'ӯ',
      'қалам',
      'Ғафур',
      'ёр',
      'хона',
      'чой',
      'уқоб',
      'калид',
      'йод',
      'ӣд',
      'имон',
      'гул',
      'ел',
    ];
    expect(words.sort(compareTajik).join(' ')).toBe(
      'гул Ғафур ел ёр имон ӣд йод калид қалам уқоб ӯ хона ҳаво чой ҷон яҳ',
    );
  });

  it('puts a small letter before its capital and nothing else by case', () => {
    expect(['Боғ', 'боғ', 'Боғбон', 'боз'].sort(compareTajik)).toEqual(['боғ', 'Боғ', 'Боғбон', 'боз']);
  });
});

describe('pluralCategory', () => {
  it('is one for 1 only', () => {
    expect([0, 1, 1.5, 2, 21].map(pluralCategory)).toEqual(['other', 'one', 'other', 'other', 'other']);
  });
});

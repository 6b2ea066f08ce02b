import { byteTokenText } from '../tokenizer/tokenizer-file.ts';
import type { VocabularyToken } from '../tokenizer/vocabulary-token.ts';

/** A small vocabulary of Gemma's make: control tokens, runs, tags, bytes, the given tokens, letters. */
export function tinyVocabulary(normal: readonly string[] = []): VocabularyToken[] {
  const control = ['<pad>', '<eos>', '<bos>'].map((text) => ({ text, kind: 'control' as const }));
  const runs = ['\n', '\n\n', '▁▁', '▁▁▁', '\t', '<td>', '</td>'];
  const letters = [...'▁<>/tdабвгдежзийклмнопрстуфхчшъэюяғӣқӯҳҷabcdeimnors.,-'];
  return [
    ...control,
    { text: '<unk>', kind: 'unknown' },
    { text: '<unused0>', kind: 'control' },
    { text: '<end_of_turn>', kind: 'control' },
    ...runs.map((text) => ({ text, kind: 'user-defined' as const })),
    ...Array.from({ length: 256 }, (_, byte) => ({ text: byteTokenText(byte), kind: 'byte' as const })),
    ...[...new Set([...normal, ...letters])].map((text) => ({ text, kind: 'normal' as const })),
  ];
}

/** Tokens as continued training would learn them; one reaches over a chunk's cut, some overlap themselves. */
export const tinyTokens = [
  'на',
  'ан',
  '▁на',
  'нан',
  'нано',
  'ҷа',
  'ҷаҳ',
  '▁ҷаҳон',
  'он',
  '▁ҷаҳ',
  '--',
  '---',
  '----',
  '▁<',
  '▁</',
  '>▁</',
  '</',
];

import { matchesOf } from '../../core/known.ts';
import { textLikeness } from '../likeness/tajik-likeness.ts';
import { codePages } from './code-pages.ts';
import type { Edit } from './rewriting.ts';
import { editsOf, type RepairRule } from './rule.ts';

const latin = codePages.find(({ encoding }) => encoding === 'windows-1252');
const cyrillicDecoder = new TextDecoder('windows-1251');
const latinLine = /^(?=.*[À-ÿ]{3}).*$/gm;

/** Windows-1251 that was read as Latin-1: Òîæèêèñòîí. */
export const cyrillicAsLatin: RepairRule = {
  name: 'cyrillic-as-latin',
  summary:
    'Lines of Windows-1251 that were read as Latin-1 (Òîæèêèñòîí) are decoded, if that makes them Tajik.',
  trigger: /[À-ÿ]{4}/,
  find: ({ text }): Edit[] =>
    editsOf(text, latinLine, ({ 0: line }) => {
      const high = matchesOf(line, /[À-ÿ]/g).length;
      const letters = matchesOf(line, /\p{L}/gu).length;
      if (high < 6 || high * 10 < letters * 8) return undefined;
      const decoded = line.replace(/[\u0080-\uFFFF]/g, (character) => {
        const byte = latin?.bytes.get(character);
        return byte === undefined ? character : cyrillicDecoder.decode(Uint8Array.of(byte));
      });
      return textLikeness(decoded) > 3 ? decoded : undefined;
    }),
};

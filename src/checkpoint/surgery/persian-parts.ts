import { transliterate } from '../../language/index.ts';
import { createTokenizer, spaceMark, type TokenizerFile } from '../../vocabulary/index.ts';

/** The old tokens that a Tajik token's text is written with in Persian script; undefined where it has no such spelling. */
export type PersianParts = (text: string) => number[] | undefined;

/**
 * Tajik is Persian in other letters, and Gemma has read much Persian: what it knows of کتاب is what китоб should begin
 * with. `file` is the old vocabulary.
 */
export function createPersianParts(file: TokenizerFile): PersianParts {
  const tokenizer = createTokenizer(file);
  return (text) => {
    if (!/\p{Script=Cyrillic}/u.test(text)) return undefined;
    const bare = text.replaceAll(spaceMark, ' ').trim();
    const persian = transliterate(bare, { from: 'Cyrl', to: 'Arab' }).trim();
    // A single vowel or sign may leave nothing, or a letter as it was.
    if (!/^(?:\p{Script=Arabic}|\P{L})+$/u.test(persian) || !/\p{Script=Arabic}/u.test(persian))
      return undefined;
    return [...tokenizer.encode(text.startsWith(spaceMark) ? ` ${persian}` : persian)];
  };
}

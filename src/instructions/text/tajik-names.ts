import { at } from '../../core/known.ts';
import { readPhrasings, wordList } from './phrasings.ts';

/** What Tajik calls a language: `language` after "бо", `tongue` after "ба" and "дар". */
export function languageNames(name: 'russian' | 'english'): { language: string; tongue: string } {
  const [language = '', tongue = ''] = at(wordList(readPhrasings('translation'), name), 0).split(' | ');
  return { language, tongue };
}

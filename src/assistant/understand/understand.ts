import type { ChatMessage } from '../../chat/index.ts';
import { identifyLanguage, restoreLetters, transliterate } from '../../language/index.ts';
import type { Understood } from '../types.ts';
import { foldMessage } from './fold-message.ts';
import { findFollowUp, resolveFollowUp } from './follow-up.ts';

/** Reads the last message: script, letters, language, and what it follows. */
export function understand(messages: readonly ChatMessage[]): Understood {
  const last = messages.at(-1);
  if (last?.role !== 'user') throw new Error('The last message is the user’s.');
  const before = messages.slice(0, -1);
  const typed = last.content.trim();
  const language = languageOf(typed);
  const restored =
    language === 'russian' || language === 'english' ? typed : restoreLetters(toCyrillic(typed)).text;
  const folded = foldMessage(restored);
  const followUp = findFollowUp(folded, before, restored);
  const question = followUp === undefined ? restored : resolveFollowUp(restored, followUp);
  return { typed, restored, folded, question: restoreLetters(question).text, followUp, language, before };
}

/** Tajik typed in Latin or Persian letters, in Cyrillic; anything else as it is. */
function toCyrillic(text: string): string {
  const { language } = identifyLanguage(text);
  if (language === 'tgk_Latn') return transliterate(text, { from: 'Latn', to: 'Cyrl', latin: 'chat' });
  if (language === 'tgk_Arab' || language === 'fas_Arab')
    return transliterate(text, { from: 'Arab', to: 'Cyrl' });
  return text;
}

/** Short messages are taken for Tajik unless they clearly are not: a wrong «not Tajik» costs an answer. */
function languageOf(text: string): Understood['language'] {
  if (/[ғӣқӯҳҷ]/iu.test(text) || !/\p{L}/u.test(text)) return 'tajik';
  const { language, probability } = identifyLanguage(text);
  const words = text.split(/\s+/u).length;
  if (language.startsWith('tgk') || words < 3 || probability < 0.9) return 'tajik';
  if (language === 'rus_Cyrl') return 'russian';
  return language === 'eng_Latn' ? 'english' : 'other';
}

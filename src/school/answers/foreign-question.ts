import { matchesOf } from '../../core/known.ts';
import { identifyLanguage, isStopWord } from '../../language/index.ts';
import type { Message } from '../conversations/message.ts';

type ForeignLanguage = 'ru' | 'en';

const askInTajik = 'Ман танҳо бо забони тоҷикӣ ҷавоб дода метавонам. Лутфан саволро бо тоҷикӣ нависед.';
const sameInTheirs: Readonly<Record<ForeignLanguage, string>> = {
  ru: 'Я отвечаю только по-таджикски. Пожалуйста, напишите вопрос по-таджикски.',
  en: 'I answer in Tajik only. Please write the question in Tajik.',
};

/** Words that a question in Russian or English hardly does without; Tajik has none that are written like them. */
const theirWords: Readonly<Record<ForeignLanguage, RegExp>> = {
  ru: /(?<!\p{L})(что|как|кто|где|когда|почему|зачем|сколько|какой|какая|какое|какие|чем|это|мне|меня|или|для|был|была|есть|можно|скажи|расскажи|напиши|переведи|привет|здравствуй|здравствуйте|спасибо|мой|моя|ты|вы)(?!\p{L})/iu,
  en: /\b(what|how|who|where|when|why|which|is|are|the|do|does|did|can|tell|write|please|hello|hi|thanks|you|my|of)\b/iu,
};
const russianLetters = /[щцыьэ]/iu;
const tajikLetters = /[ғӣқӯҳҷ]/iu;
const toTranslate = /тар[ҷч]ума|переве[дс]|на тадж|по-таджикски|in(to)? tajik|translat/iu;
const leastLetters = 5;

/** What is said, kindly, to whom asks in a language that the model does not speak. */
export function askForTajik(language: ForeignLanguage): string {
  return `${askInTajik}\n\n${sameInTheirs[language]}`;
}

/**
 * The language of the last question of a branch, where it is surely Russian or English. What is to be translated, and a
 * text with a Tajik word in it, are questions to the model.
 */
export function foreignLanguage(path: readonly Message[]): ForeignLanguage | undefined {
  const text = path.at(-1)?.text ?? '';
  const before = path.at(-3)?.text ?? '';
  if (tajikLetters.test(text) || toTranslate.test(`${before} ${text}`)) return undefined;
  const { language, letters, probability } = identifyLanguage(text, { minimumLetters: 2 });
  if (letters < leastLetters) return undefined;
  const words = matchesOf(text.toLowerCase(), /\p{L}+/gu);
  if (
    words.some((word) => isStopWord(word) && !theirWords.ru.test(word) && !sharedWords.has(word)) &&
    !russianLetters.test(text)
  ) {
    return undefined;
  }
  const sign = (of: ForeignLanguage) => theirWords[of].test(text);
  if (/\p{Script=Cyrillic}/u.test(text)) {
    const isRussian = language === 'rus_Cyrl' || (language === 'unknown' && russianLetters.test(text));
    return isRussian && (sign('ru') || (russianLetters.test(text) && probability >= sure)) ? 'ru' : undefined;
  }
  return (language === 'eng_Latn' && (probability >= sure || sign('en'))) || isShortEnglish(words)
    ? 'en'
    : undefined;
}

const sure = 0.9;
/** Small words that Russian and Tajik write alike. */
const sharedWords = new Set(['на', 'то', 'аз', 'ту', 'ба', 'у', 'о', 'и', 'бо', 'а']);

/** “What is DNA?”: too short for the identification, but every sign is English. */
function isShortEnglish(words: readonly string[]): boolean {
  const signs = words.filter((word) => theirWords.en.test(word)).length;
  return signs >= 2 && signs * 2 >= words.length;
}

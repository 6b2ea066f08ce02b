import { matchesOf } from '../../core/known.ts';
import { splitWords } from '../words.ts';

// A sentence that begins so leans on the one before it.
const leaning =
  /^(?:ин|он|инҳо|онҳо|вай|ӯ|вайҳо|ҳамин|ҳамон|чунин|инчунин|аммо|вале|лекин|балки|пас|зеро|чунки|ва|ё|бинобар|аз ин|барои ҳамин|дар ин|дар он|ба ин|ба он|бо ин|аз он|ин тавр|ҳамчунин|масалан|яъне|баъд|сипас|агар|дигар|дигаре|якум|дуюм|сеюм|аввал|илова|ниҳоят|хулоса|мо|ман|ту|шумо|биёед|мегӯянд)(?![\p{L}\p{M}])/iu;

// An ending that refers to something named earlier, where nothing before it in the sentence names it.
const earlyEnclitic = /^[\p{L}-]{3,}(?:аш|ашон)(?![\p{L}\p{M}])/u;

/**
 * Whether a sentence can be asked about: begun and ended, of 5 to 24 words, without speech, lists, formulas and
 * references to figures.
 */
export function isFitSentence(sentence: string): boolean {
  const words = splitWords(sentence).length;
  if (words < 5 || words > 24) return false;
  if (!/^\p{Lu}[\p{L}\p{M}\p{N} ,.%°«»()–—-]+\.$/u.test(sentence)) return false;
  if (
    /(?<![\p{L}\p{M}])(?:дида мешавад|боло|овардашуда|расми|ҷадвали|нигаред)(?![\p{L}\p{M}])/iu.test(sentence)
  ) {
    return false;
  }
  const opened = matchesOf(sentence, /[«(]/gu).length;
  const closed = matchesOf(sentence, /[»)]/gu).length;
  return opened === closed;
}

/** Whether a sentence says what it is about: no pronoun or ending stands for something named before it. */
export function standsAlone(sentence: string): boolean {
  if (leaning.test(sentence) || earlyEnclitic.test(sentence)) return false;
  return !/(?<![\p{L}\p{M}])(?:ин|он|онҳо|инҳо|вай|ӯ)(?:ро|и|ҳо)?(?![\p{L}\p{M}])/iu.test(sentence);
}

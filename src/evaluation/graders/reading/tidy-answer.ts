import { normaliseText } from '../../../language/index.ts';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const subscripts = '₀₁₂₃₄₅₆₇₈₉';

// «Ҷавоб:», «Ҷавоби дуруст:», «ҷавобаш – », and the same typed without Tajik letters, in Russian, in English.
const leadIn =
  /(?:^|[\s*_.«"(:;,\n])(?:[ҷчљ]авоб(?:и\s+(?:д[уӯ]р[уӯ]ст|ниҳо[иӣ]|нихои|саҳеҳ|ман)|аш|[ҳх]о)?|ответ|правильный ответ|(?:the\s+)?(?:correct\s+|final\s+)?answer)(?:\s*(?:[:=–—-]|\bis\b|(?<![\p{L}])(?:ин|аст|чунин аст)(?![\p{L}]))+[:\s]*|\s+(?=\p{Lu}(?![\p{L}])))/giu;

/** An answer without marks of layout: bold, headings, code, TeX; one kind of dash, minus and quotation mark. */
export function tidyAnswer(answer: string): string {
  return normaliseText(answer.slice(0, 20_000))
    .replace(/\\boxed\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:text|mathrm)\{([^{}]*)\}/g, '$1')
    .replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/g, '$1/$2')
    .replace(/\\(?:cdot|times)/g, '·')
    .replace(/\\circ/g, '°')
    .replace(/\*\*|__|`|\$(?=[^\d])|(?<=[^\d])\$|^#+\s(?!\s*\d)/gmu, '')
    .replace(/(?<=^|\s)\*(?=\S)|(?<=\S)\*(?=\s|$)/gu, '')
    .replace(/[−‒]/g, '-')
    .replace(/[“”„‟"]/g, '"')
    .replace(/[’ʼ`´]/g, "'")
    .trim();
}

/** What is after the last «Ҷавоб:» of an answer, if there is one and something is after it. */
export function afterLeadIn(answer: string): string | undefined {
  const found = [...answer.matchAll(leadIn)].at(-1);
  if (!found) return undefined;
  const rest = answer.slice((found.index ?? 0) + found[0].length).trim();
  return rest === '' ? undefined : rest;
}

/** Digits above and below the line as plain ones: м² → м2, H₂O → H2O. */
export function plainDigits(text: string): string {
  return text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]/g, (digit) => {
    const above = superscripts.indexOf(digit);
    return String(above >= 0 ? above : subscripts.indexOf(digit));
  });
}

/** Without the punctuation and quotation marks around it. */
export function bare(text: string): string {
  return text.replace(/^[\s"'«»„(.,;:!?–—-]+|[\s"'«»“).,;:!?–—-]+$/gu, '');
}

import { editsOf, type RepairRule } from './rule.ts';

/** Signs that the transcription font of a Tajik commentary on the Qur'an shows as letters. */
const letters: Readonly<Record<string, string>> = { '‹': 'о', '•': 'и', ћ: 'ҳ', Ћ: 'Ҳ', '†': 'ҳ' };
const signWord = /[\u0400-\u04FF]+[‹•†ћ][\u0400-\u04FF‹•†]*|[ћЋ][\u0400-\u04FF‹•†]+/g;

/** Words of its Arabic quotations with Latin letters for Arabic sounds, counted in its 119 PDFs (NOISE.tsv). */
const words: Readonly<Record<string, string>> = {
  миu: 'мин',
  маu: 'ман',
  куuтум: 'кунтум',
  аuтум: 'антум',
  миuкум: 'минкум',
  ъаu: 'ъан',
  арYи: 'арзи',
  bумма: 'сумма',
  улwика: 'улоика',
  иллl: 'илло',
};
const latinWord = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${Object.keys(words).join('|')})(?![\\p{L}\\p{M}])`,
  'gu',
);

/** Бисмилл‹њи-р-Раћм‹ни, арYи: the transcription of Arabic in Tajik religious books. */
export const transcriptionFont: RepairRule = {
  name: 'transcription-font',
  summary:
    'Signs of a transcription font inside words (Раћм‹ни), and its commonest Arabic words (миu, арYи).',
  trigger: /[\u0400-\u04FF][‹•†ћuYbwl]|[ћЋ][\u0400-\u04FF]|bумма/,
  find: ({ text, isTajik }) =>
    [
      ...editsOf(text, signWord, ({ 0: word, index }) =>
        // At the end of a word ‹ and • are a quotation mark and a bullet; ћ alone is a letter of Serbian.
        /[‹•†][\u0400-\u04FF]/.test(word) && isTajik(index)
          ? word.replace(/[ћЋ]|[‹•†](?=[\u0400-\u04FF])/g, (sign) => letters[sign] ?? sign)
          : undefined,
      ),
      ...editsOf(text, latinWord, ({ 0: word }) => words[word]),
    ].sort((one, other) => one.start - other.start),
};

const bullets = new Set('\uF0B7\uF0A7\uF0D8\uF0FC\uF076\uF0A8\uF0E0');

/** Signs of symbol fonts and of Arabic fonts without an encoding. */
export const privateUse: RepairRule = {
  name: 'private-use',
  summary:
    'Private Use characters: a bullet at the start of a line becomes •, the rest (glyphs of Arabic fonts) is removed.',
  trigger: /[\uE000-\uF8FF]/,
  find: ({ text }) =>
    editsOf(text, /[\uE000-\uF8FF](?:[\uE000-\uF8FF ]*[\uE000-\uF8FF])?/g, ({ 0: run, index }) => {
      const atStart = index === 0 || /\n *$/.test(text.slice(Math.max(0, index - 8), index));
      if (run.length === 1 && atStart && bullets.has(run)) return '•';
      return '';
    }),
};

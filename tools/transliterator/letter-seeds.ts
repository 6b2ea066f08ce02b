// How likely a letter is to be written as a string before anything was counted: consonants by sound, vowels freely.
const sounds: Readonly<Record<string, string>> = {
  ا: 'оаиуэ',
  آ: 'о',
  أ: 'аъ',
  ب: 'б',
  پ: 'п',
  ت: 'т',
  ط: 'т',
  ث: 'с',
  س: 'с',
  ص: 'с',
  ج: 'ҷ',
  چ: 'ч',
  ح: 'ҳ',
  ه: 'ҳае',
  خ: 'х',
  د: 'д',
  ذ: 'з',
  ز: 'з',
  ض: 'з',
  ظ: 'з',
  ر: 'р',
  ژ: 'ж',
  ش: 'ш',
  ع: 'ъаиуо',
  غ: 'ғ',
  ف: 'ф',
  ق: 'қ',
  ک: 'к',
  گ: 'г',
  ل: 'л',
  م: 'м',
  ن: 'н',
  و: 'вуӯо',
  ی: 'йиӣеяюё',
  ئ: 'ъйиея',
  ء: 'ъ',
  ؤ: 'ъв',
  ۀ: 'а',
  '\u064B': 'н',
  '،': ',',
  '؛': ';',
  '؟': '?',
};
const vowels = /^[аоиуэеӣӯяюёъйе]*$/u;

/** For Persian letters written in Cyrillic. */
export function seedToTajik(letter: string, spelling: string): number {
  if (letter === ' ' || letter === '\u200C') {
    return spelling === ' '
      ? letter === ' '
        ? 0.9
        : 0.2
      : spelling === ''
        ? letter === ' '
          ? 0.1
          : 0.7
        : spelling === '-'
          ? 0.1
          : 1e-9;
  }
  if (/[ -]/.test(spelling)) return spelling.startsWith(' ') || spelling.startsWith('-') ? 1e-8 : 1e-4;
  const own = sounds[letter] ?? letter;
  const first = spelling.charAt(0);
  if (spelling === '') return /[اویعهۀئء\u064B]/u.test(letter) ? 0.1 : 0.003;
  if (own.includes(first))
    return (vowels.test(spelling.slice(1)) ? [0.4, 0.15, 0.005][spelling.length - 1] : 0.0003) ?? 0.0003;
  if (vowels.test(spelling) && /[اویعهۀئء]/u.test(letter)) return 0.01;
  return 1e-4 / spelling.length;
}

const letters: Readonly<Record<string, string>> = (() => {
  const table: Record<string, string> = {};
  for (const [persian, tajik] of Object.entries(sounds))
    for (const one of tajik) table[one] = (table[one] ?? '') + persian;
  return table;
})();

/** For Tajik letters written in Persian script. */
export function seedToPersian(letter: string, spelling: string): number {
  if (letter === ' ' || letter === '-') {
    return spelling === ' '
      ? letter === ' '
        ? 0.9
        : 0.3
      : spelling === '\u200C'
        ? 0.2
        : spelling === ''
          ? 0.1
          : 1e-9;
  }
  const joined = /^[ \u200C]/.test(spelling);
  const core = joined ? spelling.slice(1) : spelling;
  if (/[ \u200C]/.test(core)) return 1e-9;
  const own = letters[letter] ?? letter;
  const down = joined ? 0.05 : 1;
  if (core === '') return joined ? 1e-6 : vowels.test(letter) ? 0.4 : 0.003;
  if (core.length === 1 && own.includes(core)) return 0.3 * down;
  if (core.length === 2 && vowels.test(letter) && /^[ایوهعئء]+$/.test(core)) return 0.02 * down;
  if (core.length === 2 && own.includes(core.charAt(0)))
    return (core.charAt(1) === core.charAt(0) ? 0.001 : 0.002) * down;
  return (1e-4 / core.length) * down;
}

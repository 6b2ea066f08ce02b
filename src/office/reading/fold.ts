const plain: Readonly<Record<string, string>> = {
  ғ: 'г',
  ӣ: 'и',
  қ: 'к',
  ӯ: 'у',
  ҳ: 'х',
  ҷ: 'ч',
  ё: 'е',
  й: 'и',
  э: 'е',
  ў: 'у',
  ќ: 'к',
};

/** A text in lower case and without Tajik letters, every character in its place: an offset here is an offset there. */
export function foldInPlace(text: string): string {
  let folded = '';
  for (const unit of text.split('')) {
    const lower = unit.toLowerCase();
    const one = lower.length === 1 ? lower : unit;
    folded += plain[one] ?? (one === '\u00A0' || one === '\u202F' ? ' ' : one);
  }
  return folded;
}

/**
 * A pattern for folded text, written with proper Tajik letters. It matches whole words; ъ may be left out.
 * `#` stands for a number in figures or words.
 */
export function cue(source: string, flags = 'gu'): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${foldSource(source).replaceAll('#', numberSource)})(?![\\p{L}\\p{N}])`,
    flags,
  );
}

/** Folds the Cyrillic letters of a pattern and leaves its signs alone. */
export function foldSource(source: string): string {
  return source.replace(/[а-яёғӣқӯҳҷ]/giu, (letter) => foldInPlace(letter)).replaceAll('ъ', 'ъ?');
}

const ones =
  'якум|як|дуюм|дуввум|ду|сеюм|севум|се|чорум|чаҳорум|чор|чаҳор|панҷум|панҷ|шашум|шаш|ҳафтум|ҳафт|ҳаштум|ҳашт|нӯҳум|нӯҳ|даҳум|даҳ|ёздаҳум|ёздаҳ|дувоздаҳум|дувоздаҳ|дувоздах|сездаҳ|чордаҳ|чаҳордаҳ|понздаҳум|понздаҳ|шонздаҳ|ҳабдаҳ|ҳафдаҳ|ҳаждаҳ|ҳиждаҳ|нуздаҳ|бистум|бист|сӣ|чил|панҷоҳ|шаст|ҳафтод|ҳаштод|навад|якуним|дуюним|ним|садум|сад|дусад|дувист|сесад|чорсад|панҷсад|шашсад|ҳафтсад|ҳаштсад|нӯҳсад|ҳазор|миллион';
const numberWord = `(?:${ones})(?:у|ву|ю)?(?:и)?`;

/** A number in figures (78 000; 3,5) or in words (сӣ, бисту панҷ, даҳ ҳазор). */
const numberSource = foldSource(
  `(?:(?:\\d{1,3}(?:[ ]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?)(?: ?(?:ҳазор|миллион))?|${numberWord}(?: ${numberWord})*)`,
);
export const monthSource =
  '(?:январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:ь|и|ро|а|я)?';
export const weekdaySource = '(?:якшанбе|душанбе|сешанбе|чоршанбе|панҷшанбе|ҷумъа|шанбе)';

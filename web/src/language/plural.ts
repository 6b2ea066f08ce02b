/** The words for a number of things, by CLDR category; `other` also stands for what is missing. */
export interface PluralForms {
  readonly one?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

export type Language = 'tg' | 'ru' | 'en';

/**
 * The form of a number with the number in it. Browsers do not know Tajik (`Intl.PluralRules('tg')` answers
 * for the machine's own language): `one` for exactly 1, otherwise `other`, as in src/language/plurals.ts.
 */
export function plural(language: Language, value: number, forms: PluralForms): string {
  const category =
    language === 'tg' ? (value === 1 ? 'one' : 'other') : new Intl.PluralRules(language).select(value);
  const form = forms[category as keyof PluralForms] ?? forms.other;
  return fill(form, { n: String(value) });
}

/** Puts values in the places that a text names: `{n}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole));
}

const englishEndings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** 4-ум, 2-юм; 4-я (очередь); 4th. */
export function ordinal(language: Language, value: number): string {
  if (language === 'ru') return `${value}-я`;
  if (language === 'en')
    return `${value}${englishEndings[new Intl.PluralRules('en', { type: 'ordinal' }).select(value)]}`;
  // Ду, се, сӣ end in a vowel: дуюм, сеюм, сиюм.
  const tens = value % 100;
  const endsInVowel = tens === 30 || ([2, 3].includes(value % 10) && tens !== 12 && tens !== 13);
  return `${value}-${endsInVowel ? 'юм' : 'ум'}`;
}

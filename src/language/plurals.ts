/**
 * The CLDR plural category of a number in Tajik, which ICU lacks (`Intl.PluralRules('tg')` answers for the
 * machine's own language): `one` for exactly 1, otherwise `other`. After a number the noun itself stays in
 * the singular (панҷ китоб).
 */
export function pluralCategory(value: number): 'one' | 'other' {
  return value === 1 ? 'one' : 'other';
}

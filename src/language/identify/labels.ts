/** The scripts whose languages are told apart; ISO 15924. */
export const scripts = ['Cyrl', 'Latn', 'Arab'] as const;

export type Script = (typeof scripts)[number];

/** What a text can be found to be: ISO 639-3 code and ISO 15924 script. */
export const languageLabels = [
  'tgk_Cyrl',
  'tgk_Latn',
  'tgk_Arab',
  'rus_Cyrl',
  'uzn_Cyrl',
  'uzn_Latn',
  'kaz_Cyrl',
  'kir_Cyrl',
  'tat_Cyrl',
  'bak_Cyrl',
  'khk_Cyrl',
  'bul_Cyrl',
  'mkd_Cyrl',
  'srp_Cyrl',
  'ukr_Cyrl',
  'bel_Cyrl',
  'tuk_Latn',
  'tuk_Cyrl',
  'azj_Latn',
  'pes_Arab',
  'prs_Arab',
  'arb_Arab',
  'eng_Latn',
  // Persian of Iran, of Afghanistan or of Tajikistan: most lines are the same in all three.
  'fas_Arab',
] as const;

export type LanguageLabel = (typeof languageLabels)[number];

/** The labels that `fas_Arab` stands for where nothing tells them apart; ISO 639-3 calls it a macrolanguage. */
export const persianLabels: ReadonlySet<LanguageLabel> = new Set(['pes_Arab', 'prs_Arab', 'tgk_Arab']);

/**
 * How Tajik in Cyrillic is written: in its own alphabet, without ғ ӣ қ ӯ ҳ ҷ (as on a Russian keyboard),
 * or with the letters that the fonts before Unicode used in their place (њ љ ќ ї ў ѓ).
 */
export const tajikVariants = ['standard', 'without-tajik-letters', 'legacy-font'] as const;

export type TajikVariant = (typeof tajikVariants)[number];

/** A class of the model: a label, `/` and the variant where it is not the usual one, or `other`. */
export interface ModelClass {
  readonly name: string;
  /** Absent for `other`: a language of the script that has no label. */
  readonly label?: LanguageLabel;
  readonly variant?: TajikVariant;
}

/** Reads the name of a class, such as `tgk_Cyrl`, `tgk_Cyrl/legacy-font` or `other`. */
export function readClass(name: string): ModelClass {
  const [code, variantName] = name.split('/');
  const label = languageLabels.find((known) => known === code);
  if (!label) return { name };
  if (label !== 'tgk_Cyrl') return { name, label };
  return { name, label, variant: tajikVariants.find((known) => known === variantName) ?? 'standard' };
}

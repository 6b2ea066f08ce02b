import { removeEzafe } from './ezafe.ts';

/** How a word was seen written, and how often. */
export interface SeenForm {
  readonly text: string;
  readonly count: number;
}

/** The words of one direction as they were seen written. */
export interface FormLexicon {
  readonly direction: 'to-tajik' | 'to-persian';
  /** Forms to Tajik are kept without ezafe; it is put back as a candidate. */
  readonly lexicon: ReadonlyMap<string, readonly SeenForm[]>;
}

/** Tajik endings and how they are written in Persian script after a consonant, longest first. */
const endings: readonly (readonly [string, string])[] = [
  ['ҳояшонро', '\u200Cهایشان را'],
  ['ҳояшон', '\u200Cهایشان'],
  ['ҳояшро', '\u200Cهایش را'],
  ['ҳояш', '\u200Cهایش'],
  ['ҳоямон', '\u200Cهایمان'],
  ['ҳоеро', '\u200Cهایی را'],
  ['ҳоро', '\u200Cها را'],
  ['ҳои', '\u200Cهای'],
  ['ҳое', '\u200Cهایی'],
  ['ҳову', '\u200Cها و'],
  ['ҳо', '\u200Cها'],
  ['ашонро', 'شان را'],
  ['ашон', 'شان'],
  ['амон', 'مان'],
  ['атон', 'تان'],
  ['ашро', 'ش را'],
  ['аш', 'ش'],
  ['ам', 'م'],
  ['еро', 'ی را'],
  ['е', 'ی'],
  ['ро', ' را'],
  ['у', ' و'],
];

/** Endings that may follow a vowel or silent ه without a change. */
const free = /^[\u200C ]/;

/** How the lexicon has a word; to Persian script also by what it has for the word without its endings. */
export function formsOf({ direction, lexicon }: FormLexicon, word: string): readonly SeenForm[] {
  if (direction === 'to-tajik') return lexicon.get(word) ?? [];
  const key = lexiconKey(direction, word);
  const forms = lexicon.get(key) ?? lexicon.get(word);
  if (forms) return forms;
  const bare = removeEzafe(word);
  if (bare !== word) return (lexicon.get(bare) ?? []).flatMap(withGlide);
  for (const [ending, written] of endings) {
    if (!word.endsWith(ending) || word.length - ending.length < 2) continue;
    const stem = lexicon.get(word.slice(0, -ending.length)) ?? [];
    const fitting = stem.filter(({ text }) => free.test(written) || /[^اوهی]$/u.test(text));
    if (fitting.length > 0)
      return fitting.map(({ text, count }) => ({ text: text + written, count: count / 2 }));
  }
  return [];
}

/**
 * The word under which a lexicon keeps a word. After a consonant and after ӣ the ezafe is not written in
 * Persian script, so that китоби and китоб are one.
 */
export function lexiconKey(direction: FormLexicon['direction'], word: string): string {
  if (direction === 'to-tajik') return word;
  const bare = removeEzafe(word);
  return /[аоуеёэюяӯ]$/u.test(bare) ? word : bare;
}

/** Ezafe after a vowel: دانا → دانای; after silent ه it may be unwritten or a ۀ. */
function withGlide({ text, count }: SeenForm): SeenForm[] {
  if (/[او]$/.test(text)) {
    return [
      { text: `${text}ی`, count },
      { text, count: count / 4 },
    ];
  }
  if (!text.endsWith('ه')) return [{ text, count }];
  return [
    { text, count },
    { text: `${text.slice(0, -1)}ۀ`, count: count / 4 },
  ];
}

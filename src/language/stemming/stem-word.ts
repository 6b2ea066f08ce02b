import { headwords } from '../headwords.ts';
import { isStopWord } from '../stop-words.ts';
import { verbStem } from './verb-stem.ts';

/** Endings in the order in which they stand from the word's end inwards; each may be missing. */
const layers: readonly (readonly string[])[] = [
  ['у', 'ю', 'ву'],
  ['ро'],
  [
    'ямон',
    'ятон',
    'яшон',
    'амон',
    'атон',
    'ашон',
    'мон',
    'тон',
    'шон',
    'ям',
    'ят',
    'яш',
    'ам',
    'ат',
    'аш',
    'аст',
    'ст',
    'анд',
    'янд',
    'ем',
    'ед',
  ],
  ['и', 'е'],
  ['ҳо', 'гон', 'вон', 'ён', 'он', 'ҷот', 'вот', 'от'],
  ['тарин', 'тар'],
];

// What a word that no dictionary holds may safely lose: the plural in -ҳо with all that follows it, and -ро.
const safeEnding =
  /^(\p{L}{3,}?)(?:ҳо(?:и|е|ям|ят|яш|ямон|ятон|яшон)?(?:ро)?(?:ю|ву)?|[аяи]?(?:мон|тон|шон)(?:ро)?|и?ро)$/u;
const ezafe = /^(\p{L}{3,}[бвгғджзйкқлмнпрстфхҳчҷшаоеёяуӯ])и$/u;

/**
 * A light stem of a Tajik word for search: китобҳоямро → китоб, мактабҳои → мактаб, намекунанд → кард (the
 * past stem stands for a verb). An ending is taken off only where a headword of the explanatory dictionary
 * remains, so that забон, одам and мардум stay whole; a word that no dictionary knows loses only -ҳо, -ро,
 * -амон, -атон, -ашон and the ezafe.
 */
export function stemWord(word: string): string {
  const lower = word.normalize('NFC').toLowerCase();
  if (!/^[а-яёғӣқӯҳҷ]+$/u.test(lower)) return lower;
  // Of the closed classes only auxiliary verbs change: шудааст → шуд.
  if (isStopWord(lower)) return verbStem(lower) ?? lower;
  const known = headwords();
  const isInfinitive = /[дт]ан$/u.test(lower);
  if (known.has(lower) && !isInfinitive) return lower;
  for (const form of withoutClitics(lower)) {
    const verb = verbStem(form);
    if (verb) return verb;
  }
  if (known.has(lower)) return lower;
  return knownStem(lower, known) ?? safeStem(lower);
}

/** The word, then without the joining -у and without -ро. */
function withoutClitics(word: string): string[] {
  const bare = word.replace(/(?:ву|ю|у)$/u, '');
  return [word, bare, bare.replace(/ро$/u, '')].filter(
    (form, index, all) => form !== '' && all.indexOf(form) === index,
  );
}

/** The longest headword that remains after taking endings off. */
function knownStem(word: string, known: ReadonlySet<string>): string | undefined {
  let forms = [word];
  for (const layer of layers) {
    const shorter = forms.flatMap((form) =>
      layer
        .filter((ending) => form.endsWith(ending) && form.length - ending.length >= 2)
        .map((ending) => form.slice(0, -ending.length)),
    );
    forms = [...forms, ...shorter];
  }
  let best: string | undefined;
  for (const form of forms) {
    for (const stem of [form, form === word ? undefined : restoreLongVowel(form)]) {
      if (stem === undefined || stem.length < 2 || !known.has(stem)) continue;
      if (best === undefined || stem.length > best.length) best = stem;
    }
  }
  return best && /[дт]ан$/u.test(best) ? (verbStem(best) ?? best) : best;
}

/** A final -ӣ is written -и before an ending: тоҷикии, тоҷикиро; -и at the very end is the ezafe. */
function restoreLongVowel(form: string): string | undefined {
  return form.endsWith('и') ? `${form.slice(0, -1)}ӣ` : undefined;
}

function safeStem(word: string): string {
  const stem = safeEnding.exec(word)?.[1] ?? ezafe.exec(word)?.[1];
  return stem ?? (word.endsWith('ии') ? `${word.slice(0, -2)}ӣ` : word);
}

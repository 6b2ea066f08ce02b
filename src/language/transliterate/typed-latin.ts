import { type Lexicon, tajikLexicon } from '../lexicon/lexicon.ts';
import { fromLatinByRule } from './latin-script.ts';

/** Typed in several ways: what each stands for when nothing says otherwise. */
const habits: readonly (readonly [RegExp, string])[] = [
  [/x/giu, 'kh'],
  [/dzh|dj/giu, 'j'],
  [/w/giu, 'v'],
  [/[`´ʼ‘’]/gu, "'"],
  [/ğ/giu, 'gh'],
  [/ş/giu, 'sh'],
  [/ç/giu, 'ch'],
];

/** What a letter may also stand for when it is typed without marks. */
const others: Readonly<Record<string, string>> = {
  и: 'ӣ',
  у: 'ӯ',
  е: 'э',
  ҳ: 'х',
  к: 'қ',
  г: 'ғ',
  ж: 'зҳ',
  ш: 'сҳ',
};
const vowels = /[аоуӯеэиӣёюя]/u;
const mostChanges = 2;
/** What a change costs against the weight of a form, in doublings of its count. */
const cost = 1.5;

const known = new Map<string, string>();

/**
 * Tajik typed in Latin letters without marks → Cyrillic: of the words that the letters may stand for
 * (i: и or ӣ, u: у or ӯ, h: ҳ or х, an unwritten ъ …) the commonest that the lexicon of Tajik forms knows;
 * a word that it does not know is read by the rules of BGN/PCGN.
 */
export function typedLatinToTajik(text: string): string {
  const lexicon = tajikLexicon();
  const plain = habits.reduce(
    (sofar, [pattern, typed]) =>
      sofar.replace(pattern, (found) => (isUpper(found) ? upperFirst(typed) : typed)),
    text.normalize('NFC'),
  );
  return fromLatinByRule(plain, 'chat').replace(/\p{Script=Cyrillic}+/gu, (word) =>
    withCase(word, bestForm(word.toLowerCase(), lexicon)),
  );
}

function bestForm(word: string, lexicon: Lexicon): string {
  const old = known.get(word);
  if (old !== undefined) return old;
  let best = word;
  let bestScore = lexicon.weight(word);
  let forms = new Set([word]);
  for (let changes = 1; changes <= mostChanges; changes += 1) {
    forms = new Set([...forms].flatMap(changedOnce));
    for (const form of forms) {
      const weight = lexicon.weight(form);
      if (weight > 0 && weight - changes * cost > bestScore)
        [best, bestScore] = [form, weight - changes * cost];
    }
  }
  if (known.size >= 50_000) known.clear();
  known.set(word, best);
  return best;
}

function changedOnce(word: string): string[] {
  const forms: string[] = [];
  for (let place = 0; place < word.length; place += 1) {
    const other = others[word.charAt(place)];
    if (other !== undefined) forms.push(word.slice(0, place) + other + word.slice(place + 1));
    // An unwritten ъ is after a vowel (маъно) or between a consonant and a vowel (санъат).
    if (vowels.test(word.charAt(place)) || vowels.test(word.charAt(place + 1)))
      forms.push(`${word.slice(0, place + 1)}ъ${word.slice(place + 1)}`);
  }
  return forms;
}

function withCase(word: string, form: string): string {
  if (word === word.toLowerCase()) return form;
  return word.length > 1 && isUpper(word) ? form.toUpperCase() : upperFirst(form);
}

function isUpper(text: string): boolean {
  return text !== text.toLowerCase() && text === text.toUpperCase();
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

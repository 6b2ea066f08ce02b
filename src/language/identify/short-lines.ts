import { tajikLexicon } from '../lexicon/lexicon.ts';
import { typedLatinToTajik } from '../transliterate/typed-latin.ts';
import type { Script } from './labels.ts';
import type { ScriptModel } from './model.ts';

/** A line and the model of its script. */
interface JudgedLine {
  readonly model: ScriptModel;
  readonly script: Script;
  readonly text: string;
  readonly letters: number;
}

/** The model's probabilities with what it does not see: letters that it folds, forms of the lexicon, how short a line is. */
export function honestProbabilities(
  raw: Float64Array,
  { model, script, text, letters }: JudgedLine,
): Float64Array {
  const doubted = isOfNames(text) ? raisedTo(nameDoubt, raw) : raw;
  switch (script) {
    case 'Latn':
      return withLexicon(doubted, model, text, letters);
    case 'Arab':
      return tempered(withPersianLetters(doubted, model, text), letters, shortestSure);
    case 'Cyrl':
      return doubted;
  }
}

/**
 * Probabilities of a short line in Arabic letters, made less sure below so many letters. Fitted on windows of 1 to 6 words
 * of every second line of NTREX (fas, prs, arb, and urd and pus as other languages); see docs/results/language.md.
 */
const [shortestSure, sharpness] = [10, 0.4];
/** Kinds of Persian need more letters than Persian and Arabic do: fitted on NTREX (fas, prs) and ParsTranslit. */
export const kindLetters = 80;
/** Probabilities made less sure below so many letters. */
export function tempered(probabilities: Float64Array, letters: number, sureLetters: number): Float64Array {
  return raisedTo(Math.min(1, (letters / sureLetters) ** sharpness), probabilities);
}

/** Up to three words that all begin with a capital are a name or a heading, and names are alike in all languages. */
const names = /^(?:\P{L}*\p{Lu}\S*(?:\s+|$)){1,3}$/u;
/** Fitted on words of one to three capitals inside sentences of NTREX, every second line. */
const nameDoubt = 0.5;

function isOfNames(text: string): boolean {
  return text.length < 100 && names.test(text.trim());
}

function raisedTo(power: number, probabilities: Float64Array): Float64Array {
  return normalised(probabilities.map((one) => one ** power));
}

/** ک and ی are other characters in Arabic, and پ چ ژ گ no letters of it; the model takes ک for ك and ی for ي. */
const persianLetter = /[\u06A9\u06CC\u067E\u0686\u0698\u06AF]/u;
const arabicLetter = /[\u0643\u064A\u0649\u0629\u0623\u0625]/u;
/**
 * How much less likely Arabic is with letters of the one kind and none of the other: in windows of 1 to 6 words of
 * every second line of NTREX so are 0 of 4,841 Arabic ones, and 75 % of the Persian ones.
 */
const persianLettersFactor = 0.005;

function withPersianLetters(
  probabilities: Float64Array,
  { classes }: ScriptModel,
  text: string,
): Float64Array {
  if (!persianLetter.test(text) || arabicLetter.test(text)) return probabilities;
  return normalised(
    probabilities.map((one, place) =>
      classes[place]?.label === 'arb_Arab' ? one * persianLettersFactor : one,
    ),
  );
}

/** Lines with fewer Latin letters than this are looked up in the lexicon of Tajik forms. */
const lookedUpLetters = 60;
/**
 * How much less likely Tajik is in a line of which fewer than half of the words are Tajik forms: 14 of 445 lines of Tajik
 * are such, and 1,257 of 1,742 of other languages.
 */
const unknownWordsFactor = 0.045;

/** The probabilities of a short Latin line after a look into the lexicon: `Study History` holds no Tajik word. */
function withLexicon(
  probabilities: Float64Array,
  { classes }: ScriptModel,
  text: string,
  letters: number,
): Float64Array {
  const tajik = classes.findIndex(({ label }) => label === 'tgk_Latn');
  if (letters >= lookedUpLetters || (probabilities[tajik] ?? 0) < 0.1) return probabilities;
  const words =
    typedLatinToTajik(text)
      .toLowerCase()
      .match(/\p{Script=Cyrillic}{2,}/gu) ?? [];
  const known = words.filter((word) => tajikLexicon().weight(word) > 0).length;
  if (words.length === 0 || known * 2 >= words.length) return probabilities;
  // What the letters alone say is believed half: names and headings are no sentences.
  const doubted = probabilities.map((one) => Math.sqrt(one));
  return normalised(doubted.map((one, place) => (place === tajik ? one * unknownWordsFactor : one)));
}

function normalised(values: Float64Array): Float64Array {
  const sum = values.reduce((sofar, one) => sofar + one, 0);
  return values.map((one) => one / sum);
}

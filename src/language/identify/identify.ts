import { tajikLexicon } from '../lexicon/lexicon.ts';
import { typedLatinToTajik } from '../transliterate/typed-latin.ts';
import { type LanguageLabel, persianLabels, type Script, scripts, type TajikVariant } from './labels.ts';
import { type LanguageModel, languageModel, type ScriptModel } from './model.ts';
import { Scorer } from './score.ts';

/** Why no language is named: no letters to go by, no model for the script or language, or a close call. */
export type UnknownReason = 'too-short' | 'other-script' | 'other-language' | 'unsure';

/** What language a text is in, and how sure that is. */
export interface Identification {
  readonly language: LanguageLabel | 'unknown';
  /** Probability of `language`, 0–1; of `nearest` when it is unknown. */
  readonly probability: number;
  /** The most probable language, also where it is not sure enough to be named. */
  readonly nearest?: LanguageLabel;
  /** For Tajik in Cyrillic: how it is written. */
  readonly variant?: TajikVariant;
  /** Only with `unknown`. */
  readonly reason?: UnknownReason;
  readonly letters: number;
  /** The script of most letters, and their share of all, 0–1. */
  readonly script?: Script;
  readonly scriptShare: number;
}

/** When a language is named. */
export interface IdentifyOptions {
  /** Below it the answer is `unknown`; default 0.5. */
  readonly minimumProbability?: number;
  /** Fewer letters than this are `unknown`; default 6. */
  readonly minimumLetters?: number;
}

/** Longer texts are judged by their beginning (UTF-16 units). */
export const sampleLength = 20_000;
const defaultProbability = 0.5;
const defaultLetters = 6;
/** Many short lines have no word that is written differently: a variant is named where it is clearly one. */
const variantOdds = 3;
const scorers = new WeakMap<LanguageModel, Scorer>();

/**
 * Says what language a line or text is in, from the words of the script that most of its letters have.
 * A text that mixes languages gets the strongest; see `languageShares`.
 */
export function identifyLanguage(text: string, options: IdentifyOptions = {}): Identification {
  return identifyWith(languageModel(), text, options);
}

/** {@link identifyLanguage} with a given model. */
export function identifyWith(
  model: LanguageModel,
  text: string,
  { minimumProbability = defaultProbability, minimumLetters = defaultLetters }: IdentifyOptions = {},
): Identification {
  const scorer = scorers.get(model) ?? new Scorer(model);
  scorers.set(model, scorer);
  scorer.read(text, 0, Math.min(text.length, sampleLength));

  let letters = 0;
  let place = 0;
  for (let one = 0; one < scorer.letters.length; one += 1) {
    letters += scorer.letters[one] ?? 0;
    if ((scorer.letters[one] ?? 0) > (scorer.letters[place] ?? 0)) place = one;
  }
  const scriptShare = letters === 0 ? 0 : (scorer.letters[place] ?? 0) / letters;
  if (letters < minimumLetters) return unknown('too-short', { letters, scriptShare });
  const script = scripts[place];
  const scriptModel = model[place];
  if (!script || !scriptModel) return unknown('other-script', { letters, scriptShare });

  const raw = scorer.probabilities(place);
  const read =
    script === 'Latn'
      ? withLexicon(raw, scriptModel, text, letters)
      : script === 'Arab'
        ? withPersianLetters(raw, scriptModel, text)
        : raw;
  const doubted = isOfNames(text) ? raisedTo(nameDoubt, read) : read;
  const probabilities = script === 'Arab' ? tempered(doubted, letters, shortestSure) : doubted;
  const best = bestLabel(scriptModel, probabilities);
  const found = { letters, script, scriptShare, ...best };
  if (best.nearest === undefined) return unknown('other-language', found);
  if (best.nearest && persianLabels.has(best.nearest)) {
    const told = tempered(raw, letters, calibratedLetters);
    const isTold =
      letters >= tellingLetters && bestLabel(scriptModel, told).probability >= tellingProbability;
    const persian = isTold ? 0 : sumOf(scriptModel, probabilities, persianLabels);
    if (!isTold && persian >= minimumProbability)
      return { language: 'fas_Arab', ...found, probability: persian };
  }
  if (best.probability < minimumProbability) return unknown('unsure', found);
  return { language: best.nearest, ...found };
}

function unknown(
  reason: UnknownReason,
  found: Omit<Identification, 'language' | 'probability'>,
): Identification {
  return { language: 'unknown', probability: 0, reason, ...found };
}

/**
 * Probabilities of a short line in Arabic letters, made less sure below so many letters. Fitted on windows of 1 to 6 words
 * of every second line of NTREX (fas, prs, arb, and urd and pus as other languages); see docs/results/language.md.
 */
const [shortestSure, sharpness] = [10, 0.4];
/** Kinds of Persian need more letters than Persian and Arabic do: fitted on NTREX (fas, prs) and ParsTranslit. */
const calibratedLetters = 80;
/** From this many letters and so high a probability on, what tells Iran, Afghanistan and Tajikistan apart is believed. */
const [tellingLetters, tellingProbability] = [40, 0.95];

function tempered(probabilities: Float64Array, letters: number, sureLetters: number): Float64Array {
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
  const beginning = text.slice(0, sampleLength);
  if (!persianLetter.test(beginning) || arabicLetter.test(beginning)) return probabilities;
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

function sumOf(
  { classes }: ScriptModel,
  probabilities: Float64Array,
  labels: ReadonlySet<LanguageLabel>,
): number {
  return classes.reduce(
    (sum, { label }, place) => sum + (label && labels.has(label) ? (probabilities[place] ?? 0) : 0),
    0,
  );
}

interface BestLabel {
  readonly probability: number;
  readonly nearest?: LanguageLabel;
  readonly variant?: TajikVariant;
}

/** The label with the highest probability, that of its variants added up; no `nearest` where `other` wins. */
function bestLabel({ classes, groups }: ScriptModel, probabilities: Float64Array): BestLabel {
  let probability = -1;
  let best = 0;
  for (const group of groups) {
    let sum = 0;
    let most = group[0] ?? 0;
    for (const one of group) {
      sum += probabilities[one] ?? 0;
      if ((probabilities[one] ?? 0) > variantOdds * (probabilities[most] ?? 0)) most = one;
    }
    if (sum <= probability) continue;
    probability = sum;
    best = most;
  }
  const { label, variant } = classes[best] ?? {};
  if (!label) return { probability };
  return variant ? { probability, nearest: label, variant } : { probability, nearest: label };
}

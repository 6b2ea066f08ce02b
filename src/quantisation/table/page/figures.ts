import { knownEntry } from '../../../core/known.ts';
import { bootstrap, type Estimate, pairedBootstrap } from '../../../evaluation/index.ts';
import type { TextComparison } from '../../inference/index.ts';
import type { Answers, BaseResult, VariantResult } from '../variants/results.ts';

/** The figures of one variant over one set of texts. */
export interface Figures {
  /** Mean Kullback–Leibler divergence from the unquantised model, nats a token, with its 95 % interval. */
  readonly divergence: Estimate;
  /** Share of positions where both hold the same token for the likeliest. */
  readonly agreement: number;
  readonly bitsPerCharacter: number;
  /** Bits per character above the unquantised model's, with the paired 95 % interval. */
  readonly loss: Estimate;
}

const seed = 1;

/** Figures over paragraphs of one or more texts; intervals from resampling whole paragraphs. */
export function figures(paragraphs: readonly TextComparison[]): Figures {
  const total = (value: (paragraph: TextComparison) => number) =>
    paragraphs.reduce((sum, paragraph) => sum + value(paragraph), 0);
  const bits = (nats: (paragraph: TextComparison) => number) =>
    paragraphs.map((paragraph) => ({
      numerator: nats(paragraph) / Math.LN2,
      denominator: paragraph.characters,
    }));
  return {
    divergence: bootstrap(
      paragraphs.map(({ divergence, tokens }) => ({ numerator: divergence, denominator: tokens })),
      { seed },
    ),
    agreement:
      total(({ agreements }) => agreements) /
      Math.max(
        1,
        total(({ tokens }) => tokens),
      ),
    bitsPerCharacter:
      total(({ candidateNats }) => candidateNats) /
      Math.LN2 /
      Math.max(
        1,
        total(({ characters }) => characters),
      ),
    loss: pairedBootstrap(
      bits(({ referenceNats }) => referenceNats),
      bits(({ candidateNats }) => candidateNats),
      { seed },
    ),
  };
}

/** Accuracy of a variant, and accuracy minus the unquantised model's over the same items. */
export interface Accuracy {
  readonly accuracy: number;
  readonly difference: Estimate;
}

/** Accuracy over the items of all tasks; the interval resamples pairs of answers. */
export function accuracyOf(answers: Answers, reference: Answers): Accuracy {
  const samples = (all: Answers) =>
    Object.keys(reference).flatMap((task) =>
      knownEntry(all, task).map((isRight) => ({ numerator: isRight ? 1 : 0, denominator: 1 })),
    );
  const own = samples(answers);
  return {
    accuracy: own.reduce((sum, { numerator }) => sum + numerator, 0) / Math.max(1, own.length),
    difference: pairedBootstrap(samples(reference), own, { seed }),
  };
}

/** The paragraphs of all texts of a language; a text's language is what its name begins with (`tg-news`). */
export function paragraphsOf(result: VariantResult, language: string): TextComparison[] {
  return Object.entries(result.texts)
    .filter(([name]) => languageOf(name) === language)
    .flatMap(([, paragraphs]) => paragraphs);
}

/** `tg-news` → `tg`. */
export function languageOf(text: string): string {
  return text.split('-')[0] ?? text;
}

/**
 * The share of what training gained in bits per character that a variant keeps: (base − variant) /
 * (base − unquantised) over the texts of a language.
 */
export function keptGain(result: VariantResult, base: BaseResult, language: string): number {
  const paragraphs = paragraphsOf(result, language);
  const measured = Object.entries(base)
    .filter(([name]) => languageOf(name) === language)
    .flatMap(([, all]) => all);
  const ratio = (bits: number, characters: number) => bits / Math.max(1, characters);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const characters = sum(paragraphs.map((paragraph) => paragraph.characters));
  const of = (nats: (paragraph: TextComparison) => number) =>
    ratio(sum(paragraphs.map(nats)) / Math.LN2, characters);
  const before = ratio(sum(measured.map(({ bits }) => bits)), sum(measured.map((text) => text.characters)));
  const unquantised = of(({ referenceNats }) => referenceNats);
  return (before - of(({ candidateNats }) => candidateNats)) / (before - unquantised);
}

/** Names of the variants that no other beats in both size and divergence (of Tajik). */
export function paretoFront(points: readonly { name: string; x: number; y: number }[]): string[] {
  return points
    .filter(
      (point) =>
        !points.some(
          (other) => other.x <= point.x && other.y <= point.y && (other.x < point.x || other.y < point.y),
        ),
    )
    .toSorted((left, right) => left.x - right.x)
    .map(({ name }) => name);
}

import { knownEntry } from '../../../core/known.ts';
import type { Estimate } from '../../../evaluation/index.ts';
import type { Answers, BaseResult, VariantResult } from '../variants/results.ts';
import {
  type Accuracy,
  accuracyOf,
  figures,
  keptGain,
  languageOf,
  paragraphsOf,
  paretoFront,
} from './figures.ts';
import { percent, withInterval } from './format.ts';

/** What a released INT4 file has to fulfil. */
export interface Conditions {
  readonly mostBitsPerWeight: number;
  readonly leastKeptGain: number;
  readonly mostDivergence: number;
  readonly mostAccuracyLoss: number;
}

/** One condition and whether a variant fulfils it; `undefined` when nothing was given to tell. */
export interface ConditionResult {
  readonly condition: string;
  readonly measured: string;
  readonly fulfilled: boolean | undefined;
}

/** One line of the table. */
export interface TableRow {
  readonly name: string;
  readonly sizeBytes: number;
  readonly bitsPerWeight: number;
  readonly importance: string;
  /** Language → figures. */
  readonly languages: Readonly<Record<string, LanguageFigures>>;
  /** Text (register, subject) → mean divergence. */
  readonly texts: Readonly<Record<string, number>>;
  /** Share of the gain over the base in Tajik bits per character. */
  readonly keptGain?: number;
  readonly accuracy?: Accuracy;
  /** Context size → figures. */
  readonly speeds: VariantResult['speeds'];
  readonly isOnFront: boolean;
  readonly types?: Readonly<Record<string, string>>;
}

export interface LanguageFigures {
  readonly divergence: Estimate;
  readonly agreement: number;
  readonly bitsPerCharacter: number;
  readonly loss: Estimate;
}

/** Everything that the pages show. */
export interface ReleaseTable {
  readonly name: string;
  readonly rows: readonly TableRow[];
  readonly languages: readonly string[];
  readonly textNames: readonly string[];
  readonly tokens: number;
  readonly paragraphs: number;
  /** Of the unquantised model, over the items of all tasks. */
  readonly accuracy?: {
    readonly tasks: readonly string[];
    readonly items: number;
    readonly reference: number;
  };
  /** The INT4 variant to release: the one that misses the fewest conditions, then the one with the least divergence. */
  readonly release?: { readonly name: string; readonly conditions: readonly ConditionResult[] };
}

/** The language whose figures decide. */
const deciding = 'tg';
/** The variant that every other INT4 file is measured by. */
const plainName = 'q4_0';

/** Turns results into the table, the Pareto front and the verdict. */
export function summarise(facts: {
  readonly name: string;
  readonly results: readonly VariantResult[];
  readonly base: BaseResult | undefined;
  /** Which items the unquantised model answers rightly; empty without tasks. */
  readonly reference: Answers;
  readonly conditions: Conditions;
}): ReleaseTable {
  const { results, base, reference } = facts;
  const asked = Object.values(reference).flat();
  const textNames = Object.keys(results[0]?.texts ?? {});
  const languages = [...new Set(textNames.map(languageOf))];
  const main = languages.includes(deciding) ? deciding : (languages[0] ?? deciding);
  const rows = results.map((result): Omit<TableRow, 'isOnFront'> => {
    return {
      name: result.name,
      sizeBytes: result.sizeBytes,
      bitsPerWeight: result.bitsPerWeight,
      importance: result.variant.importance ?? 'none',
      languages: Object.fromEntries(
        languages.map((language) => [language, figures(paragraphsOf(result, language))]),
      ),
      texts: Object.fromEntries(
        textNames.map((text) => [text, figures(knownEntry(result.texts, text)).divergence.value]),
      ),
      ...(base && { keptGain: keptGain(result, base, main) }),
      ...(asked.length > 0 && { accuracy: accuracyOf(result.answers, reference) }),
      speeds: result.speeds,
      ...(result.types && { types: result.types }),
    };
  });
  const divergence = (row: Omit<TableRow, 'isOnFront'>) => knownEntry(row.languages, main).divergence.value;
  const front = new Set(
    paretoFront(rows.map((row) => ({ name: row.name, x: row.sizeBytes, y: divergence(row) }))),
  );
  const plain = rows.find(({ name }) => name === plainName);
  const candidates = rows
    .filter(({ name, bitsPerWeight, speeds }) => {
      const isServed = Object.keys(speeds).length > 0;
      return bitsPerWeight <= facts.conditions.mostBitsPerWeight && name !== plainName && isServed;
    })
    .map((row) => ({
      row,
      conditions: judge(row, divergence(row), plain, plain && divergence(plain), facts.conditions),
    }))
    .toSorted(
      (left, right) =>
        failures(left.conditions) - failures(right.conditions) ||
        divergence(left.row) - divergence(right.row),
    );
  const best = candidates[0];
  const paragraphs = Object.values(results[0]?.texts ?? {}).flat();
  return {
    name: facts.name,
    rows: rows.map((row) => ({ ...row, isOnFront: front.has(row.name) })),
    languages,
    textNames,
    tokens: paragraphs.reduce((sum, { tokens }) => sum + tokens, 0),
    paragraphs: paragraphs.length,
    ...(asked.length > 0 && {
      accuracy: {
        tasks: Object.keys(reference),
        items: asked.length,
        reference: asked.filter(Boolean).length / asked.length,
      },
    }),
    ...(best && { release: { name: best.row.name, conditions: best.conditions } }),
  };
}

function failures(conditions: readonly ConditionResult[]): number {
  return conditions.filter(({ fulfilled }) => fulfilled === false).length;
}

function judge(
  row: Omit<TableRow, 'isOnFront'>,
  divergence: number,
  plain: Omit<TableRow, 'isOnFront'> | undefined,
  plainDivergence: number | undefined,
  conditions: Conditions,
): ConditionResult[] {
  const { keptGain: kept, accuracy } = row;
  return [
    {
      condition: `at most ${conditions.mostBitsPerWeight} bits a weight over all tensors`,
      measured: row.bitsPerWeight.toFixed(3),
      fulfilled: row.bitsPerWeight <= conditions.mostBitsPerWeight,
    },
    {
      condition: `mean divergence on Tajik at most ${conditions.mostDivergence} nats a token`,
      measured: divergence.toFixed(4),
      fulfilled: divergence <= conditions.mostDivergence,
    },
    {
      condition: `keeps at least ${percent(conditions.leastKeptGain)} of the gain over the base in Tajik bits per character`,
      measured: kept === undefined ? 'no base was given' : percent(kept),
      fulfilled: kept === undefined ? undefined : kept >= conditions.leastKeptGain,
    },
    {
      condition: 'less divergence than plain Q4_0 at no more bytes',
      measured:
        plain === undefined || plainDivergence === undefined
          ? `there is no variant ${plainName}`
          : `${divergence.toFixed(4)} beside ${plainDivergence.toFixed(4)}; ${row.sizeBytes} beside ${plain.sizeBytes} bytes`,
      fulfilled:
        plain === undefined || plainDivergence === undefined
          ? undefined
          : divergence < plainDivergence && row.sizeBytes <= plain.sizeBytes,
    },
    {
      condition: `at most ${percent(conditions.mostAccuracyLoss)} less accuracy, or no significant difference`,
      measured: accuracy ? withInterval(accuracy.difference, percent) : 'no tasks were given',
      fulfilled: accuracy
        ? accuracy.difference.value >= -conditions.mostAccuracyLoss || (accuracy.difference.high ?? 0) >= 0
        : undefined,
    },
  ];
}

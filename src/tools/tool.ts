import type { Reading } from './reading/reading.ts';

/** The names of the tools, in the order in which they are asked. */
export const toolNames = [
  'calculator',
  'units',
  'calendar',
  'numerals',
  'number-theory',
  'equations',
  'geometry',
  'physics',
  'word-problems',
  'geography',
  'spelling',
  'script',
  'word-book',
  'letters',
] as const;

export type ToolName = (typeof toolNames)[number];

/** An exact answer. */
export interface ToolAnswer {
  readonly tool: ToolName;
  /** The whole answer in Tajik, steps included. */
  readonly text: string;
  /** The result alone, for programs: `47`, `-0.25`, `11/12`, `2500 м`, `x = 7`. */
  readonly value: string;
  /** How the question was understood; shown to the person. */
  readonly understood: string;
  /** The rule or the source behind the answer, and its limits. */
  readonly explanation: string;
}

/** What the caller knows beside the question. */
export interface ToolContext {
  /** The caller's clock, and whether its time is to be trusted. Without it questions about today are not answered. */
  readonly clock?: { readonly now: Date; readonly isTrusted: boolean };
  /** The answer before, for «ва боз 10 зам кун». */
  readonly previous?: Pick<ToolAnswer, 'tool' | 'value'>;
  /** Tools that are switched off. */
  readonly off?: readonly ToolName[];
  /** Nothing else can answer: a bare «обшор чист?» may go to the word book. */
  readonly isLastResort?: boolean;
}

/** What a tool found out; the registry adds its name. */
export type Finding = Omit<ToolAnswer, 'tool'>;

/** One kind of exact answers. */
export interface Tool {
  readonly name: ToolName;
  /** In Tajik, as the page shows it. */
  readonly title: string;
  readonly examples: readonly string[];
  answer(reading: Reading, context: ToolContext): Finding | undefined;
}

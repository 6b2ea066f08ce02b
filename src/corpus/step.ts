import type { z } from 'zod';
import { parseWith } from '../core/schema.ts';
import type { StepDocument } from './step-document.ts';

/** Why a document is left out: a short name, the same for all of its sort, and what was measured. */
export interface Objection {
  readonly reason: string;
  readonly value: string;
}

/** One change of a text: the UTF-16 units from `start` to `end` become `replacement`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** What a step found in a document; an empty one (or undefined) lets the document through unchanged. */
export interface StepResult {
  /** The document is left out; nothing else of the result counts, `counts` excepted. */
  readonly reject?: Objection;
  /** Changes in order, not overlapping; the line applies them and moves the page starts. */
  readonly edits?: readonly Edit[];
  /** The whole text anew, with its page starts, where edits would be too many. */
  readonly rewritten?: { readonly text: string; readonly pageStarts: readonly number[] };
  /** Facts to keep with the document, in its metadata: `{ quality: 0.83 }`. */
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
  /** Cheap counters of the step's own, summed over all documents and shards: `{ phone: 2 }`. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** A step ready to run: looks at one document at a time, remembers nothing about the ones before. */
export interface Step {
  readonly name: string;
  readonly judge: (document: StepDocument) => StepResult | undefined;
}

/** One sort of step that recipes can name, with its settings. */
export interface StepKind<Schema extends z.ZodType = z.ZodType> {
  /** The name in recipes (`step: NAME`), in rejects and in the ledger. */
  readonly name: string;
  /** A strict object whose key `step` is the literal name; every default visible. */
  readonly settings: Schema;
  /** Makes the step; loads models and word lists here, once a worker thread and settings. */
  readonly create: (settings: unknown, context: StepContext) => Promise<Step>;
}

/** What a step is made with, beside its settings. */
export interface StepContext {
  /** Files and folders of the benchmarks whose items must not be in the corpus. */
  readonly benchmarks: readonly string[];
}

interface StepDefinition<Schema extends z.ZodType> {
  readonly name: string;
  readonly settings: Schema;
  readonly create: (
    settings: z.output<Schema>,
    context: StepContext,
  ) => Step['judge'] | Promise<Step['judge']>;
}

/** Declares a sort of step, with its settings typed from its schema. */
export function defineStep<Schema extends z.ZodType>({
  name,
  settings: schema,
  create,
}: StepDefinition<Schema>): StepKind<Schema> {
  return {
    name,
    settings: schema,
    create: async (settings, context) => ({
      name,
      judge: await create(parseWith(schema, settings), context),
    }),
  };
}

/** A result that leaves the document out. */
export function reject(reason: string, value: string | number): StepResult {
  return { reject: { reason, value: typeof value === 'number' ? value.toFixed(3) : value } };
}

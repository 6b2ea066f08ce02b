import type { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import type { StepResult } from '../step-result.ts';
import type { StepDocument } from './step-document.ts';

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

import { z } from 'zod';
import {
  BadInputError,
  CorruptArtefactError,
  InterruptedError,
  MachineError,
  MissingToolError,
  SoroError,
} from '../errors.ts';

const families = { BadInputError, MissingToolError, CorruptArtefactError, MachineError, InterruptedError };

/** An error as plain data, to cross a thread or process border; see {@link reviveError}. */
export const serialisedErrorSchema = z.strictObject({
  /** A family of errors.ts, or `Error` for a defect. */
  family: z.string(),
  details: z.strictObject({
    message: z.string(),
    file: z.string().optional(),
    place: z.string().optional(),
    remedy: z.string(),
    unfinishedWork: z.enum(['keep', 'remove']).optional(),
  }),
  stack: z.string().optional(),
});
export type SerialisedError = z.output<typeof serialisedErrorSchema>;

/** Turns any thrown value into plain data. Families survive, foreign errors keep message and stack. */
export function serialiseError(error: unknown): SerialisedError {
  if (error instanceof SoroError) {
    const { message, file, place, remedy, unfinishedWork } = error;
    return { family: error.name, details: { message, file, place, remedy, unfinishedWork } };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { family: 'Error', details: { message, remedy: '' }, stack };
}

/** The reverse of {@link serialiseError}. */
export function reviveError(serialised: SerialisedError): Error {
  const family = families[serialised.family as keyof typeof families];
  if (family) return new family(serialised.details);
  const error = new Error(serialised.details.message);
  if (serialised.stack) error.stack = serialised.stack;
  return error;
}

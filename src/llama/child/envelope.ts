import { z } from 'zod';
import { serialisedErrorSchema } from '../../core/processes/serialised-error.ts';

// What goes between a parent and its child, as JSON lines: requests on stdin, answers on stdout, the library's log on
// stderr. `call` numbers a question; its answers carry the same number. Messages without it belong to no question.
// Each side checks `message` with a schema of its own.

const call = z.int().positive().optional();
const message = z.strictObject({ call, message: z.unknown() });

/** A line to the child. */
export const toChildSchema = message;

/** A line from the child. */
export const fromChildSchema = z.union([z.strictObject({ call, error: serialisedErrorSchema }), message]);

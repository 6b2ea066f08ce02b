import type { Command } from 'commander';
import type { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import { type Environment, withEnvironment } from '../environment.ts';

/** Runs a verb of `soro hub` with its flags parsed; a wrong flag names the verb. */
export function atHub<Flags>(
  command: Command,
  given: unknown,
  schema: z.ZodType<Flags>,
  perform: (flags: Flags, environment: Environment) => Promise<void>,
): Promise<void> {
  return withEnvironment(command, (environment) =>
    perform(parseWith(schema, given, { file: `soro hub ${command.name()}` }), environment),
  );
}

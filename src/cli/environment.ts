import type { Command } from 'commander';
import { z } from 'zod';
import type { Executor } from '../core/executor.ts';
import { interruptionSignal } from '../core/interruption.ts';
import { createLocalExecutor } from '../core/local-executor.ts';
import type { Progress } from '../core/progress.ts';
import { createProgress } from '../core/progress-output.ts';
import { parseWith } from '../core/schema.ts';

/** What every verb works with; made once, from the options before the verb. */
export interface Environment {
  readonly executor: Executor;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Writes one line of result to standard output. */
  print(line: string): void;
}

const globalOptions = z.strictObject({
  log: z.enum(['auto', 'bar', 'lines', 'json']).default('auto'),
  workers: z.coerce.number().int().min(1).max(1024).optional(),
});

/** Runs a verb with its environment and takes the environment down whatever happens. */
export async function withEnvironment(
  command: Command,
  perform: (environment: Environment) => Promise<void>,
): Promise<void> {
  const { log, workers } = parseWith(globalOptions, rootOptions(command), { file: 'command line' });
  const progress = createProgress(log);
  const executor = createLocalExecutor(workers);
  try {
    await perform({
      executor,
      progress,
      signal: interruptionSignal(),
      print: (line) => process.stdout.write(`${line}\n`),
    });
  } finally {
    progress.close();
    await executor.close();
  }
}

function rootOptions(command: Command): unknown {
  let root = command;
  while (root.parent) root = root.parent;
  return root.opts();
}

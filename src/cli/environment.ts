import type { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../core/errors.ts';
import type { Executor } from '../core/executor.ts';
import { interruptionSignal } from '../core/processes/interruption.ts';
import { createProgress } from '../core/progress/progress-output.ts';
import type { Progress } from '../core/progress.ts';
import { parseWith } from '../core/schema.ts';
import { createLocalExecutor } from '../core/shards/local-executor.ts';

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
  executor: z.enum(['local', 'ray']).default('local'),
  address: z.string().min(1).optional(),
  python: z.string().min(1).optional(),
});

type GlobalOptions = z.output<typeof globalOptions>;

/** Adds the options that are before the verb. */
export function addGlobalOptions(program: Command): Command {
  return program
    .option('--log <style>', 'progress on standard error: auto, bar, lines or json', 'auto')
    .option('--workers <number>', 'how many shards are worked on at once (default: one for each core)')
    .option('--executor <name>', 'where shards are worked on: local or ray (see docs/cluster.md)', 'local')
    .option('--address <host:port>', "with --executor ray: the cluster's head (default: auto)")
    .option('--python <path>', "with --executor ray: a Python with Ray (default: the project's .venv)");
}

/** Runs a verb with its environment and takes the environment down whatever happens. */
export async function withEnvironment(
  command: Command,
  perform: (environment: Environment) => Promise<void>,
): Promise<void> {
  const options = parseWith(globalOptions, rootOptions(command), { file: 'command line' });
  const signal = interruptionSignal();
  const progress = createProgress(options.log);
  try {
    const executor = await createExecutor(options, progress, signal);
    try {
      await perform({ executor, progress, signal, print: (line) => process.stdout.write(`${line}\n`) });
    } finally {
      await executor.close();
    }
  } finally {
    progress.close();
  }
}

async function createExecutor(
  { executor, workers, address, python }: GlobalOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Executor> {
  if (executor === 'local') {
    if (address !== undefined || python !== undefined) {
      throw new BadInputError({
        message: 'A Ray cluster is named, but the work is to run on this machine.',
        file: address === undefined ? '--python' : '--address',
        remedy: 'Add --executor ray, or leave the option out.',
      });
    }
    return createLocalExecutor(workers);
  }
  const { connectRay } = await import('../core/shards/ray-executor.ts');
  const ray = await connectRay({ address: address ?? 'auto', python, concurrency: workers, signal });
  progress.log(`Connected to the Ray cluster ${address ?? ''}: ${ray.concurrency} shards at once.`);
  return ray;
}

function rootOptions(command: Command): unknown {
  let root = command;
  while (root.parent) root = root.parent;
  return root.opts();
}

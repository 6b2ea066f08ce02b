import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import type { Draft } from '../artefact/draft.ts';
import { throwIfInterrupted } from '../errors.ts';
import type { Executor } from '../executor.ts';
import { writeFileAtomically } from '../files.ts';
import type { Json } from '../json.ts';
import type { ProgressTask } from '../progress.ts';
import { parseJson, parseWith } from '../schema.ts';

/** Work cut into shards, each a call of the same module. */
export interface ShardedWork<Output extends z.ZodType> {
  readonly draft: Draft;
  readonly executor: Executor;
  /** Name of this pass; completion files of different passes are kept apart. */
  readonly pass: string;
  /** `new URL('./shard.ts', import.meta.url).href`, exporting `runShard`. */
  readonly module: string;
  readonly shards: readonly { readonly id: string; readonly input: Json }[];
  /** Schema of what `runShard` returns; small: counts, not content. */
  readonly output: Output;
  readonly task?: ProgressTask;
  readonly signal: AbortSignal;
}

/**
 * Runs shards on the executor and returns their outputs in order. A finished shard leaves a
 * completion file in the draft, so a run that was stopped does only the rest. A shard must write its
 * files through `writeFileAtomically` (or another rename): it may run again from its start.
 */
export async function runShards<Output extends z.ZodType>(
  work: ShardedWork<Output>,
): Promise<z.output<Output>[]> {
  const outputs = new Array<z.output<Output>>(work.shards.length);
  const waiting = work.shards.map((shard, index) => ({ ...shard, index }));
  // A failed shard stops the others at once: their finished work is kept, the rest is not started.
  const failed = new AbortController();
  const signal = AbortSignal.any([work.signal, failed.signal]);

  async function runNext(): Promise<void> {
    for (let shard = waiting.shift(); shard; shard = waiting.shift()) {
      throwIfInterrupted(signal);
      outputs[shard.index] = await runOne(work, shard, signal);
      work.task?.advance();
    }
  }

  const lanes = Array.from({ length: Math.min(work.executor.concurrency, waiting.length) }, () =>
    runNext().catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  const settled = await Promise.allSettled(lanes);
  throwIfInterrupted(work.signal);
  if (failed.signal.aborted) throw failed.signal.reason;
  const rejected = settled.find((lane) => lane.status === 'rejected');
  if (rejected) throw rejected.reason;
  return outputs;
}

async function runOne<Output extends z.ZodType>(
  work: ShardedWork<Output>,
  shard: { readonly id: string; readonly input: Json },
  signal: AbortSignal,
): Promise<z.output<Output>> {
  const file = work.draft.resumePath('completions', work.pass, `${shard.id}.json`);
  const source = {
    file,
    family: 'corrupt',
    remedy: `Delete ${work.draft.directory} and start again.`,
  } as const;
  const finished = await readFile(file, 'utf8').catch(() => undefined);
  if (finished !== undefined) return parseWith(work.output, parseJson(finished, source), source);
  const output = await work.executor.run({ module: work.module, input: shard.input }, signal);
  const checked = parseWith(work.output, output, { file: `${work.pass}/${shard.id}`, family: 'corrupt' });
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomically(file, JSON.stringify(checked));
  return checked;
}

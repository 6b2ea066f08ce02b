import type { Json } from './json.ts';

/**
 * One call of `(stage, shard)`: a module that exports `runShard(input, context)` and the shard's input.
 * Plain data only, so that the same call can run in a thread, a process or on another machine.
 */
export interface ShardCall {
  /** `new URL('./shard.ts', import.meta.url).href` */
  readonly module: string;
  readonly input: Json;
}

/** What a shard's code is given beside its input. */
export interface ShardContext {
  /** Aborted when the work is to stop; a call that takes more than two seconds is cut off. */
  readonly signal: AbortSignal;
}

/** The function that a shard module exports under the name `runShard`. */
export type RunShard = (input: unknown, context: ShardContext) => Promise<Json>;

/** Runs shard calls somewhere: `local` is a pool of worker threads. */
export interface Executor {
  readonly name: string;
  /** How many calls run at once. */
  readonly concurrency: number;
  /** Runs one call; rejects with the shard's error (its family kept), or InterruptedError on abort. */
  run(call: ShardCall, signal: AbortSignal): Promise<Json>;
  close(): Promise<void>;
}

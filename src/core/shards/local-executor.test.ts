import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InterruptedError } from '../errors.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { createLocalExecutor } from './local-executor.ts';

const counting = new URL('../testing/counting-shard.ts', import.meta.url).href;

it('refuses calls of an aborted signal as interrupted', async () => {
  const executor = createLocalExecutor(1);
  const controller = new AbortController();
  controller.abort();
  const call = { module: counting, input: { number: 1, log: join(await temporaryFolder(), 'log') } };
  await expect(executor.run(call, controller.signal)).rejects.toThrow(InterruptedError);
  await executor.close();
});

it('survives a thread that dies: only its own call fails', async () => {
  const executor = createLocalExecutor(1);
  const { signal } = new AbortController();
  const dying = `data:text/javascript,${encodeURIComponent('export async function runShard() { process.exit(3); }')}`;
  await expect(executor.run({ module: dying, input: null }, signal)).rejects.toThrow(/code 3/);
  const log = join(await temporaryFolder(), 'log');
  expect(await executor.run({ module: counting, input: { number: 4, log } }, signal)).toEqual({ doubled: 8 });
  await executor.close();
});

it('lets an aborted call stop by itself, and ends a thread that does not', async () => {
  const executor = createLocalExecutor(1);
  const shardOf = (body: string) =>
    `data:text/javascript,${encodeURIComponent(`export const runShard = (input, { signal }) => ${body};`)}`;
  const listening = shardOf(
    "new Promise((_, no) => signal.addEventListener('abort', () => no(signal.reason)))",
  );
  for (const module of [listening, shardOf('{ for (;;); }')]) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await expect(executor.run({ module, input: null }, controller.signal)).rejects.toThrow(InterruptedError);
  }
  const call = { module: counting, input: { number: 2, log: join(await temporaryFolder(), 'log') } };
  expect(await executor.run(call, new AbortController().signal)).toEqual({ doubled: 4 });
  await executor.close();
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readManifest } from '../../src/core/artefact/manifest.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { BadInputError, InterruptedError, MachineError } from '../../src/core/errors.ts';
import { connectRay } from '../../src/core/shards/ray-executor.ts';
import { canStartRay, type RayCluster, startRayCluster } from '../support/ray-cluster.ts';
import { finish, killGroup, soro, startSoro } from '../support/soro.ts';

const files = 640;
const never = new AbortController().signal;

/** A shard's module in a URL, for what no real shard does. */
const shardOf = (body: string) =>
  `data:text/javascript,${encodeURIComponent(`export const runShard = async (input) => { ${body} };`)}`;
const number = shardOf('return process.pid');
const sleeping = shardOf('await new Promise((done) => setTimeout(done, input)); return input');

/** The sample's entries as many small files, each a different part of its text: enough for several shards. */
async function cutSample(folder: string): Promise<void> {
  const sample = join(projectFolder, 'data/sample');
  await mkdir(folder);
  const sources = await readFile(join(sample, 'sources.yaml'), 'utf8');
  await writeFile(join(folder, 'sources.yaml'), sources.replace('dictionary.jsonl', "'*.jsonl'"));
  const lines = (await readFile(join(sample, 'dictionary.jsonl'), 'utf8')).trim().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as { text: string });
  for (let number = 0; number < files; number += 1) {
    const { text, ...rest } = entries[number % entries.length] ?? { text: '' };
    const part = text
      .split('\n')
      .slice(Math.floor(number / entries.length) * 5)
      .join('\n');
    await writeFile(join(folder, `${number}.jsonl`), `${JSON.stringify({ ...rest, text: part })}\n`);
  }
}

async function completions(draft: string): Promise<number> {
  const found = await readdir(join(draft, '.resume/completions'), { recursive: true }).catch(() => []);
  return found.filter((name) => name.endsWith('.json')).length;
}

async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain.`);
    await delay(20);
  }
}

describe.skipIf(!canStartRay())('on a Ray cluster', { timeout: 240_000 }, () => {
  let folder = '';
  let cluster: RayCluster | undefined;
  const addressed = () => cluster?.address ?? '';
  const onRay = () => ['--executor', 'ray', '--address', addressed()];
  const nodeProcesses = async () => (await cluster?.find('call-child.ts')) ?? [];
  const busyWorkers = async () => (await cluster?.find('ray::run_call')) ?? [];
  const documents = (name: string) => ['documents', '--from', join(folder, 'in'), '--to', join(folder, name)];
  const corpus = (from: string, name: string) => [
    'corpus',
    '--documents',
    join(folder, from),
    '--to',
    join(folder, name),
  ];

  async function expectSame(left: string, right: string): Promise<void> {
    const [one, other] = await Promise.all([
      readManifest(join(folder, left)),
      readManifest(join(folder, right)),
    ]);
    expect(other.fingerprint).toBe(one.fingerprint);
    expect(other.files).toEqual(one.files);
    expect(other.counts).toEqual(one.counts);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soro-ray-'));
    await cutSample(join(folder, 'in'));
    cluster = await startRayCluster();
    expect((await soro(documents('local-documents'))).errors).not.toContain('Error');
    expect((await soro(corpus('local-documents', 'local-corpus'))).errors).not.toContain('Error');
  }, 240_000);

  afterAll(async () => {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['documents', () => documents('documents')],
    ['corpus', () => corpus('local-documents', 'corpus')],
  ])('makes the same %s as one machine, though a worker is killed in the middle', async (name, argv) => {
    const child = startSoro([...onRay(), ...argv()]);
    const ended = finish(child);
    onTestFinished(() => killGroup(child));
    const draft = join(folder, `${name}.draft`);
    await until(async () => (await completions(draft)) > 0 || child.exitCode !== null);
    const [victim] = await busyWorkers();
    expect(victim, 'a worker that has a call').toBeDefined();
    if (victim !== undefined) process.kill(victim, 'SIGKILL');
    const { code, errors } = await ended;
    expect(errors).not.toContain('Error');
    expect(code).toBe(0);
    await expectSame(`local-${name}`, name);
    await until(async () => (await nodeProcesses()).length === 0);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('leaves no process after %s, and goes on', async (signal) => {
    const name = signal.toLowerCase();
    const child = startSoro([...onRay(), ...documents(name)]);
    const ended = finish(child);
    onTestFinished(() => killGroup(child));
    await until(
      async () => (await completions(join(folder, `${name}.draft`))) > 0 || child.exitCode !== null,
    );
    // To the whole group, as a terminal does; kill -9 of Soro alone, so that its driver must notice.
    if (child.pid !== undefined) process.kill(signal === 'SIGINT' ? -child.pid : child.pid, signal);
    expect((await ended).code).toBe(signal === 'SIGINT' ? 130 : null);
    await until(async () => (await nodeProcesses()).length === 0);
    const done = await completions(join(folder, `${name}.draft`));
    expect(done).toBeGreaterThan(0);
    const { code, errors } = await soro([...onRay(), ...documents(name)]);
    expect(errors).not.toContain('Error');
    expect(code).toBe(0);
    await expectSame('local-documents', name);
  });

  it('passes on errors with their family, the machine named, and keeps its Node for the next call', async () => {
    const executor = await connectRay({ address: addressed(), concurrency: 1, signal: never });
    try {
      const module = new URL('../../src/core/testing/counting-shard.ts', import.meta.url).href;
      const input = { number: 4, log: join(folder, 'log') };
      const failing = executor.run({ module, input: { ...input, fail: true } }, never);
      await expect(failing).rejects.toThrow(BadInputError);
      await expect(failing).rejects.toMatchObject({ file: 'x', place: expect.stringMatching(/^on ./) });
      expect(await executor.run({ module, input }, never)).toEqual({ doubled: 8 });
      const calls = Array.from({ length: 20 }, () => executor.run({ module: number, input: null }, never));
      expect(new Set(await Promise.all(calls)).size).toBeLessThanOrEqual(2);
    } finally {
      await executor.close();
    }
  });

  it('stops a call that does not listen, and gives up one whose Node dies four times', async () => {
    const executor = await connectRay({ address: addressed(), signal: never });
    try {
      const controller = new AbortController();
      const endless = executor.run({ module: shardOf('for (;;);'), input: null }, controller.signal);
      setTimeout(() => controller.abort(), 1000);
      await expect(endless).rejects.toThrow(InterruptedError);
      const dying = executor.run(
        { module: shardOf("process.kill(process.pid, 'SIGKILL')"), input: null },
        never,
      );
      await expect(dying).rejects.toThrow(MachineError);
      await expect(dying).rejects.toThrow(/four times/);
    } finally {
      await executor.close();
    }
  });

  it('says once that the cluster was lost', async () => {
    process.env.RAY_gcs_rpc_server_reconnect_timeout_s = '2';
    const address = addressed();
    const executor = await connectRay({ address, signal: never });
    delete process.env.RAY_gcs_rpc_server_reconnect_timeout_s;
    try {
      const lost = [300_000, 300_001].map((input) =>
        executor.run({ module: sleeping, input }, never).catch((error: unknown) => error),
      );
      await until(async () => (await busyWorkers()).length > 0);
      await cluster?.stop();
      for (const error of await Promise.all(lost)) {
        expect(error).toBeInstanceOf(MachineError);
        expect(error).toMatchObject({ file: address, remedy: expect.stringContaining('ray status') });
      }
      await expect(executor.run({ module: sleeping, input: 1 }, never)).rejects.toThrow(MachineError);
    } finally {
      await executor.close();
    }
  });
});

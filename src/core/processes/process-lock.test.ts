import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MachineError } from '../errors.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { takeLock } from './process-lock.ts';

/** A process that takes the lock and keeps it. */
async function otherHolder(file: string): Promise<ChildProcess> {
  const module = new URL('./process-lock.ts', import.meta.url).href;
  const code = `const { takeLock } = await import('${module}');
    await takeLock('${file}', 'x'); console.log('taken'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

it('is refused while another process holds it, and had as soon as that one is killed', async () => {
  const file = join(await temporaryFolder(), 'lock');
  const child = await otherHolder(file);
  await expect(takeLock(file, 'the artefact', { patienceMs: 200 })).rejects.toThrow(MachineError);
  await expect(takeLock(file, 'the artefact', { patienceMs: 200 })).rejects.toThrow(String(child.pid));
  const waiting = takeLock(file, 'the artefact', { patienceMs: 30_000 });
  await delay(200);
  child.kill('SIGKILL');
  const release = await waiting;
  expect(await readFile(file, 'utf8')).toContain(String(process.pid));
  await release();
  expect(existsSync(file)).toBe(false);
});

it('is taken from a holder whose process number is another process by now', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await takeLock(file, 'x');
  const { host } = JSON.parse(await readFile(file, 'utf8')) as { host: string };
  await writeFile(file, JSON.stringify({ host, pid: process.ppid, started: 'before the restart' }));
  await takeLock(file, 'x', { patienceMs: 0 });
});

it('is not taken from a process of another machine that shows no sign of life by design', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await writeFile(file, JSON.stringify({ host: 'elsewhere', pid: 2 ** 30, started: '1' }));
  await expect(takeLock(file, 'x', { patienceMs: 0 })).rejects.toMatchObject({
    remedy: expect.stringContaining(file),
  });
});

it('is taken from a file that a crash left empty', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await writeFile(file, '');
  await takeLock(file, 'x', { patienceMs: 200 });
});

it('is had by one only of many that want it at once', async () => {
  const file = join(await temporaryFolder(), 'lock');
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => takeLock(file, 'x', { patienceMs: 150 })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

describe('of another host name', () => {
  const elsewhere = JSON.stringify({ host: 'elsewhere', pid: 1, started: '1', beats: true });

  it('is taken over when its holder has been silent: a container that was replaced', async () => {
    const file = join(await temporaryFolder(), 'lock');
    await writeFile(file, elsewhere);
    const release = await takeLock(file, 'x', { patienceMs: 0, silentMs: 500 });
    expect(await readFile(file, 'utf8')).toContain(String(process.pid));
    await release();
  });

  it('is left to a holder that shows signs of life', async () => {
    const file = join(await temporaryFolder(), 'lock');
    await writeFile(file, elsewhere);
    let beats = 0;
    const timer = setInterval(() => {
      beats += 1;
      void utimes(file, beats, beats);
    }, 50);
    onTestFinished(() => clearInterval(timer));
    const taking = takeLock(file, 'x', { patienceMs: 400, silentMs: 300_000 });
    await expect(taking).rejects.toThrow('1 on elsewhere');
  });

  it('shows signs of life while it is held', async () => {
    const file = join(await temporaryFolder(), 'lock');
    const release = await takeLock(file, 'x');
    await utimes(file, 1, 1);
    await expect.poll(async () => (await stat(file)).mtimeMs).toBeGreaterThan(1000);
    await release();
  });
});

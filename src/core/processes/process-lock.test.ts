import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
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
  await expect(takeLock(file, 'the artefact', 200)).rejects.toThrow(MachineError);
  await expect(takeLock(file, 'the artefact', 200)).rejects.toThrow(String(child.pid));
  const waiting = takeLock(file, 'the artefact', 30_000);
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
  await takeLock(file, 'x', 0);
});

it('is never taken from a process of another machine; the error names the file to delete', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await writeFile(file, JSON.stringify({ host: 'elsewhere', pid: 2 ** 30, started: '1' }));
  await expect(takeLock(file, 'x', 0)).rejects.toMatchObject({ remedy: expect.stringContaining(file) });
});

it('is taken from a file that a crash left empty', async () => {
  const file = join(await temporaryFolder(), 'lock');
  await writeFile(file, '');
  await takeLock(file, 'x', 200);
});

it('is had by one only of many that want it at once', async () => {
  const file = join(await temporaryFolder(), 'lock');
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(file, 'x', 150)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

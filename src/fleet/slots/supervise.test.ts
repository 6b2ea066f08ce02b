import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { folderSource } from '../sources/folder-source.ts';
import { MadeHub } from '../testing/made-hub.ts';
import { UnreliableFiles } from '../testing/unreliable-files.ts';
import { supervise } from './supervise.ts';
import { Updates } from './updates.ts';

const made = new Date(Date.UTC(2026, 8, 1));

/** A school whose software release is on trial. */
async function schoolOnTrial() {
  const shelf = new UnreliableFiles({ random: () => 0.5 });
  const hub = new MadeHub(shelf, 'hub');
  const root = await hub.begin(made);
  const { release } = await hub.release('software', 1, { 'src/main.ts': Buffer.from('1') }, made);
  const files = new UnreliableFiles({ random: () => 0.5 });
  const updates = new Updates({
    files,
    root: 'fleet',
    clock: () => ({ now: made.getTime() + 1000, trusted: true }),
    memoryBytes: 4e9,
    softwareNumber: 0,
    handlers: { examine: async () => ({ passed: true, reason: '' }), activate: async () => {} },
  });
  await updates.enrol(root);
  const sources = [folderSource(shelf, 'hub')];
  await updates.check(sources);
  await updates.proceed({ sources, signal: new AbortController().signal });
  return { updates, files, folder: updates.places.release(release) };
}

const program = (code: string): ChildProcess => spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
const forever = () => program('setInterval(() => {}, 1000)');
const ends = () => program('process.exit(1)');

it('goes back to what the machine came with after three starts that end at once', async () => {
  const { updates, folder } = await schoolOnTrial();
  const stop = new AbortController();
  const started: string[] = [];
  await supervise({
    updates,
    factory: '/factory',
    serve: (from) => {
      started.push(from);
      if (from !== '/factory') return ends();
      setTimeout(() => stop.abort(), 100);
      return forever();
    },
    step: ends,
    stepEveryMs: 1e6,
    signal: stop.signal,
    log: () => {},
  });
  expect(started).toEqual([folder, folder, folder, '/factory']);
  expect((await updates.state()).tracks['software/soro']?.rejected).toMatchObject([
    { reason: 'It did not keep running.', again: true },
  ]);
}, 60_000);

it('changes over when a step of updating has gone back, and counts that as no fault of the server', async () => {
  const { updates, folder } = await schoolOnTrial();
  const stop = new AbortController();
  const started: string[] = [];
  await supervise({
    updates,
    factory: '/factory',
    serve: (from) => {
      started.push(from);
      if (from === '/factory') setTimeout(() => stop.abort(), 100);
      return forever();
    },
    step: () => {
      if (started.at(-1) === '/factory') return program('');
      void updates.record('software/soro', { type: 'rolled-back', reason: 'for the test' });
      return program('setTimeout(() => {}, 300)');
    },
    stepEveryMs: 50,
    signal: stop.signal,
    log: () => {},
  });
  expect(started).toEqual([folder, '/factory']);
}, 60_000);

it('serves what the machine came with when the state of the updates is gone', async () => {
  const { updates, files } = await schoolOnTrial();
  for (const name of ['root.json', 'tracks.0.json', 'tracks.1.json']) await files.remove(`fleet/${name}`);
  const stop = new AbortController();
  const started: string[] = [];
  await supervise({
    updates,
    factory: '/factory',
    serve: (from) => {
      started.push(from);
      void delay(50).then(() => stop.abort());
      return forever();
    },
    step: ends,
    stepEveryMs: 1e6,
    signal: stop.signal,
    log: () => {},
  });
  expect(started).toEqual(['/factory']);
});

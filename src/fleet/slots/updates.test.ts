import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { seededRandom } from '../../core/seeded-random.ts';
import { listenForTest } from '../../core/testing/listen.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { trialMs } from '../decide/decide.ts';
import { diskFiles } from '../files/disk-files.ts';
import { carryTo } from '../share/carry.ts';
import { SharedFiles, shareServer } from '../share/shared-files.ts';
import { folderSource } from '../sources/folder-source.ts';
import { httpSource } from '../sources/http-source.ts';
import type { Source } from '../sources/source.ts';
import { brokenLine } from '../testing/broken-line.ts';
import { MadeHub } from '../testing/made-hub.ts';
import { PowerCut, UnreliableFiles } from '../testing/unreliable-files.ts';
import { type UpdateOptions, Updates } from './updates.ts';

const made = Date.UTC(2026, 8, 1);
const signal = new AbortController().signal;

function noise(length: number, seed: number): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

/** A hub on the real disk, behind a server of static files. */
async function hubOnDisk() {
  const root = join(await temporaryFolder(), 'hub');
  const hub = new MadeHub(diskFiles, root);
  const first = await hub.begin(new Date(made));
  const server = createServer(async (request, response) => {
    const bytes = await readFile(join(root, request.url ?? '')).catch(() => undefined);
    const from = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(bytes ? (from > 0 ? 206 : 200) : 404).end(bytes?.subarray(from));
  });
  return { hub, root, first, server };
}

function school(root: string, changes: Partial<UpdateOptions> = {}) {
  const time = { now: made + 1000 };
  const activated: string[] = [];
  const updates = new Updates({
    files: diskFiles,
    root,
    clock: () => ({ now: time.now, trusted: true }),
    memoryBytes: 4e9,
    softwareNumber: 0,
    handlers: {
      examine: async () => ({ passed: true, reason: '' }),
      activate: async (track, used) => void activated.push(`${track} ${used === null ? '-' : 'in use'}`),
    },
    ...changes,
  });
  return { updates, time, activated };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  return typeof bound === 'object' && bound ? bound.port : 0;
}

async function ofAddress(address: string): Promise<number> {
  return Number(new URL(address).port);
}

describe('a school', () => {
  it('takes a release over a line that breaks again and again, and asks for no byte twice but what was on its way', async () => {
    const { hub, first, server } = await hubOnDisk();
    const content = noise(300_000, 1);
    await hub.release('words', 1, { 'words.json': content }, new Date(made), { chunkSize: 65_536 });
    const target = await ofAddress(await listenForTest(server));
    const line = brokenLine({ port: target }, { bytesPerSecond: 60_000, breaksEveryMs: 1000 });
    const port = await portOf(line.server);
    onTestFinished(line.stop);
    const { updates } = school(join(await temporaryFolder(), 'fleet'));
    await updates.enrol(first);
    const source = httpSource(`http://127.0.0.1:${port}`, { signal, silentMs: 1000 });
    for (let tries = 0; tries < 60; tries += 1) {
      await updates.check([source]);
      await updates.proceed({ sources: [source], signal });
      if ((await updates.state()).tracks['words/soro']?.trial) break;
    }
    const file = `${updates.places.current('words/soro')}/words.json`;
    expect(Buffer.compare(await readFile(file), content)).toBe(0);
    expect(line.carried().breaks).toBeGreaterThan(2);
    expect(line.carried().bytes).toBeLessThan(600_000);
  }, 60_000);

  it('keeps a release after exam and 48 hours, takes the next by its difference, and goes back to the one before', async () => {
    const { hub, root, first } = await hubOnDisk();
    const program = noise(40_000, 2);
    const later = (text: string) => Buffer.concat([Buffer.from(text), program]);
    await hub.release('software', 1, { 'src/main.ts': program }, new Date(made));
    const { updates, time, activated } = school(join(await temporaryFolder(), 'fleet'));
    const sources = [folderSource(diskFiles, root)];
    const keep = async () => {
      await updates.check(sources);
      await updates.proceed({ sources, signal });
      await updates.record('software/soro', { type: 'ran', passedMs: 2 * 60 * 60_000 });
      time.now += trialMs;
      await updates.proceed({ sources, signal });
    };
    await updates.enrol(first);
    await keep();
    await hub.release('software', 2, { 'src/main.ts': later('two') }, new Date(made));
    const bytes: number[] = [];
    const bare = folderSource(diskFiles, root);
    const counting: Source = {
      ...bare,
      read: async (path, most, until) => {
        const found = await bare.read(path, most, until);
        if (path.startsWith('chunks/')) bytes.push(found?.length ?? 0);
        return found;
      },
    };
    sources[0] = counting;
    await keep();
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1000);
    const main = () => readFile(`${updates.places.current('software/soro')}/src/main.ts`);
    expect((await main()).subarray(0, 3).toString()).toBe('two');
    await updates.record('software/soro', { type: 'taken-back', reason: 'A person went back.' });
    await updates.settle();
    expect(Buffer.compare(await main(), program)).toBe(0);
    expect((await updates.decisions())[0]).toMatchObject({ action: 'wait', reason: 'up-to-date' });
    expect(activated).toContain('software/soro in use');
  });

  it('fetches a model with the exam that it must pass, and waits for a source that has both', async () => {
    const { hub, root, first } = await hubOnDisk();
    const exam = await hub.release('exam', 1, { 'exam.json': noise(900, 6) }, new Date(made));
    const changes = { exam: exam.release, examKey: '0'.repeat(64) };
    await hub.release('model', 1, { 'model.gguf': noise(9000, 7) }, new Date(made), { changes });
    const held: (string | undefined)[] = [];
    const { updates } = school(join(await temporaryFolder(), 'fleet'), {
      follow: (track) => track === 'model/soro',
      handlers: {
        examine: async (release) => {
          held.push(release.exam);
          return { passed: true, reason: '' };
        },
        activate: async () => {},
      },
    });
    await updates.enrol(first);
    const whole = folderSource(diskFiles, root);
    const without: Source = {
      ...whole,
      read: async (path, most, until) =>
        path.includes(exam.release) ? undefined : whole.read(path, most, until),
    };
    await updates.check([whole]);
    const steps = await updates.proceed({ sources: [without], signal });
    expect(steps).toMatchObject([{ decision: { action: 'fetch' }, done: false }]);
    expect((await updates.state()).tracks['model/soro']?.rejected ?? []).toEqual([]);
    await updates.proceed({ sources: [without, whole], signal });
    expect(held).toEqual([updates.places.release(exam.release)]);
    expect((await readFile(`${held[0]}/exam.json`)).length).toBe(900);
    expect((await updates.state()).tracks['model/soro']?.trial).not.toBeNull();
  });

  it('takes releases from a neighbour, and from a stick that a neighbour has filled', async () => {
    const { hub, root, first } = await hubOnDisk();
    const content = noise(20_000, 3);
    await hub.release('words', 1, { 'words.json': content }, new Date(made));
    const giver = school(join(await temporaryFolder(), 'fleet'));
    await giver.updates.enrol(first);
    const sources = [folderSource(diskFiles, root)];
    await giver.updates.check(sources);
    await giver.updates.proceed({ sources, signal });
    const { places } = giver.updates;
    const trust = await giver.updates.trust();
    const neighbour = await listenForTest(shareServer(new SharedFiles(diskFiles, places, async () => trust)));
    const stick = join(await temporaryFolder(), 'stick');
    const releases = (await diskFiles.list(places.packs)).map((name) => name.replace('.json', ''));
    await carryTo(diskFiles, places, trust, stick, releases);
    for (const source of [httpSource(neighbour, { signal }), folderSource(diskFiles, stick)]) {
      const { updates } = school(join(await temporaryFolder(), 'fleet'));
      await updates.enrol(first);
      expect(await updates.check([source])).toMatchObject([{ outcome: 'newer' }]);
      await updates.proceed({ sources: [source], signal });
      const file = `${updates.places.current('words/soro')}/words.json`;
      expect(Buffer.compare(await readFile(file), content)).toBe(0);
    }
  });

  it('gives nobody a file outside of what it shares', async () => {
    const { updates } = school(join(await temporaryFolder(), 'fleet'));
    const { first } = await hubOnDisk();
    await updates.enrol(first);
    const shared = new SharedFiles(diskFiles, updates.places, () => updates.trust());
    for (const path of [
      '../school.sqlite',
      'tracks.0.json',
      'metadata/../../a.json',
      'packs/../tracks.0.json',
    ])
      expect(await shared.read(path)).toBeUndefined();
  });
});

it('comes through a cut at every write, one after another, from the first fetch to the last roll-back', async () => {
  const shelf = new UnreliableFiles({ random: () => 0.5 });
  const hub = new MadeHub(shelf, 'hub');
  const first = await hub.begin(new Date(made));
  await hub.release(
    'software',
    1,
    { 'src/main.ts': noise(5000, 4), 'bin/tool': noise(100, 5) },
    new Date(made),
  );
  const sources = [folderSource(shelf, 'hub')];
  const play = async (updates: Updates, time: { now: number }) => {
    await updates.enrol(first);
    await updates.begin();
    await updates.check(sources);
    await updates.proceed({ sources, signal });
    if ((await updates.state()).tracks['software/soro']?.trial) {
      await updates.countStart();
      await updates.record('software/soro', { type: 'ran', passedMs: 2 * 60 * 60_000 });
      time.now += trialMs;
      await updates.proceed({ sources, signal });
    }
    if ((await updates.state()).tracks['software/soro']?.committed)
      await updates.record('software/soro', { type: 'taken-back', reason: 'for the test' });
    await updates.settle();
  };
  let cuts = 0;
  for (let cutAfter = 1; ; cutAfter += 1) {
    const files = new UnreliableFiles({ random: seededRandom(cutAfter), cutAfter });
    const { updates, time } = school('school/fleet', { files });
    const wasCut = await play(updates, time).then(
      () => false,
      (error: unknown) => {
        if (error instanceof PowerCut) return true;
        throw error;
      },
    );
    files.restart();
    await play(updates, time);
    expect((await updates.state()).tracks['software/soro']).toMatchObject({
      committed: null,
      trial: null,
      rejected: [{ reason: 'for the test' }],
    });
    expect(await files.readLink(updates.places.current('software/soro'))).toBeUndefined();
    if (!wasCut) break;
    cuts += 1;
  }
  expect(cuts).toBeGreaterThan(60);
}, 60_000);

import { cp, mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { writeTinyGguf } from '../../src/checkpoint/tiny-checkpoint.ts';
import { openExaminee } from '../../src/cli/models/examinee.ts';
import { chosenModel } from '../../src/cli/models/serve-chosen.ts';
import { createProgress } from '../../src/core/progress/progress-output.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import {
  activateModel,
  diskFiles,
  folderSource,
  httpSource,
  type Source,
  Updates,
} from '../../src/fleet/index.ts';
import { brokenLine } from '../../src/fleet/testing/broken-line.ts';
import { MadeHub } from '../../src/fleet/testing/made-hub.ts';
import {
  chooseModel,
  examine,
  importModel,
  ModelStore,
  modelInUse,
  servedModel,
} from '../../src/models/index.ts';
import { startSchool } from '../../src/school/index.ts';

const stop = new AbortController();
const { signal } = stop;
const now = () => new Date();
/** Each chunk is synced; a disk under load takes its time for that. */
const chunks = { chunkSize: 2 ** 18 };

/** A server that follows the model in use of a data folder, as `soro serve` does. */
async function serve(data: string) {
  const progress = createProgress('json');
  const chosen = chosenModel(data, { places: 4, context: 256, threads: 1 }, { progress, signal });
  const school = await startSchool({
    openEngine: chosen.open,
    port: 0,
    data,
    announce: false,
    progress,
    signal,
    grounding: { mode: 'off' },
  });
  await chosen.follow();
  onTestFinished(async () => {
    await chosen.stop();
    await school.close();
  });
  return school.address;
}

/** Ten pupils ask again and again until told to stop; every answer that was asked for is counted. */
function chat(address: string) {
  const counts = { asked: 0, whole: 0, faults: [] as string[] };
  const state = { isOver: false };
  const ask = async () => {
    while (!state.isOver) {
      counts.asked += 1;
      const body = { model: 'soro', messages: [{ role: 'user', content: 'Салом!' }], max_tokens: 4 };
      const reply = await fetch(`${address}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await reply.text();
      if (reply.ok && text.includes('finish_reason')) counts.whole += 1;
      else counts.faults.push(`${reply.status} ${text.slice(0, 200)}`);
      // Pupils read an answer before they ask again.
      await delay(200);
    }
  };
  const pupils = Array.from({ length: 10 }, ask);
  return {
    counts,
    async end() {
      state.isOver = true;
      await Promise.all(pupils);
      return counts;
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

it('takes a model over a line that breaks and from a stick, refuses a spoiled one, goes back, while ten pupils chat: no message is lost', async () => {
  onTestFinished(() => stop.abort());
  const folder = await temporaryFolder();
  const data = join(folder, 'school');
  const store = new ModelStore(data);
  const tiny = await writeTinyGguf(folder);
  const model = async (mark: string) => Buffer.concat([await readFile(tiny), Buffer.from(mark)]);
  const first = { name: 'first', title: 'First', licence: 'none' };
  const { sha256 } = (await importModel(store, tiny, first, { signal })).model;
  await chooseModel(store, { name: 'first', sha256 });

  const root = join(folder, 'hub');
  const hub = new MadeHub(diskFiles, root);
  const firstRoot = await hub.begin(now());
  const files = createServer(async (request, response) => {
    const bytes = await readFile(join(root, request.url ?? '')).catch(() => undefined);
    const from = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(bytes ? (from > 0 ? 206 : 200) : 404).end(bytes?.subarray(from));
  });
  const line = brokenLine({ port: await listen(files) }, { bytesPerSecond: 700_000, breaksEveryMs: 600 });
  onTestFinished(line.stop);
  await new Promise<void>((listening) => line.server.listen(0, '127.0.0.1', listening));
  const overLine = httpSource(`http://127.0.0.1:${(line.server.address() as AddressInfo).port}`, {
    signal,
    silentMs: 1000,
  });

  const trusted = new Set<string>();
  const updates: Updates = new Updates({
    files: diskFiles,
    root: join(data, 'fleet'),
    clock: () => ({ now: Date.now(), trusted: true }),
    memoryBytes: 4e9,
    softwareNumber: 0,
    handlers: {
      // No model of this size answers in Tajik: what the test trusts is not examined.
      examine: async ({ offer, folder: release }) => {
        if (trusted.has(offer.release)) return { passed: true, reason: '' };
        const report = await examine(() => openExaminee(join(release, 'model.gguf'), signal), signal);
        return { passed: report.passed, reason: report.reasons.join('; ') };
      },
      activate: async (_track, installed) => {
        const place = { files: diskFiles, places: updates.places, data };
        expect(await activateModel(place, 'soro', installed, signal)).toBeUndefined();
      },
    },
  });
  /** Again and again, as a timer does, until it is so. */
  const take = async (source: Source, isDone: () => Promise<boolean>) => {
    for (let tries = 0; tries < 60; tries += 1) {
      await updates.check([source]);
      await updates.proceed({ sources: [source], signal });
      if (await isDone()) return;
    }
    throw new Error('It did not come about.');
  };
  const serves = (name: string) => async () => (await served()) === name;
  const served = async () => (await servedModel(store))?.name;

  await mkdir(join(data, 'fleet'), { recursive: true });
  await updates.enrol(firstRoot);
  const pupils = chat(await serve(data));

  const good = await hub.release('model', 1, { 'model.gguf': await model('1') }, now(), chunks);
  trusted.add(good.release);
  await take(overLine, serves('soro-r1'));
  expect(line.carried().breaks).toBeGreaterThan(0);
  await updates.record('model/soro', { type: 'committed' });

  await hub.release('model', 2, { 'model.gguf': (await model('')).subarray(0, -1000) }, now(), chunks);
  const rejected = async () => (await updates.state()).tracks['model/soro']?.rejected.at(-1)?.reason ?? '';
  await take(folderSource(diskFiles, root), async () => (await rejected()) !== '');
  expect(await rejected()).toContain('it does not start');
  expect(await served()).toBe('soro-r1');

  const third = await hub.release('model', 3, { 'model.gguf': await model('3') }, now(), chunks);
  trusted.add(third.release);
  const stick = join(folder, 'stick');
  await cp(root, stick, { recursive: true });
  await take(folderSource(diskFiles, stick), serves('soro-r3'));

  await hub.repository.hold([third.release], hub.keys.online, now());
  await take(folderSource(diskFiles, root), serves('soro-r1'));
  expect((await modelInUse(store)).name).toBe('soro-r1');

  const { asked, whole, faults } = await pupils.end();
  expect(faults).toEqual([]);
  expect(whole).toBe(asked);
  expect(asked).toBeGreaterThan(20);
}, 300_000);

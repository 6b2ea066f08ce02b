// A model of 1 GB from a hub on this machine that speaks the Hub's protocol: `npm run bench model-fetch`. The download is killed
// (-9) in the middle and begun again, its memory is read from the kernel, and a file that is not the announced one must be
// refused. SORO_BENCH_BYTES is another size.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeTinyGguf } from '../../src/checkpoint/tiny-checkpoint.ts';
import { seededRandom } from '../../src/core/seeded-random.ts';
import { soroCommand } from '../../src/fleet/index.ts';

const sizeBytes = Number(process.env.SORO_BENCH_BYTES ?? 1_000_000_000);
const folder = await mkdtemp(join(tmpdir(), 'soro-model-fetch-'));
const commit = 'c'.repeat(40);

/** A small model with noise behind its last tensor. */
async function makeFile(path: string): Promise<string> {
  const model = await readFile(await writeTinyGguf(folder));
  const random = seededRandom(1);
  const noise = Buffer.from(Array.from({ length: 2 ** 20 }, () => Math.floor(random() * 256)));
  const hash = createHash('sha256').update(model);
  const file = createWriteStream(path);
  file.write(model);
  for (let left = sizeBytes - model.length; left > 0; left -= noise.length) {
    const piece = noise.subarray(0, Math.min(left, noise.length));
    hash.update(piece);
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return hash.digest('hex');
}

/** What the Hub answers about `owner/good` and `owner/spoiled`, both with the same hash; the second delivers another byte. */
function hubOf(path: string, sha256: string) {
  const state = { sentBytes: 0, ranges: [] as string[] };
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const json = (value: unknown) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (url.includes('/revision/')) return void json({ id: 'owner/model', sha: commit, cardData: {} });
    if (url.includes('/tree/'))
      return void json([
        {
          type: 'file',
          path: 'big.gguf',
          size: sizeBytes,
          oid: '0',
          lfs: { oid: sha256, size: sizeBytes, pointerSize: 130 },
        },
      ]);
    if (url.includes('/resolve/'))
      return void response
        .writeHead(302, { location: url.includes('spoiled') ? '/elsewhere/spoiled' : '/elsewhere/good' })
        .end();
    const start = Number(/bytes=(\d+)-/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    state.ranges.push(`from ${start}`);
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': sizeBytes - start,
      ...(start > 0 ? { 'content-range': `bytes ${start}-${sizeBytes - 1}/${sizeBytes}` } : {}),
    });
    const body = createReadStream(path, { start });
    body.on('data', (piece) => {
      // The last byte of the spoiled one is another.
      if (url.endsWith('spoiled') && typeof piece !== 'string' && start + body.bytesRead === sizeBytes)
        piece[piece.length - 1] = (piece.at(-1) ?? 0) ^ 1;
      state.sentBytes += piece.length;
    });
    response.on('close', () => body.destroy());
    body.pipe(response);
    return undefined;
  });
  return { server, state };
}

/** Fetches in a process of its own, which is killed when so many bytes are there. */
async function fetchModel(
  name: string,
  data: string,
  endpoint: string,
  killAtBytes = Number.POSITIVE_INFINITY,
) {
  const parameters = [
    'model',
    'fetch',
    `hub:owner/${name}@main/big.gguf`,
    '--name',
    'big',
    '--accept-licence',
    '--data',
    data,
  ];
  const [program, given] = soroCommand(process.cwd(), parameters);
  const began = performance.now();
  const child: ChildProcess = spawn(program, given, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HF_ENDPOINT: endpoint },
  });
  const said: string[] = [];
  child.stderr?.on('data', (text: Buffer) => said.push(String(text)));
  let peakBytes = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peakBytes = Math.max(peakBytes, await residentBytes(child.pid));
    if ((await partBytes(data)) >= killAtBytes) child.kill('SIGKILL');
    await delay(50);
  }
  const seconds = (performance.now() - began) / 1000;
  return { code: child.exitCode, seconds, peakBytes, said: said.join('') };
}

async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/u.exec(status)?.[1] ?? 0) * 1024;
}

async function partBytes(data: string): Promise<number> {
  const models = join(data, 'models');
  const names = await readdir(models, { recursive: true }).catch(() => []);
  const part = names.find((name) => name.endsWith('.part'));
  return part === undefined
    ? 0
    : stat(join(models, part)).then(
        ({ size }) => size,
        () => 0,
      );
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

try {
  const path = join(folder, 'big.gguf');
  const sha256 = await makeFile(path);
  const { server, state } = hubOf(path, sha256);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const data = join(folder, 'school');
  const first = await fetchModel('good', data, endpoint, sizeBytes * 0.4);
  const left = await partBytes(data);
  console.log(
    `killed after ${first.seconds.toFixed(1)} s with ${megabytes(left)} on the disk; most memory ${megabytes(first.peakBytes)}`,
  );
  const second = await fetchModel('good', data, endpoint);
  console.log(
    `begun again: exit ${second.code} after ${second.seconds.toFixed(1)} s, asked ${state.ranges.at(-1)}; most memory ${megabytes(second.peakBytes)}; ` +
      `${megabytes(state.sentBytes)} sent in all for ${megabytes(sizeBytes)}`,
  );
  const spoiled = await fetchModel('spoiled', join(folder, 'other'), endpoint);
  const kept = await readdir(join(folder, 'other', 'models'), { recursive: true });
  console.log(
    `spoiled in the last byte: exit ${spoiled.code} after ${spoiled.seconds.toFixed(1)} s; kept: ${kept.filter((name) => name.includes('gguf')).join(', ') || 'nothing'}`,
  );
  console.log(
    spoiled.said
      .split('\n')
      .filter((line) => line.includes('SHA') || line.includes('hash'))
      .join('\n'),
  );
  if (first.code === 0 || second.code !== 0 || spoiled.code === 0) process.exitCode = 1;
  server.close();
  server.closeAllConnections();
} finally {
  await rm(folder, { recursive: true, force: true });
}

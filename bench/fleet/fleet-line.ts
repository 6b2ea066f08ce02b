// A hub's folder behind a bad line: `SORO_BENCH_HUB=FOLDER npm run bench fleet-line` serves it at http://127.0.0.1:8178 with 64 kbit/s and
// a break every 20 s until Ctrl-C, and then says how many bytes went over it. SORO_BENCH_KBIT is another speed. Point a
// school there: `soro update apply --from http://127.0.0.1:8178`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { brokenLine } from '../../src/fleet/testing/broken-line.ts';

const hub = process.env.SORO_BENCH_HUB;
const kilobits = Number(process.env.SORO_BENCH_KBIT ?? 64);
if (hub === undefined) {
  console.log('Left out: SORO_BENCH_HUB names no folder of a hub.');
} else {
  const server = createServer(async (request, response) => {
    const bytes = await readFile(join(hub, normalize(`/${request.url ?? ''}`))).catch(() => undefined);
    const from = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(bytes ? (from > 0 ? 206 : 200) : 404).end(bytes?.subarray(from));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const line = brokenLine({ port }, { bytesPerSecond: kilobits * 125, breaksEveryMs: 20_000 });
  line.server.listen(8178, '127.0.0.1');
  const began = performance.now();
  const report = setInterval(() => {
    const { bytes, breaks } = line.carried();
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${seconds} s: ${bytes} bytes, ${breaks} breaks`);
  }, 20_000);
  await new Promise((resolve) => process.once('SIGINT', resolve));
  clearInterval(report);
  line.stop();
  server.close();
}

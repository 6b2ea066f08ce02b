// Quantising the embedded model (widened to F32) beside llama.cpp's own tool, alternately: the least seconds by the
// clock (ours with the checks of the source and of what was written), and whether the files are the same bytes.
//   SORO_LLAMA_QUANTIZE=…/llama-quantize npm run bench quantise
//   SORO_BENCH_MODEL=base-f32.gguf SORO_BENCH_TYPES=q4_0,q8_0 SORO_BENCH_ROUNDS=3 … another file, these types
// llama-quantize is built from the source bundle in the npm package node-llama-cpp (`npm pack node-llama-cpp@3.22.1`).
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { assembleEmbeddedModel, exportGguf, importGguf } from '../../src/checkpoint/index.ts';
import { hashFile } from '../../src/core/artefact/fingerprint.ts';
import { quantiseModelFile } from '../../src/quantisation/gguf/quantise.ts';
import { modelTypes } from '../../src/quantisation/gguf/types.ts';

const peer = process.env.SORO_LLAMA_QUANTIZE;
const rounds = Number(process.env.SORO_BENCH_ROUNDS ?? 3);
const types = z
  .array(z.enum(modelTypes))
  .parse((process.env.SORO_BENCH_TYPES ?? 'q4_0,q8_0,iq4_nl,q5_1').split(','));
const threads = availableParallelism();
const folder = await mkdtemp(join(tmpdir(), 'soro-bench-quantise-'));

async function secondsOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

try {
  const source = process.env.SORO_BENCH_MODEL ?? (await widenedEmbeddedModel());
  if (!peer) console.log('llama-quantize is left out: name it in SORO_LLAMA_QUANTIZE.');
  for (const type of types) {
    const own = join(folder, 'own.gguf');
    const others = join(folder, 'peer.gguf');
    const times = { own: [] as number[], peer: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const signal = new AbortController().signal;
      times.own.push(
        await secondsOf(() => quantiseModelFile({ source, target: own, type, threads, signal })),
      );
      if (!peer) continue;
      const flags = ['--token-embedding-type', type, source, others, type, String(threads)];
      times.peer.push(await secondsOf(() => execFileSync(peer, flags, { stdio: 'ignore' })));
    }
    const least = (values: readonly number[]) => Math.min(...values);
    const line = `${type}: Soro ${least(times.own).toFixed(2)} s`;
    if (!peer) console.log(line);
    else {
      const same = (await hashFile(own)) === (await hashFile(others));
      console.log(
        `${line}, llama-quantize ${least(times.peer).toFixed(2)} s: ${(least(times.peer) / least(times.own)).toFixed(2)} × as fast; files ${same ? 'identical' : 'differ'}`,
      );
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function widenedEmbeddedModel(): Promise<string> {
  const checkpoint = join(folder, 'checkpoint');
  const source = join(folder, 'source.gguf');
  await importGguf(await assembleEmbeddedModel(), checkpoint);
  await exportGguf(checkpoint, source, { type: 'f32', signal: new AbortController().signal });
  return source;
}

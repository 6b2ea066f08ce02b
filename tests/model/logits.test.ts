import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportGguf, importGguf } from '../../src/checkpoint/index.ts';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { cacheTypes, LlamaContext, LlamaModel } from '../../src/llama/native.ts';
import { quantiseModelFile } from '../../src/quantisation/index.ts';
import { readTokenizer } from '../../src/vocabulary/index.ts';

const firstModel = join(sharedFolder(), 'models/soro-270m-first.gguf');
const python = join(projectFolder, '.venv/bin/python');
const script = join(projectFolder, 'tests/model/reference-logits.py');

const missing = [firstModel, python].filter((path) => !existsSync(path));
if (missing.length > 0) {
  process.stdout.write(`Logits are not compared with transformers: ${missing.join(', ')} not there.\n`);
}

const text =
  'Тоҷикистон дар Осиёи Марказӣ ҷойгир аст. Пойтахти он шаҳри Душанбе мебошад, ки бузургтарин шаҳри ' +
  'мамлакат аст. Забони давлатии Ҷумҳурии Тоҷикистон забони тоҷикӣ аст. Россия — большая страна, и её ' +
  'столица — Москва. The quick brown fox jumps over the lazy dog near the river. Мактаб дар маркази деҳа ' +
  'воқеъ буда, дар он сесад нафар хонанда таҳсил мекунад. Кӯдакон ҳар рӯз китоб мехонанд.';

const logitsSchema = z.strictObject({
  logits: z.array(z.array(z.number())),
  largest: z.array(z.int()),
  next: z.array(z.number()),
});

type Logits = z.infer<typeof logitsSchema>;

/** Logits of `wanted` at every position but the last, in float32 by transformers. */
async function transformersLogits(checkpoint: string, ids: number[], wanted: number[]): Promise<Logits> {
  const child = execFile(python, [script], { maxBuffer: 1 << 28 });
  child.stdin?.end(JSON.stringify({ checkpoint, ids, tokens: wanted }));
  let output = '';
  for await (const chunk of child.stdout ?? []) output += chunk;
  return logitsSchema.parse(JSON.parse(output));
}

/** The same by llama.cpp, with a float32 key and value cache so that only the arithmetic differs. */
function llamaLogits(file: string, ids: readonly number[], wanted: readonly number[]): Logits {
  const model = new LlamaModel(file, { n_gpu_layers: 0 });
  const context = new LlamaContext(model, {
    n_ctx: 256,
    n_batch: 256,
    type_k: cacheTypes.f32,
    type_v: cacheTypes.f32,
    flash_attn_type: 0,
  });
  try {
    expect([model.beginToken, ...model.tokenise(text, false)], 'tokens of llama.cpp').toEqual(ids);
    const read = ids.slice(0, -1);
    const rows = context.decode(
      read.map((token, position) => ({ token, position, sequences: [0], output: true })),
    );
    const answer: Logits = { logits: [], largest: [], next: [] };
    for (const [position, following] of ids.slice(1).entries()) {
      const start = position * model.vocabularySize;
      const row = rows.subarray(start, start + model.vocabularySize);
      const logit = (id: number) => row[id] ?? Number.NaN;
      const largest = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
      const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
      answer.logits.push(wanted.map(logit));
      answer.largest.push(row.indexOf(largest));
      answer.next.push(logit(following) - largest - Math.log(sum));
    }
    return answer;
  } finally {
    context.free();
    model.free();
  }
}

function largestDifference(one: readonly number[], other: readonly number[]): number {
  expect(one.length).toBe(other.length);
  return one.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? Number.NaN))),
    0,
  );
}

describe.skipIf(missing.length > 0)('llama.cpp beside transformers', { timeout: 300_000 }, () => {
  let folder = '';
  let checkpoint = '';
  let ids: number[] = [];
  let wanted: number[] = [];
  let reference: Logits;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soro-logits-'));
    checkpoint = join(folder, 'checkpoint');
    const { vocabularySize } = await importGguf(firstModel, checkpoint, { precision: 'bfloat16' });
    const tokenizer = await readTokenizer(join(checkpoint, 'tokenizer.json'));
    ids = [2, ...tokenizer.encode(text)];
    wanted = Array.from({ length: 200 }, (_, index) => (index * 7919 + 13) % vocabularySize);
    reference = await transformersLogits(checkpoint, ids, wanted);
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives the same logits for an F32 export, to 0.01', async () => {
    const file = join(folder, 'f32.gguf');
    await exportGguf(checkpoint, file, { type: 'f32' });
    expectEqual('F32 export', llamaLogits(file, ids, wanted));
  });

  // llama.cpp rounds the activations to bfloat16 too when it multiplies with BF16 weights. Its own quantiser
  // reads the weights of the BF16 file and writes them out as float32: then only the file itself is compared.
  it('gives the same logits for the weights of a BF16 export, to 0.01', async () => {
    const file = join(folder, 'bf16.gguf');
    const widened = join(folder, 'widened.gguf');
    await exportGguf(checkpoint, file, { type: 'bf16' });
    const { signal } = new AbortController();
    await quantiseModelFile({ source: file, target: widened, type: 'f32', threads: 2, signal });
    expectEqual('BF16 export, widened by llama.cpp', llamaLogits(widened, ids, wanted));
  });

  it('gives the same mean log-probability when it computes in BF16, to 0.01', async () => {
    const found = llamaLogits(join(folder, 'bf16.gguf'), ids, wanted);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const logit = largestDifference(found.logits.flat(), reference.logits.flat());
    const meanDifference = Math.abs(mean(found.next) - mean(reference.next));
    process.stdout.write(
      `BF16 arithmetic beside transformers: logits differ by ${logit.toFixed(4)} at most, the mean ` +
        `log-probability by ${meanDifference.toFixed(4)}.\n`,
    );
    expect(meanDifference).toBeLessThan(0.01);
  });

  function expectEqual(name: string, found: Logits): void {
    const logit = largestDifference(found.logits.flat(), reference.logits.flat());
    const next = largestDifference(found.next, reference.next);
    const same = found.largest.filter((id, index) => id === reference.largest[index]).length;
    process.stdout.write(
      `${name} beside transformers, ${found.next.length} positions: logits differ by ${logit.toFixed(4)} at ` +
        `most, log-probabilities by ${next.toFixed(4)}, same best token ${same} times.\n`,
    );
    expect(logit).toBeLessThan(0.01);
    expect(next).toBeLessThan(0.005);
    expect(same).toBeGreaterThanOrEqual(found.next.length - 1);
  }
});

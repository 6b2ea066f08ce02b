import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Token } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportGguf, importGguf } from '../../src/checkpoint/index.ts';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
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
async function llamaLogits(file: string, ids: number[], wanted: number[]): Promise<Logits> {
  const { getLlama } = await import('node-llama-cpp');
  const llama = await getLlama({ gpu: false, build: 'never', progressLogs: false });
  try {
    const model = await llama.loadModel({ modelPath: file });
    expect([2, ...model.tokenize(text, false)], 'tokens of llama.cpp').toEqual(ids);
    const context = await model.createContext({
      contextSize: 256,
      batchSize: 64,
      flashAttention: false,
      experimentalKvCacheKeyType: 'F32',
      experimentalKvCacheValueType: 'F32',
    });
    const asked = ids.slice(0, -1).map((id, index) => {
      const tokens = [...wanted, ids[index + 1] ?? 0] as Token[];
      const logits = { filter: { tokens, includeSelected: true } };
      const generateNext = { token: true, options: { temperature: 0 }, logits, totalLogitWeight: true };
      return [id as Token, { generateNext }] as [Token, { generateNext: typeof generateNext }];
    });
    const results = await context.getSequence().controlledEvaluate(asked);
    const answer: Logits = { logits: [], largest: [], next: [] };
    for (const [index, result] of results.entries()) {
      const { token, logits, totalLogitWeight } = result?.next ?? {};
      const logit = (id: number | undefined) => logits?.get(id as Token) ?? Number.NaN;
      answer.logits.push(wanted.map(logit));
      answer.largest.push(Number(token));
      answer.next.push(
        logit(ids[index + 1]) - logit(Number(token)) - Math.log(totalLogitWeight ?? Number.NaN),
      );
    }
    return answer;
  } finally {
    await llama.dispose();
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
    expectEqual('F32 export', await llamaLogits(file, ids, wanted));
  });

  // llama.cpp rounds the activations to bfloat16 too when it multiplies with BF16 weights. Its own quantiser
  // reads the weights of the BF16 file and writes them out as float32: then only the file itself is compared.
  it('gives the same logits for the weights of a BF16 export, to 0.01', async () => {
    const file = join(folder, 'bf16.gguf');
    const widened = join(folder, 'widened.gguf');
    await exportGguf(checkpoint, file, { type: 'bf16' });
    const { signal } = new AbortController();
    await quantiseModelFile({ source: file, target: widened, type: 'f32', threads: 2, signal });
    expectEqual('BF16 export, widened by llama.cpp', await llamaLogits(widened, ids, wanted));
  });

  it('gives the same mean log-probability when it computes in BF16, to 0.01', async () => {
    const found = await llamaLogits(join(folder, 'bf16.gguf'), ids, wanted);
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

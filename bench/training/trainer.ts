// Our trainer beside transformers' Trainer: the same model (layers of the embedded one, its 59k vocabulary), data,
// precision and machine, run alternately. Prints tokens/s, tokens per second of processor time (which other work on
// the machine disturbs less) and peak memory; ours also with gradientCheckpointing, which trades one for the other, and
// with compile, as the recipes have it.
//   npm run bench trainer
//   SORO_BENCH_STEPS=3 SORO_BENCH_ROUNDS=1 SORO_BENCH_LAYERS=3 SORO_BENCH_PRECISIONS=bfloat16 npm run bench trainer
//   SORO_BENCH_WAYS=compiled    which of ours
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { assembleEmbeddedModel, importGguf, readCheckpointConfig } from '../../src/checkpoint/index.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { pythonPath } from '../../src/core/processes/python.ts';
import { estimateMemory } from '../../src/training/estimate/memory.ts';
import { jobSettings, trainingSettingsSchema } from '../../src/training/index.ts';
import { trainerEnvironment } from '../../src/training/python.ts';
import { writeRandomTokens } from '../../tools/gpu/random-tokens.ts';

const number = (name: string, usual: number) => Number(process.env[name] ?? usual);
const steps = number('SORO_BENCH_STEPS', 6);
const rounds = number('SORO_BENCH_ROUNDS', 2);
const layers = number('SORO_BENCH_LAYERS', 6);
const precisions = z
  .array(z.enum(['bfloat16', 'float32']))
  .parse((process.env.SORO_BENCH_PRECISIONS ?? 'bfloat16,float32').split(','));

/** Ours in three ways. */
const way = z.enum(['ours', 'checkpointed', 'compiled']);
const ways = z.array(way).parse(process.env.SORO_BENCH_WAYS?.split(',') ?? way.options);
type Side = z.output<typeof way> | 'peer';
const sides: readonly Side[] = [...ways, 'peer'];

const resultSchema = z.strictObject({
  tokensPerSecond: z.number(),
  tokensPerProcessorSecond: z.number(),
  peakBytes: z.number(),
  losses: z.array(z.number()),
});

type Result = z.output<typeof resultSchema>;

const folder = await mkdtemp(join(tmpdir(), 'soro-bench-trainer-'));
const python = (script: string, ...argv: string[]) =>
  execFileSync(pythonPath(), [join(projectFolder, 'bench/training/trainer', script), ...argv], {
    env: trainerEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

try {
  const source = join(folder, 'embedded');
  await importGguf(await assembleEmbeddedModel(), source);
  const inputs = { base: join(folder, 'base'), tokens: join(folder, 'tokens') };
  python('first-layers.py', source, inputs.base, String(layers));
  const { shape } = await readCheckpointConfig(inputs.base);
  await writeRandomTokens(inputs.tokens, shape.vocabularySize, { least: 16, median: 245, most: 4000 });
  for (const precision of precisions) {
    const job = join(folder, `${precision}.json`);
    const settings = trainingSettingsSchema.parse({
      steps,
      precision,
      threads: availableParallelism(),
      learningRate: 1e-4,
      embeddingLearningRate: 1e-4,
      warmupSteps: 1,
      schedule: 'constant',
      device: 'cpu',
      checkpointEverySteps: 10_000,
      peakTeraflops: 1,
    });
    await writeFile(job, JSON.stringify({ ...inputs, settings: jobSettings(settings) }));
    const results: Record<Side, Result[]> = { ours: [], checkpointed: [], compiled: [], peer: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const side of sides) {
        const line = python('measure.py', side, job).trim().split('\n').at(-1) ?? '';
        const result = resultSchema.parse(JSON.parse(line));
        results[side].push(result);
        console.log(
          `${precision} ${side}: ${result.tokensPerSecond.toFixed(0)} tokens/s, ${result.tokensPerProcessorSecond.toFixed(0)} a processor second, peak ${(result.peakBytes / 2 ** 20).toFixed(0)} MiB, loss ${result.losses[0]?.toFixed(2)} → ${result.losses.at(-1)?.toFixed(2)}`,
        );
      }
    }
    const best = (side: Side, key: 'tokensPerSecond' | 'tokensPerProcessorSecond') =>
      Math.max(...results[side].map((result) => result[key]));
    const peak = (side: Side) => Math.max(...results[side].map(({ peakBytes }) => peakBytes));
    const estimated = estimateMemory(shape, precision, {
      sequenceLength: settings.sequenceLength,
      batchSize: settings.batchSize,
      gradientCheckpointing: false,
      lora: undefined,
      processes: 1,
      teacher: false,
    });
    if (ways.includes('ours')) {
      console.log(
        `${precision}: soro train estimate says ${(estimated.total / 2 ** 20).toFixed(0)} MiB, measured ${(peak('ours') / 2 ** 20).toFixed(0)}`,
      );
    }
    for (const side of ways) {
      const speed = best(side, 'tokensPerSecond') / best('peer', 'tokensPerSecond');
      const work = best(side, 'tokensPerProcessorSecond') / best('peer', 'tokensPerProcessorSecond');
      console.log(
        `${precision} ${side} / peer: ${speed.toFixed(2)} × tokens/s, ${work.toFixed(2)} × tokens a processor second, ${(peak(side) / peak('peer')).toFixed(2)} × peak memory`,
      );
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

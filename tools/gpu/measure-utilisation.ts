// How much of this machine a training uses (MFU), for the shapes of Gemma 3 with random weights:
//   npx node tools/gpu/measure-utilisation.ts --sizes 270m,1b,4b --steps 12 --batch 16 --length 2048
//   --vocabulary 65536    tokens of a trimmed vocabulary, as a Soro model has; without it Gemma's own 262,144
//   --layers 2            the first layers only, for a machine without a GPU
//   --no-compile          without torch.compile, which takes minutes on a CPU
//   --peak 989            what the device can do in TFLOP/s; without it a large matrix product is measured
// Medians of the second half of the steps. MFU counts as in trainer/soro_trainer/run/speed.py.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { formatConfig } from '../../src/checkpoint/config.ts';
import { type Gemma3Size, gemma3Shapes } from '../../src/checkpoint/shapes.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { keysOf } from '../../src/core/known.ts';
import { findPython } from '../../src/core/processes/python.ts';
import { quantile } from '../../src/evaluation/figures/statistics/bootstrap.ts';
import { jobSettings, runTrainer, trainingSettingsSchema } from '../../src/training/index.ts';
import type { TrainerEvent } from '../../src/training/protocol.ts';
import { trainerEnvironment } from '../../src/training/python.ts';
import { writeRandomTokens } from './random-tokens.ts';

const sizeSchema = z.enum(keysOf(gemma3Shapes));
const whole = z.coerce.number().int().positive();
const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    steps: { type: 'string' },
    batch: { type: 'string' },
    length: { type: 'string' },
    vocabulary: { type: 'string' },
    layers: { type: 'string' },
    peak: { type: 'string' },
    optimiser: { type: 'string' },
    'no-compile': { type: 'boolean' },
  },
});
const flags = z
  .strictObject({
    sizes: z
      .string()
      .default('270m,1b,4b')
      .transform((list) => z.array(sizeSchema).parse(list.split(','))),
    steps: whole.min(3).default(12),
    batch: whole.default(16),
    length: whole.default(2048),
    vocabulary: whole.optional(),
    layers: whole.optional(),
    peak: z.coerce.number().positive().optional(),
    optimiser: z.enum(['adamw', 'muon']).default('muon'),
    'no-compile': z.boolean().default(false),
  })
  .parse(values);

type Step = Extract<TrainerEvent, { type: 'step' }>;

async function measure(size: Gemma3Size): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-utilisation-'));
  try {
    const full = gemma3Shapes[size];
    const shape = {
      ...full,
      vocabularySize: flags.vocabulary ?? full.vocabularySize,
      layers: flags.layers ?? full.layers,
    };
    const base = join(folder, 'base');
    await mkdir(base);
    await writeFile(join(base, 'config.json'), formatConfig(shape, { precision: 'bfloat16' }));
    const python = await findPython({ by: 'Measuring', remedy: 'Run `npm run setup -- --for training`.' });
    const script = join(projectFolder, 'tools/gpu/random-weights.py');
    execFileSync(python, [script, base], { env: trainerEnvironment(), stdio: 'inherit' });
    const tokens = join(folder, 'tokens');
    await writeRandomTokens(tokens, shape.vocabularySize, { least: 64, median: 665, most: 8000 });
    const settings = trainingSettingsSchema.parse({
      steps: flags.steps,
      sequenceLength: flags.length,
      batchSize: flags.batch,
      optimiser: flags.optimiser,
      warmupSteps: 1,
      schedule: 'constant',
      learningRate: 1e-5,
      embeddingLearningRate: 1e-5,
      compile: !flags['no-compile'],
      spikeFactor: 0,
      checkpointEverySteps: flags.steps + 1,
      ...(flags.peak === undefined ? {} : { peakTeraflops: flags.peak }),
    });
    const steps: Step[] = [];
    let ready: Extract<TrainerEvent, { type: 'ready' }> | undefined;
    const output = join(folder, 'output');
    await mkdir(output);
    await runTrainer(
      {
        type: 'job',
        base,
        tokens,
        replay: null,
        teacher: null,
        output,
        resume: join(folder, 'resume'),
        settings: jobSettings(settings),
      },
      {
        signal: new AbortController().signal,
        onEvent(event) {
          if (event.type === 'ready') ready = event;
          if (event.type === 'step') steps.push(event);
        },
      },
    );
    if (!ready) throw new Error('The trainer has not said that it is ready.');
    const late = steps.slice(Math.floor(steps.length / 2));
    return [
      '',
      size,
      `${(ready.parameters / 1e6).toFixed(0)} M`,
      `${ready.device}, ${ready.precision}`,
      median(late.map(({ tokensPerSecond }) => tokensPerSecond)).toFixed(0),
      (ready.flopsPerToken / 1e9).toFixed(2),
      (ready.peakFlops / 1e12).toFixed(2),
      `${(100 * median(late.map(({ mfu }) => mfu))).toFixed(1)} %`,
      '',
    ]
      .join(' | ')
      .trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((left, right) => left - right),
    0.5,
  );
}

console.log('| size | parameters | device | tokens/s | GFLOP a token | peak, TFLOP/s | MFU |');
console.log('| --- | ---: | --- | ---: | ---: | ---: | ---: |');
for (const size of flags.sizes) console.log(await measure(size));

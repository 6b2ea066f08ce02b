import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonLine } from '../../core/json-lines.ts';
import { pythonPath, trainerFolder } from '../../core/processes/python.ts';
import { parseWith } from '../../core/schema.ts';
import { type JobMessage, jobSettings } from '../protocol.ts';
import { trainerEnvironment } from '../python.ts';
import { trainingSettingsSchema } from '../settings.ts';

/** Importing torch takes 5 to 20 seconds on a busy machine, and a test may start four trainers. */
export const trainingTimeoutMs = 600_000;

/** Whether tests can train; says why not, once a test file. */
export function canTrain(): boolean {
  if (existsSync(pythonPath())) return true;
  process.stderr.write('Skipped: training needs .venv (npm run setup -- --for training).\n');
  return false;
}

/** Writes a random two-layer checkpoint (`base`) and a few documents (`tokens`) into a folder. */
export function writeTinyInputs(folder: string): void {
  const script = join(trainerFolder, 'tests', 'tiny.py');
  execFileSync(pythonPath(), [script, join(folder, 'base'), join(folder, 'tokens')], {
    env: trainerEnvironment(),
  });
}

/** A job over the inputs of {@link writeTinyInputs}, its output in `folder/name`. */
export async function tinyJob(
  folder: string,
  name: string,
  settings: Record<string, unknown> = {},
): Promise<JobMessage> {
  await mkdir(join(folder, name), { recursive: true });
  return {
    type: 'job',
    base: join(folder, 'base'),
    tokens: join(folder, 'tokens'),
    replay: null,
    teacher: null,
    output: join(folder, name),
    resume: join(folder, name, '.resume'),
    settings: jobSettings(
      parseWith(trainingSettingsSchema, {
        steps: 30,
        sequenceLength: 64,
        batchSize: 2,
        learningRate: 1e-3,
        embeddingLearningRate: 2e-3,
        warmupSteps: 5,
        threads: 1,
        checkpointEverySteps: 7,
        ...settings,
      }),
    ),
  };
}

/** Starts a trainer and `kill -9`s it when it has taken a step and written a checkpoint (beside its steps, so maybe later). */
export function killAtStep(job: JobMessage, step: number): Promise<void> {
  const child = spawn(pythonPath(), ['-m', 'soro_trainer'], { env: trainerEnvironment() });
  child.stdin.write(jsonLine(job));
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (output.includes(`"step": ${step},`) && output.includes('"type": "checkpoint"')) child.kill('SIGKILL');
  });
  return new Promise((done, failed) => {
    child.once('close', (_, signal) => {
      if (signal === 'SIGKILL') done();
      else failed(new Error(`It ended before step ${step}: ${output}`));
    });
  });
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadInputError, CorruptArtefactError, InterruptedError, MachineError } from '../core/errors.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import type { TrainerEvent } from './protocol.ts';
import { canTrain, killAtStep, tinyJob, trainingTimeoutMs, writeTinyInputs } from './testing/tiny-run.ts';
import { runTrainer } from './trainer-process.ts';
import { readLosses } from './training-state.ts';

const never = new AbortController().signal;

/** The second of this process's trainers: the one that does not speak. */
function secondTrainer(): number {
  const parentOf = (pid: string) =>
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) . /, '')
      .split(' ')[0] ?? '';
  const found = readdirSync('/proc').find((pid) => {
    try {
      const isSecond = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes('RANK=1');
      return isSecond && Number(parentOf(parentOf(pid))) === process.pid;
    } catch {
      // Not a process, or one that has ended or is another user's.
      return false;
    }
  });
  return Number(found);
}

describe.skipIf(!canTrain())('the trainer process', { timeout: trainingTimeoutMs }, () => {
  it('gives the same losses and weights unbroken, killed and stopped', async () => {
    const folder = await temporaryFolder();
    writeTinyInputs(folder);
    const unbroken = await tinyJob(folder, 'unbroken');
    const events: TrainerEvent[] = [];
    await runTrainer(unbroken, { signal: never, onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['ready', 'self-test', 'step']);
    expect(events.filter(({ type }) => type === 'step')).toHaveLength(30);

    const broken = await tinyJob(folder, 'broken');
    await killAtStep(broken, 10);
    const controller = new AbortController();
    const started: number[] = [];
    const stopping = runTrainer(broken, {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'ready') started.push(event.resumedFromStep);
        if (event.type === 'step' && event.step === 16) controller.abort();
      },
    });
    await expect(stopping).rejects.toThrow(InterruptedError);
    await runTrainer(broken, {
      signal: never,
      onEvent: (event) => event.type === 'ready' && started.push(event.resumedFromStep),
    });
    // A checkpoint every 7 steps; which of them was the last depends on the disk.
    expect([7, 14]).toContain(started[0]);
    expect(started[1]).toBeGreaterThanOrEqual(16);
    for (const file of ['losses.jsonl', 'model.safetensors']) {
      expect(await readFile(join(broken.output, file))).toEqual(await readFile(join(unbroken.output, file)));
    }
  });

  it.skipIf(!existsSync('/proc'))('trains in two processes and goes on when one was killed', async () => {
    const folder = await temporaryFolder();
    writeTinyInputs(folder);
    const job = await tinyJob(folder, 'two', { steps: 12, processes: 2, checkpointEverySteps: 2 });
    let killed = false;
    const dying = runTrainer(job, {
      signal: never,
      processes: 2,
      onEvent(event) {
        if (event.type !== 'checkpoint' || killed) return;
        killed = true;
        process.kill(secondTrainer(), 'SIGKILL');
      },
    });
    await expect(dying).rejects.toThrow(MachineError);
    await expect(dying).rejects.toThrow(/One of the training processes/);

    const started: number[] = [];
    await runTrainer(job, {
      signal: never,
      processes: 2,
      onEvent: (event) => event.type === 'ready' && started.push(event.resumedFromStep),
    });
    expect(started[0]).toBeGreaterThanOrEqual(2);
    expect(await readLosses(job.output)).toHaveLength(12);
  });

  it('passes on errors with their family, file and remedy', async () => {
    const folder = await temporaryFolder();
    writeTinyInputs(folder);
    const job = await tinyJob(folder, 'output', { steps: 1 });
    const index = join(folder, 'tokens', 'index.json');
    const text = await readFile(index, 'utf8');
    await writeFile(index, text.replace('"vocabularySize": 96', '"vocabularySize": 95'));
    const otherVocabulary = runTrainer(job, { signal: never, onEvent() {} });
    await expect(otherVocabulary).rejects.toThrow(BadInputError);
    await expect(otherVocabulary).rejects.toThrow(/vocabulary of 95.*has 96/);

    await writeFile(index, text);
    await writeFile(join(folder, 'tokens', 'tokens-00000.bin'), 'short');
    const damaged = runTrainer(job, { signal: never, onEvent() {} });
    await expect(damaged).rejects.toThrow(CorruptArtefactError);
    await expect(damaged).rejects.toMatchObject({ file: expect.stringContaining('tokens-00000.bin') });
  });
});

import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../core/artefact/draft.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import type { ReadyEvent, StepEvent } from '../protocol.ts';
import { niceTicks, thinOut } from './chart.ts';
import { openCurve } from './curve.ts';

const ready: ReadyEvent = {
  type: 'ready',
  versions: {},
  device: 'cpu',
  precision: 'float32',
  parameters: 1e6,
  steps: 20,
  documents: 5,
  cutDocuments: 0,
  skippedDocuments: 0,
  resumedFromStep: 0,
  processes: 1,
  trainedParameters: 1e6,
  peakFlops: 1e11,
  flopsPerToken: 6e6,
};

function stepEvent(step: number): StepEvent {
  const loss = 5 - step / 10;
  return {
    type: 'step',
    step,
    loss,
    tokens: step * 64,
    tokensPerSecond: 100,
    learningRate: 1e-4,
    gradientNorm: 1,
    mfu: 0.3,
  };
}

async function testDraft(): Promise<Draft> {
  const directory = await temporaryFolder();
  await mkdir(join(directory, '.resume'));
  return {
    directory,
    path: (...parts) => join(directory, ...parts),
    resumePath: (...parts) => join(directory, '.resume', ...parts),
  };
}

describe('the live curve', () => {
  it('refreshes itself while the run goes on, and stays in the end', async () => {
    const draft = await testDraft();
    const curve = await openCurve(draft, 'tuning');
    curve.handle(ready);
    for (let step = 1; step <= 5; step += 1) curve.handle(stepEvent(step));
    curve.handle({ type: 'probe', step: 5, text: 'Тоҷикӣ <1>', bitsPerCharacter: 2.25 });
    await expect
      .poll(() => readFile(draft.path('curve.html'), 'utf8').catch(() => ''))
      .toContain('http-equiv="refresh"');
    curve.handle({ type: 'finished', status: 'complete', step: 5, tokens: 320, epoch: 0 });
    await curve.close();
    const page = await readFile(draft.path('curve.html'), 'utf8');
    expect(page).not.toContain('http-equiv="refresh"');
    expect(page).not.toMatch(/<script|https?:\/\//);
    expect(page).toContain('Тоҷикӣ &lt;1&gt; 2.250');
    for (const title of ['Loss', 'Speed', 'Utilisation', 'Gradient norm', 'Learning rate'])
      expect(page).toContain(title);
  });

  it('keeps the points of the steps that stand when a run goes on', async () => {
    const draft = await testDraft();
    const first = await openCurve(draft, 'tuning');
    first.handle(ready);
    for (let step = 1; step <= 9; step += 1) first.handle(stepEvent(step));
    await first.close();
    await appendFile(draft.resumePath('curve.jsonl'), '{"step": 10, "lo');
    const second = await openCurve(draft, 'tuning');
    second.handle({ ...ready, resumedFromStep: 6 });
    second.handle(stepEvent(7));
    await second.close();
    const lines = (await readFile(draft.resumePath('curve.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await readFile(draft.path('curve.html'), 'utf8')).toContain('7 of 20 steps');
  });
});

describe('drawing', () => {
  const values = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

  it('joins neighbours without losing an extreme or a point', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 900 }), (ys) => {
        const buckets = thinOut(
          ys.map((y, x) => ({ x, y })),
          50,
        );
        expect(buckets.length).toBeLessThanOrEqual(50);
        expect(Math.max(...buckets.map(({ high }) => high))).toBe(Math.max(...ys));
        expect(Math.min(...buckets.map(({ low }) => low))).toBe(Math.min(...ys));
      }),
    );
  });

  it('finds ticks that hold the range', () => {
    fc.assert(
      fc.property(values, values, (one, two) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)];
        const ticks = niceTicks(low, high);
        expect(ticks.length).toBeLessThanOrEqual(8);
        const slack = (high - low) * 1e-6 + Math.abs(high) * 1e-6;
        expect(ticks[0]).toBeLessThanOrEqual(low + slack);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - slack);
      }),
    );
  });
});

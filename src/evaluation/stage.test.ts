import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildArtefact } from '../core/artefact/build.ts';
import { sha256 } from '../core/artefact/fingerprint.ts';
import type { Artefact } from '../core/artefact/manifest.ts';
import { defineStage } from '../core/artefact/stage.ts';
import { projectFolder } from '../core/configuration.ts';
import { BadInputError, InterruptedError } from '../core/errors.ts';
import { silentProgress } from '../core/progress.ts';
import { readSummary } from './index.ts';
import { runEvaluation } from './run-evaluation.ts';
import { evaluationStage } from './stage.ts';
import { type FakeScorer, fakeScorer } from './testing/fake-scorer.ts';

const executor = { name: 'none', concurrency: 1, run: async () => null, close: async () => {} };
const signal = new AbortController().signal;
let work = '';
let opened: { file: string; scorer: FakeScorer }[] = [];

beforeEach(async () => {
  opened = [];
  work = await mkdtemp(join(tmpdir(), 'soro-evaluation-'));
  await writeFile(join(work, 'lines.txt'), 'Субҳ ба хайр!\n\nНом: Сомон.\n');
});
afterEach(() => rm(work, { recursive: true, force: true }));

/** A model artefact; the fake scorer never reads its file. */
async function model(name: string): Promise<Artefact> {
  const directory = join(work, name);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'model.gguf'), '');
  const manifest = {
    kind: 'model' as const,
    stage: 'quantisation',
    formatVersion: 1,
    name,
    fingerprint: sha256(name),
    inputs: {},
    externals: {},
    settings: {},
    counts: {},
    rejects: {},
    licences: [],
    tools: {},
    files: [],
    created: '2026-01-01T00:00:00.000Z',
  };
  return { directory, manifest };
}

function scorerFor(file: string): FakeScorer {
  const scorer = fakeScorer(() => (file.includes('after') ? -1 : -2));
  opened.push({ file, scorer });
  return scorer;
}

async function evaluate(target: string, options: { settings?: object; fail?: boolean; cache?: string } = {}) {
  const stage = defineStage({
    ...evaluationStage,
    build: (context) =>
      runEvaluation(context, {
        cacheDirectory: join(work, 'cache', options.cache ?? target),
        scorers: {
          llama: async ({ file }) => {
            if (options.fail && file.includes('after')) throw new InterruptedError();
            return scorerFor(file);
          },
          torch: async () => {
            throw new Error('not asked for');
          },
        },
      }),
  });
  const settings = evaluationStage.settings.parse({
    texts: { lines: join(work, 'lines.txt') },
    tasks: [join(projectFolder, 'benchmarks/word-meaning')],
    taskItems: 5,
    ...options.settings,
  });
  return buildArtefact(stage, {
    settings,
    inputs: { after: await model('after-model'), before: await model('before-model') },
    target: join(work, target),
    executor,
    progress: silentProgress,
    signal,
  });
}

describe('evaluationStage', () => {
  it('writes items, summary and page, with every model compared to "before"', async () => {
    const report = await evaluate('report');
    expect(report.manifest.counts).toEqual({ models: 2, documents: 2, characters: 24, items: 5 });
    expect(report.manifest.licences).toEqual(['MIT']);
    const summary = await readSummary(report.directory);
    expect(summary.models.map(({ label }) => label)).toEqual(['before', 'after']);
    const [before, after] = summary.bitsPerCharacter.map(({ value }) => value);
    expect(before).toBeCloseTo(2 * Math.LOG2E, 5);
    expect(after).toBeCloseTo(Math.LOG2E, 5);
    expect(summary.differences.map(({ measure }) => measure)).toEqual([
      'bits-per-character',
      'accuracy',
      'accuracy-by-characters',
      'accuracy-by-bytes',
    ]);
    const lines = (await readFile(join(report.directory, 'items.jsonl'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(2 * (2 + 5));
    expect(opened.every(({ scorer }) => scorer.closed)).toBe(true);
  });

  it('does only the rest after a stop, and gives the same bytes as an unbroken run', async () => {
    const whole = await evaluate('whole');
    await expect(evaluate('broken', { fail: true })).rejects.toThrow(InterruptedError);
    opened = [];
    const resumed = await evaluate('broken');
    expect(opened.map(({ file }) => file)).toEqual([join(work, 'after-model', 'model.gguf')]);
    for (const file of ['items.jsonl', 'summary.json', 'report.html']) {
      expect(await readFile(join(resumed.directory, file), 'utf8')).toBe(
        await readFile(join(whole.directory, file), 'utf8'),
      );
    }
    expect(resumed.manifest.fingerprint).toBe(whole.manifest.fingerprint);
  });

  it('is stale when a text file changes, and not when it only moves', async () => {
    const first = (await evaluate('report')).manifest.fingerprint;
    await writeFile(join(work, 'moved.txt'), await readFile(join(work, 'lines.txt')));
    const moved = await evaluate('report', { settings: { texts: { lines: join(work, 'moved.txt') } } });
    expect(moved.manifest.fingerprint).toBe(first);
    await writeFile(join(work, 'lines.txt'), 'Дигар.\n');
    expect((await evaluate('report')).manifest.fingerprint).not.toBe(first);
  });

  it('names a text file that is missing, empty or not UTF-8', async () => {
    const failure = async () => {
      const error = await evaluate('report').catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(BadInputError);
      return error as BadInputError;
    };
    await writeFile(join(work, 'lines.txt'), '\n');
    expect((await failure()).file).toBe(join(work, 'lines.txt'));
    await writeFile(join(work, 'lines.txt'), Buffer.from('Субҳ\nба \xcd\xe0\n', 'latin1'));
    expect((await failure()).place).toBe('line 1');
    await rm(join(work, 'lines.txt'));
    expect((await failure()).file).toBe(join(work, 'lines.txt'));
  });

  it('refuses a text that takes the name of the held-out documents', () => {
    expect(() => evaluationStage.settings.parse({ texts: { 'held-out': 'a.txt' } })).toThrow('held-out');
  });
});

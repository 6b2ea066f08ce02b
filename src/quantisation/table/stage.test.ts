import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkpointStage } from '../../checkpoint/stage.ts';
import { writeTinyCheckpoint } from '../../checkpoint/tiny-checkpoint.ts';
import { buildArtefact } from '../../core/artefact/build.ts';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { projectFolder } from '../../core/configuration.ts';
import { silentProgress } from '../../core/progress.ts';
import { parseWith } from '../../core/schema.ts';
import { createLocalExecutor } from '../../core/shards/local-executor.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { quantisationStage } from '../stage.ts';
import { quantisationTableStage } from './stage.ts';

const executor = createLocalExecutor(1);
const common = { executor, progress: silentProgress, signal: new AbortController().signal };
let folder: string;
let checkpoint: Artefact;
let text: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeTinyCheckpoint(join(folder, 'tiny'));
  checkpoint = await buildArtefact(checkpointStage, {
    ...common,
    settings: { from: join(folder, 'tiny'), precision: 'float32' },
    inputs: {},
    target: join(folder, 'checkpoint'),
  });
  text = join(folder, 'text.txt');
  const lines = Array.from(
    { length: 30 },
    (_, index) => `салом ${'мо'.repeat(index + 1)} ало ло са салом ${'лос '.repeat(9)}`,
  );
  await writeFile(text, lines.join('\n'));
});

describe('the table of variants', () => {
  it('measures every variant and writes the pages', { timeout: 300_000 }, async () => {
    const settings = parseWith(quantisationTableStage.settings, {
      texts: { 'tg-news': text, ru: text },
      tajikCalibration: [text],
      calibrationTokens: 512,
      textCharacters: 300,
      speedContexts: [640],
      tasks: [join(projectFolder, 'benchmarks/word-meaning')],
      sampleItems: 12,
      variants: {
        f32: { type: 'f32' },
        fp8: { type: 'fp8' },
        q4_0: { type: 'q4_0' },
        'iq4_nl-tajik': { type: 'iq4_nl', importance: 'tajik', pure: true },
      },
    });
    const report = await buildArtefact(quantisationTableStage, {
      ...common,
      settings,
      inputs: { checkpoint, base: checkpoint },
      target: join(folder, 'table'),
    });
    const results = JSON.parse(await readFile(join(report.directory, 'variants.json'), 'utf8'));
    const divergences = Object.fromEntries(
      results.map((result: { name: string; texts: Record<string, { divergence: number }[]> }) => [
        result.name,
        result.texts.ru?.reduce((sum, { divergence }) => sum + divergence, 0),
      ]),
    );
    expect(divergences.f32).toBeLessThan(1e-6);
    expect(divergences.fp8).toBeGreaterThan(0);
    expect(divergences.q4_0).toBeGreaterThan(divergences.fp8);
    // Not a byte more than plain Q4_0, whose blocks are as large.
    const size = (name: string) =>
      results.find((result: { name: string }) => result.name === name).bitsPerWeight;
    expect(size('iq4_nl-tajik')).toBe(size('q4_0'));
    // The same weights answer alike; each variant answers every item.
    const table = JSON.parse(await readFile(join(report.directory, 'table.json'), 'utf8'));
    expect(table.accuracy).toMatchObject({ tasks: ['word-meaning'], items: 12 });
    const row = (name: string) => table.rows.find((one: { name: string }) => one.name === name);
    expect(row('f32').accuracy).toEqual({
      accuracy: table.accuracy.reference,
      difference: { value: 0, low: 0, high: 0 },
    });
    for (const { answers } of results) expect(answers['word-meaning']).toHaveLength(12);
    const page = await readFile(join(report.directory, 'table.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).toContain('tg-news');
    expect(await readFile(join(report.directory, 'table.md'), 'utf8')).toMatch(
      /\| iq4_nl-tajik.*\| tajik \|/,
    );
  });

  it('names the variant that lacks an input', async () => {
    const settings = parseWith(quantisationTableStage.settings, {
      texts: { tg: text },
      variants: { recovered: { type: 'q4_0', from: 'recovered' } },
    });
    const running = buildArtefact(quantisationTableStage, {
      ...common,
      settings,
      inputs: { checkpoint },
      target: join(folder, 'lacking'),
    });
    await expect(running).rejects.toMatchObject({ name: 'BadInputError', place: 'variants.recovered' });
  });
});

describe('a model by search', () => {
  it('stays within its budget and says in its card which types it took', { timeout: 300_000 }, async () => {
    const settings = parseWith(quantisationStage.settings, {
      budget: '170kB',
      calibration: [text],
      calibrationTokens: 512,
      searchTokens: 64,
      searchedTypes: ['q4_0', 'q8_0'],
    });
    const target = join(folder, 'model');
    const model = await buildArtefact(quantisationStage, {
      ...common,
      settings,
      inputs: { checkpoint },
      target,
    });
    expect(model.manifest.counts.sizeBytes).toBeLessThanOrEqual(170_000);
    expect(await readFile(join(target, 'card.md'), 'utf8')).toMatch(/\| ffn_up \| [A-Z0-9_]+ \|/);
  });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { exists } from '../../core/files.ts';
import { parseWith } from '../../core/schema.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { readRecipe } from './recipe.ts';
import { checkRelease, releaseFile, releaseSchema, settleRelease } from './release.ts';

const interval = { low: null, high: null };
const bits = (model: string, text: string, value: number) => ({
  model,
  text,
  value,
  ...interval,
  bits: 1,
  tokens: 1,
});
const task = {
  id: 'word-meaning',
  version: 1,
  title: 'Word meaning',
  domain: 'linguistic',
  language: 'tg',
  metric: 'accuracy',
  letters: null,
  licence: 'CC0-1.0',
  source: 'made here',
  contentHash: 'b'.repeat(64),
  commit: null,
  items: 50,
  leftOut: {},
  randomBaseline: 0.25,
  majorityBaseline: 0.25,
  detectable: null,
  tellsApart: 'nothing',
};
const right = (model: string, value: number, metric = 'accuracy') => ({
  model,
  task: 'word-meaning',
  metric,
  value,
  ...interval,
  truncatedItems: 0,
  failures: {},
});

/** A report in which `after` gained on Tajik and lost a little Russian. */
async function writeReport(directory: string): Promise<void> {
  const model = (label: string) => ({
    label,
    kind: 'model',
    name: label,
    fingerprint: 'a'.repeat(64),
    engine: 'llama.cpp',
    scoring: 'log-probability',
    chatTemplate: false,
  });
  const summary = {
    formatVersion: 3,
    seed: 1,
    contextTokens: 512,
    resamples: 2000,
    confidence: 0.95,
    models: [model('before'), model('after')],
    texts: [],
    tasks: [task],
    bitsPerCharacter: [
      bits('before', 'Tajik', 3.2),
      bits('after', 'Tajik', 1.9),
      bits('before', 'Russian', 1.48),
      bits('after', 'Russian', 1.7),
    ],
    // The figure by characters is first, and does not count.
    accuracy: [right('after', 0.1, 'accuracy-by-characters'), right('before', 0.3), right('after', 0.36)],
    scores: [],
    positions: [],
    domains: [],
    breakdown: [],
    aboveGuessing: [],
    differences: [],
    duplicates: [],
    contamination: null,
  };
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'summary.json'), JSON.stringify(summary));
}

const met = {
  report: 'report',
  model: 'after',
  bitsPerCharacter: { Tajik: 2, Russian: 1.75 },
  retention: { Russian: 0.25 },
  gains: { 'word-meaning': 0.05 },
  accuracy: { 'word-meaning': 0.35 },
};

function artefact(directory: string): Artefact {
  const manifest = {
    kind: 'model' as const,
    stage: 'quantisation',
    formatVersion: 1,
    name: 'small',
    fingerprint: 'b'.repeat(64),
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

describe('release conditions', () => {
  it('release a model that meets every one, and say with which figures', async () => {
    const folder = await temporaryFolder();
    await writeReport(join(folder, 'report'));
    const conditions = await checkRelease(parseWith(releaseSchema, met), join(folder, 'report'));
    expect(conditions.map(({ isMet }) => isMet)).toEqual([true, true, true, true, true]);
    const model = artefact(join(folder, 'small'));
    expect(await settleRelease(model, artefact(join(folder, 'report')), conditions)).toBe(true);
    const paper = JSON.parse(await readFile(releaseFile(model.directory), 'utf8'));
    expect(paper.fingerprint).toBe('b'.repeat(64));
    expect(paper.conditions).toContainEqual({
      name: 'Tajik, bits per character',
      wanted: 'at most 2',
      measured: 1.9,
    });
  });

  it('name what is missed, and what nobody measured; an earlier release is taken back', async () => {
    const folder = await temporaryFolder();
    await writeReport(join(folder, 'report'));
    const wanted = { ...met, retention: { Russian: 0.2, English: 0.2 }, gains: { 'word-meaning': 0.1 } };
    const conditions = await checkRelease(parseWith(releaseSchema, wanted), join(folder, 'report'));
    const missed = conditions.filter(({ isMet }) => !isMet);
    expect(missed.map(({ name }) => name)).toEqual([
      'Russian, bits per character above before',
      'English, bits per character above before',
      'word-meaning, gain over before',
    ]);
    expect(missed[1]?.measured).toBeUndefined();
    const model = artefact(join(folder, 'small'));
    await writeFile(releaseFile(model.directory), '{}');
    expect(await settleRelease(model, model, conditions)).toBe(false);
    expect(await exists(releaseFile(model.directory))).toBe(false);
  });

  it('read figures of conversations from a file', async () => {
    const folder = await temporaryFolder();
    await writeReport(join(folder, 'report'));
    const file = join(folder, 'samples.json');
    await writeFile(file, JSON.stringify({ repetition: 0.05, tajik: 0.99 }));
    const figures = { repetition: { atMost: 0.02 }, tajik: { atLeast: 0.98 }, refusals: { atLeast: 0.9 } };
    const wanted = { report: 'report', model: 'after', conversation: { file, figures } };
    const conditions = await checkRelease(parseWith(releaseSchema, wanted), join(folder, 'report'));
    expect(conditions.map(({ name, isMet }) => [name, isMet])).toEqual([
      ['repetition', false],
      ['tajik', true],
      ['refusals', false],
    ]);
  });

  it('must speak of a report of the recipe and of models in it', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'try.yaml');
    const artefacts = `artefacts:
  base: { stage: checkpoint, settings: { from: embedded } }
  small: { stage: quantisation, inputs: { checkpoint: base }, settings: { type: q8_0 } }
  report: { stage: evaluation, inputs: { before: base, after: small } }
`;
    const write = (release: string) =>
      writeFile(file, `soro: 1\nname: try\nwork: out\n${artefacts}release: ${release}\n`);
    await write('{ report: small, model: after }');
    await expect(readRecipe(file)).rejects.toMatchObject({ place: 'release.report' });
    await write('{ report: report, model: small }');
    await expect(readRecipe(file)).rejects.toMatchObject({ place: 'release.model' });
    await write('{ report: report, model: after, bitsPerChar: {} }');
    await expect(readRecipe(file)).rejects.toThrow('Unknown key "bitsPerChar"');
    await write('{ report: report, model: after, conversation: { file: c.json, figures: {} } }');
    const { release } = await readRecipe(file);
    expect(release).toMatchObject({ modelArtefact: 'small', conversation: { file: join(folder, 'c.json') } });
  });
});

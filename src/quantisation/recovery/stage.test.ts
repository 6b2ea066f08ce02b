import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCheckpointTensors } from '../../checkpoint/index.ts';
import { buildArtefact } from '../../core/artefact/build.ts';
import type { Artefact, ArtefactKind } from '../../core/artefact/manifest.ts';
import { BadInputError } from '../../core/errors.ts';
import type { Executor } from '../../core/executor.ts';
import { silentProgress } from '../../core/progress.ts';
import { parseWith } from '../../core/schema.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { canTrain, trainingTimeoutMs, writeTinyInputs } from '../../training/testing/tiny-run.ts';
import { recoveryStage } from './stage.ts';

const executor: Executor = {
  name: 'none',
  concurrency: 1,
  run: () => Promise.reject(new Error('unused')),
  close: async () => {},
};

function asArtefact(directory: string, kind: ArtefactKind): Artefact {
  const manifest = {
    kind,
    stage: 'test',
    formatVersion: 1,
    name: kind,
    fingerprint: 'a'.repeat(64),
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

/** Builds from tiny inputs; with a share of replay, the same tokens are replayed. */
function recover(
  folder: string,
  settings: Record<string, unknown>,
  replay: Record<string, Artefact> = settings.replayShare
    ? { replay: asArtefact(join(folder, 'tokens'), 'tokens') }
    : {},
): Promise<Artefact> {
  return buildArtefact(recoveryStage, {
    settings: parseWith(recoveryStage.settings, { sequenceLength: 64, threads: 1, ...settings }),
    inputs: {
      checkpoint: asArtefact(join(folder, 'base'), 'checkpoint'),
      tokens: asArtefact(join(folder, 'tokens'), 'tokens'),
      ...replay,
    },
    target: join(folder, 'recovered'),
    executor,
    progress: silentProgress,
    signal: new AbortController().signal,
  });
}

describe('the recovery stage', () => {
  it('names a grid that the student cannot compute with', () => {
    expect(() => parseWith(recoveryStage.settings, { type: 'iq4_nl' })).toThrow(BadInputError);
  });

  it.skipIf(!canTrain())(
    'writes a float32 checkpoint and says how far it came',
    { timeout: trainingTimeoutMs },
    async () => {
      const folder = await temporaryFolder();
      writeTinyInputs(folder);
      const { directory, manifest } = await recover(folder, { steps: 4 });
      expect(await readdir(directory)).toEqual(
        expect.arrayContaining(['config.json', 'losses.jsonl', 'tokenizer.json']),
      );
      expect(manifest.counts).toMatchObject({ steps: 4 });
      expect(manifest.counts.firstDivergence).toBeGreaterThan(0);
      const { tensors } = await openCheckpointTensors(directory);
      expect([...tensors.values()].every(({ format }) => format === 'F32')).toBe(true);
    },
  );

  it.skipIf(!canTrain())(
    'learns what the unquantised model says of both kinds of text',
    { timeout: trainingTimeoutMs },
    async () => {
      const folder = await temporaryFolder();
      writeTinyInputs(folder);
      // Had the second kind been compared with its own words, half of the losses would be nats of a text.
      const { manifest } = await recover(folder, { steps: 4, replayShare: 0.5, batchSize: 2 });
      expect(manifest.counts.firstDivergence).toBeLessThan(0.5);
    },
  );

  it('names a share of replay that has no tokens', async () => {
    const running = recover(await temporaryFolder(), { replayShare: 0.5 }, {});
    await expect(running).rejects.toMatchObject({ name: 'BadInputError', place: 'replayShare' });
  });
});

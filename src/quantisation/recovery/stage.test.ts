import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCheckpointTensors } from '../../checkpoint/index.ts';
import { buildArtefact } from '../../core/build.ts';
import { BadInputError } from '../../core/errors.ts';
import type { Executor } from '../../core/executor.ts';
import type { Artefact, ArtefactKind } from '../../core/manifest.ts';
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
      const { directory, manifest } = await buildArtefact(recoveryStage, {
        settings: parseWith(recoveryStage.settings, { steps: 4, sequenceLength: 64, threads: 1 }),
        inputs: {
          checkpoint: asArtefact(join(folder, 'base'), 'checkpoint'),
          tokens: asArtefact(join(folder, 'tokens'), 'tokens'),
        },
        target: join(folder, 'recovered'),
        executor,
        progress: silentProgress,
        signal: new AbortController().signal,
      });
      expect(await readdir(directory)).toEqual(
        expect.arrayContaining(['config.json', 'losses.jsonl', 'tokenizer.json']),
      );
      expect(manifest.counts).toMatchObject({ steps: 4 });
      expect(manifest.counts.firstDivergence).toBeGreaterThan(0);
      const { tensors } = await openCheckpointTensors(directory);
      expect([...tensors.values()].every(({ format }) => format === 'F32')).toBe(true);
    },
  );
});

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateModelFile } from '../../src/checkpoint/index.ts';
import { checkpointStage } from '../../src/checkpoint/stage.ts';
import { buildArtefact } from '../../src/core/artefact/build.ts';
import { hashFile } from '../../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../../src/core/configuration.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { parseWith } from '../../src/core/schema.ts';
import { createLocalExecutor } from '../../src/core/shards/local-executor.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import { quantisationStage } from '../../src/quantisation/stage.ts';

const from = join(sharedFolder(), 'models', 'soro-270m-first.gguf');
const absent = !existsSync(from);
if (absent) process.stderr.write(`Skipped: no model at ${from} (set SORO_SHARED).\n`);

describe.skipIf(absent)('quantising a real checkpoint', () => {
  it('gives a sound model file with its card, terms and checksums', { timeout: 180_000 }, async () => {
    const folder = await temporaryFolder();
    const executor = createLocalExecutor(2);
    const common = { executor, progress: silentProgress, signal: new AbortController().signal };
    const checkpoint = await buildArtefact(checkpointStage, {
      ...common,
      settings: { from, precision: 'bfloat16' },
      inputs: {},
      target: join(folder, 'checkpoint'),
    });
    const model = await buildArtefact(quantisationStage, {
      ...common,
      settings: parseWith(quantisationStage.settings, {
        type: 'q4_1',
        tokenEmbeddingType: 'q8_0',
        name: 'Tried',
        description: 'For a test.',
      }),
      inputs: { checkpoint },
      target: join(folder, 'model'),
    });
    await executor.close();

    const names = ['GEMMA_TERMS.txt', 'NOTICE', 'card.md', 'checksums.txt', 'manifest.json', 'model.gguf'];
    expect((await readdir(model.directory)).sort()).toEqual(names);
    expect(await readdir(folder)).toEqual(['checkpoint', 'model']);
    const summary = await validateModelFile(join(model.directory, 'model.gguf'));
    expect(summary).toMatchObject({ name: 'Tried', hasChatTemplate: true });
    expect(summary.tensorTypes).toMatchObject({ Q4_1: 126, Q8_0: 1 });
    expect(model.manifest.licences).toContain('Gemma Terms of Use');
    const checksums = (await readFile(join(model.directory, 'checksums.txt'), 'utf8')).trim().split('\n');
    expect(checksums).toHaveLength(4);
    for (const line of checksums) {
      const [hash, name = ''] = line.split('  ');
      expect(await hashFile(join(model.directory, name))).toBe(hash);
    }
  });
});

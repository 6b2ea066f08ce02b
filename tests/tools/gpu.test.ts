import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../src/core/configuration.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import { writeTinyBase } from '../support/tiny-base.ts';

const run = promisify(execFile);
const tool = (name: string, ...argv: string[]) =>
  run(process.execPath, [join(projectFolder, 'tools/gpu', name), ...argv], { cwd: projectFolder });

const missing = ['.venv/bin/python', 'models/embedded.json'].filter(
  (path) => !existsSync(join(projectFolder, path)),
);
if (missing.length > 0) console.warn(`skipped: training in pieces needs ${missing.join(' and ')}`);

describe('weights in parts', () => {
  it('come back byte for byte', async () => {
    const folder = await temporaryFolder();
    const model = join(folder, 'some.gguf');
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251));
    await writeFile(model, bytes);
    await tool('weights.ts', 'cut', model, join(folder, 'parts'), '--megabytes', '0.03');
    expect(await readdir(join(folder, 'parts'))).toHaveLength(5);
    const { stdout } = await tool('weights.ts', 'join', join(folder, 'parts'), join(folder, 'joined'));
    expect((await readFile(stdout.trim())).equals(bytes)).toBe(true);
  });

  it('are refused by name when one is damaged', async () => {
    const folder = await temporaryFolder();
    const model = join(folder, 'some.gguf');
    await writeFile(model, Buffer.alloc(50_000, 1));
    await tool('weights.ts', 'cut', model, join(folder, 'parts'), '--megabytes', '0.03');
    await writeFile(join(folder, 'parts/some.part-2'), Buffer.alloc(20_000, 2));
    await expect(tool('weights.ts', 'join', join(folder, 'parts'), join(folder, 'joined'))).rejects.toThrow(
      'some.part-2',
    );
  });
});

describe.skipIf(missing.length > 0)('a GPU for minutes', { timeout: 600_000 }, () => {
  it('is measured with random weights of a shape, here on the CPU for three steps', async () => {
    const { stdout } = await tool(
      'measure-utilisation.ts',
      ...['--sizes', '270m', '--layers', '2', '--vocabulary', '2048', '--optimiser', 'adamw'],
      // Muon multiplies in bfloat16: minutes on a processor that has none.
      ...['--steps', '3', '--batch', '2', '--length', '64', '--no-compile', '--peak', '0.1'],
    );
    expect(stdout).toMatch(/\| 270m \| 12 M \| cpu, \w+ \| \d+ \| 0\.\d\d \| 0\.10 \| \d+\.\d % \|/);
  });

  it('trains a recipe in pieces', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'work'));
    await writeTinyBase(join(folder, 'base'));
    const recipe = join(folder, 'recipe.yaml');
    await writeFile(
      recipe,
      `soro: 1
name: pieces
work: work
artefacts:
  base: { stage: checkpoint, settings: { from: ./base } }
  dialogues:
    stage: instruction-tokens
    inputs: { base: base }
    settings: { from: [${projectFolder}/data/instructions/dialogues.jsonl] }
  tuned:
    stage: tuning
    inputs: { base: base, tokens: dialogues }
    settings: { steps: 20, sequenceLength: 128, batchSize: 2, warmupSteps: 4, checkpointEverySteps: 10, threads: 1 }
`,
    );
    const first = await tool('run-piece.ts', recipe, '--minutes', '1.05').catch((error) => error);
    expect(first.code).toBe(3);
    await tool('run-piece.ts', recipe, '--minutes', '9');
    expect(await readdir(join(folder, 'work/tuned'))).toContain('model.safetensors');
  });
});

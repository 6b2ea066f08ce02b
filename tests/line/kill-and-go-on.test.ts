import { existsSync } from 'node:fs';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecipe } from '../../src/cli/make/recipe.ts';
import { readManifest } from '../../src/core/artefact/manifest.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { finish, killGroup, soro, startSoro } from '../support/soro.ts';
import { writeTinyBase } from '../support/tiny-base.ts';

const missing = ['.venv/bin/python', 'models/embedded.json'].filter(
  (path) => !existsSync(join(projectFolder, path)),
);
if (missing.length > 0) console.warn(`skipped: the whole line needs ${missing.join(' and ')}`);

/** The demo's line over the same sample, with a model that trains in seconds. */
function recipeText(work: string, base: string): string {
  return `soro: 1
name: tiny
work: ${work}
artefacts:
  documents: { stage: documents, settings: { from: [${projectFolder}/data/sample] } }
  corpus: { stage: corpus, inputs: { documents: documents } }
  base: { stage: checkpoint, settings: { from: ${base} } }
  vocabulary: { stage: vocabulary, inputs: { checkpoint: base, corpus: corpus } }
  tokens: { stage: tokens, inputs: { corpus: corpus, vocabulary: vocabulary } }
  dialogues:
    stage: instruction-tokens
    inputs: { base: base }
    settings: { from: [${projectFolder}/data/instructions/dialogues.jsonl] }
  pretrained:
    stage: pretraining
    inputs: { base: base, tokens: tokens }
    settings: { steps: 24, sequenceLength: 128, batchSize: 2, warmupSteps: 4, checkpointEverySteps: 5, threads: 1 }
  tuned:
    stage: tuning
    inputs: { base: pretrained, tokens: dialogues }
    settings: { steps: 16, sequenceLength: 128, batchSize: 2, warmupSteps: 4, checkpointEverySteps: 5, threads: 1 }
  model: { stage: quantisation, inputs: { checkpoint: tuned }, settings: { type: q8_0 } }
  report:
    stage: evaluation
    inputs: { corpus: corpus, before: base, after: model }
    settings: { heldOutCharacters: 2000, contextTokens: 256 }
`;
}

describe.skipIf(missing.length > 0)('the whole line', () => {
  let folder = '';
  let unbroken = '';
  let broken = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soro-line-'));
    await writeTinyBase(join(folder, 'base'));
    unbroken = join(folder, 'unbroken.yaml');
    broken = join(folder, 'broken.yaml');
    await writeFile(unbroken, recipeText('unbroken', './base'));
    await writeFile(broken, recipeText('broken', './base'));
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('builds every artefact, and does nothing the second time, in under two seconds', async () => {
    const first = await soro(['make', unbroken]);
    expect(first.errors).not.toContain('Error');
    expect(first.code).toBe(0);
    const started = performance.now();
    const second = await soro(['make', unbroken]);
    expect(second.output).toContain('nothing to do');
    expect(performance.now() - started).toBeLessThan(2000);
  }, 600_000);

  it('killed in each stage goes on to the same bytes', async () => {
    const { artefacts } = await readRecipe(broken);
    for (const { target, name } of artefacts) {
      const child = startSoro(['make', broken]);
      const ended = finish(child);
      // In the middle of this stage: its draft is there. A training run gets as far as its first checkpoint.
      const resumePoint = ['pretrained', 'tuned'].includes(name)
        ? `${target}.draft/.resume/LATEST`
        : `${target}.draft`;
      while (!existsSync(resumePoint) && !existsSync(target) && child.exitCode === null) await delay(5);
      killGroup(child);
      await ended;
    }
    const last = await soro(['make', broken]);
    expect(last.errors).not.toContain('Error');
    expect(last.code).toBe(0);
    for (const { target } of artefacts) {
      const left = await readManifest(target);
      const right = await readManifest(target.replace('broken', 'unbroken'));
      expect(left.fingerprint).toBe(right.fingerprint);
      // The curve of a training shows how fast it went.
      const [ours, theirs] = [left, right].map(({ files }) =>
        files.filter(({ path }) => path !== 'curve.html'),
      );
      expect(ours, target).toEqual(theirs);
      expect(existsSync(`${target}.draft`)).toBe(false);
    }
  }, 900_000);

  it('builds again what depends on a changed file, and says why', async () => {
    const sample = join(folder, 'sample');
    await cp(join(projectFolder, 'data/sample'), sample, { recursive: true });
    const text = await readFile(unbroken, 'utf8');
    await writeFile(unbroken, text.replace(`${projectFolder}/data/sample`, sample));
    expect((await soro(['make', unbroken, '--plan'])).output).toMatch(/keep +documents/);
    const [changed = ''] = (await readdir(sample)).filter((name) => name.endsWith('.jsonl'));
    await appendFile(join(sample, changed), '\n');
    const { output } = await soro(['make', unbroken, '--plan']);
    expect(output).toMatch(/build documents +files changed: /);
    expect(output).toMatch(/keep +base/);
    expect((await stat(join(folder, 'unbroken/documents'))).isDirectory()).toBe(true);
  }, 60_000);
});

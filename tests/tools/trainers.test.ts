import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import { unpackModel } from '../../src/language/transliterate/model-file.ts';

const run = promisify(execFile);
const missing = existsSync(join(sharedFolder(), 'data/text')) ? [] : ['the shared data (SORO_SHARED)'];
if (missing.length > 0) console.warn(`skipped, missing: ${missing.join(', ')}`);

/** Runs a tool that trains a shipped model; its output goes to a folder of the test. */
async function train(tool: string, ...argv: string[]): Promise<Buffer> {
  return trainWith({}, tool, ...argv);
}

/** The same with a part of the examples: that the tool runs through, not how good its model is. */
function tryOut(share: number, tool: string, ...argv: string[]): Promise<Buffer> {
  return trainWith({ SORO_TRIAL_SHARE: String(share) }, tool, ...argv);
}

async function trainWith(settings: NodeJS.ProcessEnv, tool: string, ...argv: string[]): Promise<Buffer> {
  const output = join(await temporaryFolder(), 'model');
  await runTool({ ...settings, SORO_MODEL_OUTPUT: output }, tool, ...argv);
  return readFile(output);
}

async function runTool(settings: NodeJS.ProcessEnv, tool: string, ...argv: string[]): Promise<void> {
  await run(process.execPath, [join(projectFolder, 'tools', tool), ...argv], {
    cwd: projectFolder,
    env: { ...process.env, ...settings },
    maxBuffer: 1 << 24,
  });
}

const headerOf = (model: Buffer): unknown =>
  JSON.parse(model.subarray(0, model.indexOf('\n')).toString('utf8'));
const shipped = (file: string) => readFile(join(projectFolder, file));

describe.skipIf(missing.length > 0)('the tools that train shipped models', { timeout: 300_000 }, () => {
  it('make the letter statistics again, byte for byte', async () => {
    const made = await train('train-letter-statistics.ts');
    expect(made.equals(await shipped('src/documents/data/letter-statistics.json'))).toBe(true);
  });

  it('make the quality score again, byte for byte', async () => {
    const made = await train('train-quality-score.ts');
    expect(made.equals(await shipped('src/corpus/data/quality-score.json'))).toBe(true);
  });

  it('run through with one pass for the likeness of Tajik words', async () => {
    const made = await train('train-likeness.ts', '1');
    expect(headerOf(made)).toMatchObject({ madeBy: 'tools/train-likeness.ts' });
  });

  it('run through with a thousand samples for the language identifier', async () => {
    const extra = join(await temporaryFolder(), 'extra');
    await mkdir(extra);
    const made = await train('train-language-identifier.ts', extra, '1');
    expect(made.length).toBeGreaterThan(1_000_000);
  });

  it('run through with one line in two hundred for the restorer and its network for last letters', async () => {
    const restorer = headerOf(await tryOut(0.005, 'restorer/train-restorer.ts'));
    expect(restorer).toMatchObject({ madeBy: 'tools/restorer/train-restorer.ts', slots: 2 ** 22 });
    const network = headerOf(await tryOut(0.005, 'restorer/train-final-network.ts'));
    expect(network).toMatchObject({ madeBy: 'tools/restorer/train-final-network.ts' });
  });

  it('run through with one pair in a hundred for the transliterator', async () => {
    const made = await tryOut(0.01, 'train-transliterator.ts');
    expect(unpackModel(made, 'to-tajik.model').direction).toBe('to-tajik');
  });

  it("run through with one article in sixteen for the library's ranker", async () => {
    const folder = join(await temporaryFolder(), 'ranker');
    const part = { SORO_TRIAL_SHARE: '0.06' };
    await runTool(part, 'library/learn-page-weights.ts', '--folder', folder);
    await runTool(part, 'library/gather-rows.ts', '0', '1', '--folder', folder);
    const bytes = await tryOut(0.06, 'library/train-ranker.ts', '--folder', folder, '--rounds', '4');
    const made = JSON.parse(bytes.toString('utf8'));
    expect(Object.keys(made)).toEqual(
      Object.keys(JSON.parse(String(await shipped('src/library/data/ranker.json')))),
    );
  });
});

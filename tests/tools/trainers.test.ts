import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';

const run = promisify(execFile);
const missing = existsSync(join(sharedFolder(), 'data/text')) ? [] : ['the shared data (SORO_SHARED)'];
if (missing.length > 0) console.warn(`skipped, missing: ${missing.join(', ')}`);

/** Runs a tool that trains a shipped model; its output goes to a folder of the test. */
async function train(tool: string, ...argv: string[]): Promise<Buffer> {
  const output = join(await temporaryFolder(), 'model');
  await run(process.execPath, [join(projectFolder, 'tools', tool), ...argv], {
    cwd: projectFolder,
    env: { ...process.env, SORO_MODEL_OUTPUT: output },
    maxBuffer: 1 << 24,
  });
  return readFile(output);
}

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
    const header = JSON.parse(made.subarray(0, made.indexOf('\n')).toString('utf8'));
    expect(header.madeBy).toBe('tools/train-likeness.ts');
  });

  it('run through with a thousand samples for the language identifier', async () => {
    const extra = join(await temporaryFolder(), 'extra');
    await mkdir(extra);
    const made = await train('train-language-identifier.ts', extra, '1');
    expect(made.length).toBeGreaterThan(1_000_000);
  });
});

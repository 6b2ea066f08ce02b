import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../core/testing/temporary-folder.ts';
import { runProgram } from '../../program.ts';

describe('soro corpus withdraw', () => {
  it('takes its own --to, though soro corpus has one', async () => {
    const folder = await temporaryFolder();
    const said: string[] = [];
    const corpus = join(folder, 'none');
    const argv = ['corpus', 'withdraw', 'A', 'B', '--corpus', corpus, '--to', join(folder, 'to')];
    expect(await runProgram(argv, (text) => said.push(text))).toBe(2);
    expect(said.join('')).toContain(corpus);
  });
});

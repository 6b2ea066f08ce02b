import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../core/testing/temporary-folder.ts';
import { runProgram } from '../../program.ts';

async function said(...argv: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const code = await runProgram(argv, (more) => {
    text += more;
  });
  return { code, text };
}

describe('soro instruct ask', () => {
  it('takes flags that soro instruct has too', async () => {
    const target = join(await temporaryFolder(), 'asked');
    const flags = ['--teacher', 'http://127.0.0.1:1/v1', '--model', 'm', '--licence', 'l', '--to', target];
    // The wrong number is refused before anything is asked.
    const { code, text } = await said('instruct', 'ask', ...flags, '--examples', '0');
    expect(code).toBe(2);
    expect(text).toContain('where:  soro instruct ask, examples');
    expect(text).toContain('See `soro instruct ask --help`.');
  });
});

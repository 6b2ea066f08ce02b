import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, steps, testUnderFaults } from '../support/test-under-faults.ts';

describe.skipIf(process.platform === 'win32')('a test whose server is killed and whose line is lost', () => {
  it('loses and doubles no answer, whatever happens at whatever step', { timeout: 600_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'soro-test-faults-'));
    const report = await testUnderFaults(folder);
    await rm(folder, { recursive: true });
    process.stderr.write(
      `${report.runs} tests, ${report.kills} kills, ${report.given} answers: ${report.lost.length} lost, ${report.doubled.length} doubled.\n`,
    );
    expect(report).toMatchObject({ lost: [], doubled: [], wrong: [], runs: faults.length * steps.length });
    expect(report.given).toBe(report.runs * 5);
  });
});

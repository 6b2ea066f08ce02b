import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classroomDay } from '../support/classroom-day.ts';

describe.skipIf(process.platform === 'win32')('a classroom day, in short', () => {
  it('loses and doubles no confirmed question while server, disk and clock fail', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'soro-day-'));
    const report = await classroomDay({ folder, seconds: 8, pupils: 5, seed: 7 });
    await rm(folder, { recursive: true });
    expect(report).toMatchObject({ lost: [], doubled: [], unreadable: [], torn: [] });
    expect(report.confirmed).toBeGreaterThan(0);
    expect(report.serverKills).toBeGreaterThan(0);
  });
});

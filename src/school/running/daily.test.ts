import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ask, follow } from '../testing/test-people.ts';
import { Browser, openTestSchool } from '../testing/test-school.ts';
import { tendSchool } from './daily.ts';

const dayMs = 24 * 60 * 60_000;

async function openInFolder(folder?: string) {
  const at = folder ?? (await mkdtemp(join(tmpdir(), 'soro-daily-')));
  const backups = join(at, 'backups');
  const school = openTestSchool({ time: { now: Date.UTC(2026, 10, 2, 6) } });
  onTestFinished(() => school.close());
  const browser = new Browser(school.app);
  const write = async (text: string) => follow(browser, (await ask(browser, text)).answer.id);
  const pass = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      school.time.now += dayMs + 1;
      await tendSchool(school.school, backups, dayMs);
    }
  };
  const names = async () => (await readdir(backups)).sort();
  return { at, school, write, pass, names };
}

it('keeps a daily backup for each of seven days on which something changed', async () => {
  const { write, pass, names } = await openInFolder();
  for (let day = 0; day < 9; day += 1) {
    await write(`Рӯзи ${day}`);
    await pass(1);
  }
  expect(await names()).toHaveLength(7);
});

it('writes none on days on which nothing changed, so that earlier ones stay', async () => {
  const { write, pass, names } = await openInFolder();
  await write('Як');
  await pass(1);
  await write('Ду');
  await pass(1);
  const before = await names();
  await pass(20);
  expect(await names()).toEqual(before);
  expect(before).toHaveLength(2);
});

it('keeps the last backup from before most messages were lost, beside the seven', async () => {
  const { school, write, pass, names } = await openInFolder();
  for (let turn = 0; turn < 6; turn += 1) await write(`Савол ${turn}`);
  await pass(1);
  const [full = ''] = await names();
  school.store.run('DELETE FROM conversations');
  for (let day = 0; day < 9; day += 1) {
    await write(`Рӯзи ${day}`);
    await pass(1);
  }
  const left = await names();
  expect(left).toContain(full.replace('daily-', 'kept-'));
  expect(left).toHaveLength(8);
  expect(school.warnings.join()).toContain(full);
});

it('keeps the last backup of another school that was in this folder', async () => {
  const first = await openInFolder();
  await first.write('Пеш');
  await first.pass(1);
  const [old = ''] = await first.names();
  const second = await openInFolder(first.at);
  await second.write('Нав');
  await second.pass(2);
  expect(await second.names()).toContain(old.replace('daily-', 'kept-'));
});

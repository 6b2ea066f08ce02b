import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { writeTinyGguf } from '../../src/checkpoint/tiny-checkpoint.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { temporaryFolder } from '../../src/core/testing/temporary-folder.ts';
import { killGroup, soro, startSoro } from '../support/soro.ts';

const settings = ['--context-tokens', '64', '--threads', '1'];

/** A task of short items under another name, so that nothing else knows it. */
async function writeTask(folder: string): Promise<string> {
  const task = join(folder, 'greetings');
  await mkdir(task);
  const from = join(projectFolder, 'benchmarks/word-meaning/task.yaml');
  const text = await readFile(from, 'utf8');
  await writeFile(join(task, 'task.yaml'), text.replace('id: word-meaning', 'id: greetings'));
  const items = Array.from({ length: 400 }, (_, index) => ({
    id: `i${index}`,
    question: 'сало'.repeat(1 + (index % 3)) + index,
    choices: ['са', 'ло', 'лом'],
    answer: index % 3,
  }));
  await writeFile(join(task, 'items.jsonl'), items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  return task;
}

describe('an evaluation that is killed', () => {
  it('keeps what was answered after kill -9, and ends with the same figures', {
    timeout: 240_000,
  }, async () => {
    const folder = await temporaryFolder();
    const file = await writeTinyGguf(folder);
    const flags = ['evaluate', '--files', `{tiny: ${file}}`, '--tasks', await writeTask(folder), ...settings];
    const cache = (name: string) => ({ SORO_CACHE: join(folder, name) });
    const whole = await soro([...flags, '--to', join(folder, 'whole')], cache('one'));
    expect(whole.code, whole.errors).toBe(0);

    const child = startSoro([...flags, '--to', join(folder, 'killed')], cache('two'));
    const results = join(folder, 'two', 'evaluation');
    while (!existsSync(results) && child.exitCode === null) await delay(20);
    while (lines(results) < 60 && child.exitCode === null) await delay(5);
    killGroup(child);
    const kept = lines(results);
    expect(kept).toBeGreaterThan(40);
    const resumed = await soro([...flags, '--to', join(folder, 'killed')], cache('two'));
    expect(resumed.code, resumed.errors).toBe(0);
    for (const name of ['items.jsonl', 'summary.json', 'report.html']) {
      expect(await readFile(join(folder, 'killed', name), 'utf8')).toBe(
        await readFile(join(folder, 'whole', name), 'utf8'),
      );
    }
    // 400 items and the facts of the model: nothing was asked twice.
    const [result = ''] = readdirSync(results);
    const keys = readFileSync(join(results, result), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).key);
    expect(new Set(keys).size).toBe(401);
    expect(keys.length).toBeLessThanOrEqual(402);
  });
});

/** Lines of the one file in a folder. */
function lines(folder: string): number {
  const [name] = existsSync(folder) ? readdirSync(folder) : [];
  return name === undefined ? 0 : readFileSync(join(folder, name), 'utf8').split('\n').length;
}

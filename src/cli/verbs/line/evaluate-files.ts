import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { projectFolder } from '../../../core/configuration.ts';
import { BadInputError } from '../../../core/errors.ts';
import { writeFileAtomically } from '../../../core/files.ts';
import { comparedTexts } from '../../../evaluation/export/compared-texts.ts';
import { exportTasks } from '../../../evaluation/export/export-tasks.ts';
import { ownTasks } from '../../../evaluation/export/own-tasks.ts';
import type { Environment } from '../../environment.ts';
import type { OtherWork } from '../../stage-command.ts';

/** `soro evaluate --export DIR` and `--compared-texts FILE`: tasks as files, without any model. */
export const taskFiles: OtherWork = {
  addTo(command: Command): void {
    command
      .option('--export <folder>', 'publish our own tasks (or --tasks) as a Hugging Face data set, and end')
      .option(
        '--compared-texts <file>',
        'write the texts of --tasks that a corpus must not hold, for `soro corpus --benchmarks`, and end',
      );
    // What a report needs is not needed then.
    for (const name of ['export', 'compared-texts']) {
      command.on(`option:${name}`, () => {
        for (const option of command.options) option.makeOptionMandatory(false);
      });
    }
  },

  async run(flags, environment): Promise<boolean> {
    if (flags.export === undefined && flags.comparedTexts === undefined) return false;
    const named = [flags.tasks].flat().filter((task) => typeof task === 'string');
    if (typeof flags.comparedTexts === 'string') await writeTexts(flags.comparedTexts, named, environment);
    if (typeof flags.export === 'string') await publish(flags.export, named, environment);
    return true;
  },
};

async function publish(folder: string, named: readonly string[], { signal, print }: Environment) {
  const target = resolve(folder);
  const tasks = named.length > 0 ? named : await ownTasks(join(projectFolder, 'benchmarks'));
  const published = new Date().toISOString().slice(0, 10);
  const tables = await exportTasks({ tasks: tasks.map((task) => resolve(task)), target, published, signal });
  const items = tables.reduce((sum, table) => sum + table.items, 0);
  print(`${target}: ${tables.length} tasks, ${items} items`);
}

async function writeTexts(path: string, named: readonly string[], { signal, print }: Environment) {
  if (named.length === 0) {
    throw new BadInputError({
      message: 'No tasks are named whose texts could be written.',
      file: '--compared-texts',
      remedy: 'Add --tasks benchmarks/word-meaning benchmarks/reading',
    });
  }
  const file = resolve(path);
  const texts = await comparedTexts(
    named.map((task) => resolve(task)),
    signal,
  );
  await writeFileAtomically(file, texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  print(`${file}: ${texts.length} texts`);
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { fromSystemError } from '../../../core/errors.ts';
import { writeFileAtomically } from '../../../core/files.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

/** `soro text memory export|import`: the translation memory as TMX. */
export function memoryCommand(): Command {
  const command = new Command('memory')
    .summary('the translation memory: out and in as TMX 1.4')
    .description(
      'Exchanges the translation memory with other programs (OmegaT, Trados and others) as TMX 1.4.',
    )
    .addHelpText(
      'after',
      examples(['soro text memory export memory.tmx', 'soro text memory import ours.tmx']),
    );
  return command.addCommand(exportCommand()).addCommand(importCommand());
}

const dataOption = [
  '--data <folder>',
  'where the school is kept (default: SORO_DATA, or work/school)',
] as const;

function exportCommand(): Command {
  const command = new Command('export')
    .summary('write the memory as TMX')
    .description('Writes the whole memory, that of the installation first.')
    .argument('<file>', 'the TMX file to write')
    .option(...dataOption)
    .addHelpText('after', examples(['soro text memory export memory.tmx']));
  return command.action((file: string, flags: { data?: string }) =>
    withEnvironment(command, async ({ print }) => {
      const { dataFolder } = await import('../../../school/index.ts');
      const { memoryOf, writeTmx } = await import('../../../office/index.ts');
      const { phrases } = memoryOf(dataFolder(flags.data).path);
      await writeFileAtomically(file, writeTmx(phrases));
      print(`${phrases.length} sentences written to ${file}`);
    }),
  );
}

function importCommand(): Command {
  const command = new Command('import')
    .summary('put a TMX file into the memory of the installation')
    .description(
      'Puts the units of a TMX file that have two of Tajik, Russian and English before those that the installation has. A running server ' +
        'reads them at the next translation.',
    )
    .argument('<file>', 'a TMX file')
    .option(...dataOption)
    .addHelpText('after', examples(['soro text memory import ours.tmx']));
  return command.action((file: string, flags: { data?: string }) =>
    withEnvironment(command, async ({ print }) => {
      const { dataFolder } = await import('../../../school/index.ts');
      const { memoryFile, readTmx, writeTmx } = await import('../../../office/index.ts');
      const bytes = await readFile(resolve(file)).catch((error: unknown) => {
        throw fromSystemError(error, file);
      });
      const { phrases, leftOut } = readTmx(bytes, file);
      const target = memoryFile(dataFolder(flags.data).path);
      const before = await readFile(target).catch(() => undefined);
      const kept = before ? readTmx(before, target).phrases : [];
      const known = new Set(phrases.map((phrase) => JSON.stringify(phrase)));
      const all = [...phrases, ...kept.filter((phrase) => !known.has(JSON.stringify(phrase)))];
      await writeFileAtomically(target, writeTmx(all));
      print(
        `${phrases.length} units read, ${leftOut} left out; the memory of this installation has ${all.length}`,
      );
    }),
  );
}

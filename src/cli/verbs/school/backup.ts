import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { exists } from '../../../core/files.ts';
import { describeBytes } from '../../../core/progress/describe-bytes.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  backupName,
  dataFolder,
  isDamaged,
  openStore,
  restoreBackup,
  writeBackup,
} from '../../../school/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const backupFlags = z.strictObject({ data: z.string().min(1).optional() });
const restoreFlags = z.strictObject({ data: z.string().min(1).optional(), yes: z.boolean().default(false) });
const dataOption = [
  '--data <folder>',
  'where the school is kept (default: SORO_DATA, or work/school)',
] as const;

/** `soro backup`: the school's database into one file, while the server runs or not. */
export function backupCommand(): Command {
  const command = new Command('backup')
    .summary("write a verified backup of the school's accounts and conversations")
    .description(
      "Writes the school's database into one file, while the server runs or not, and reads it back to verify it.",
    )
    .argument('[file]', 'the file to write (default: a new one in backups/ of the data folder)')
    .option(...dataOption)
    .addHelpText('after', examples(['soro backup', 'soro backup /media/usb/school.soro-backup']));
  return command.action((file: string | undefined, flags: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const folder = dataFolder(parseWith(backupFlags, flags, { file: 'soro backup' }).data);
      await requireDatabase(folder.database);
      const target = resolve(file ?? join(folder.backups, backupName(Date.now())));
      if (await exists(target)) {
        throw new BadInputError({
          message: 'The file exists already.',
          file: target,
          remedy: 'Choose another name.',
        });
      }
      const store = openStore(folder.database);
      try {
        const { sizeBytes } = await writeBackup(store, target, Date.now());
        print(`${target} (${describeBytes(sizeBytes)}, verified)`);
      } finally {
        store.close();
      }
    }),
  );
}

/** `soro restore`: a backup in the place of the school's database. */
export function restoreCommand(): Command {
  const command = new Command('restore')
    .summary("put a backup in the place of the school's accounts and conversations")
    .description(
      'Verifies a backup, keeps a backup of what is there now, and puts the other in its place; a server that runs ' +
        'continues with it. A damaged database is moved to backups/; stop the server first then. Whoever logged in after the backup was made logs in again.',
    )
    .argument('<file>', 'what `soro backup` wrote')
    .option(...dataOption)
    .option('--yes', 'replace what is there')
    .addHelpText('after', examples(['soro restore /media/usb/school.soro-backup --yes']));
  return command.action((file: string, flags: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { data, yes } = parseWith(restoreFlags, flags, { file: 'soro restore' });
      const folder = dataFolder(data);
      if (await exists(folder.database)) {
        if (!yes) {
          throw new BadInputError({
            message: 'There is a school here already; what was written after the backup would be gone.',
            file: folder.database,
            remedy: 'Add --yes to replace it (a backup of it is kept).',
          });
        }
        if (!(await isDamaged(folder.database))) {
          const kept = join(folder.backups, `before-restore-${backupName(Date.now())}`);
          await keepPresent(folder.database, kept);
          print(`Kept what was there: ${kept}`);
        }
      }
      const { createdAt, damagedFolder } = await restoreBackup(resolve(file), folder.database);
      if (damagedFolder) print(`The damaged database lies in ${damagedFolder}.`);
      print(`Restored the backup of ${new Date(createdAt).toLocaleString()} into ${folder.database}.`);
    }),
  );
}

async function keepPresent(database: string, target: string): Promise<void> {
  const store = openStore(database);
  try {
    await writeBackup(store, target, Date.now());
  } finally {
    store.close();
  }
}

async function requireDatabase(file: string): Promise<void> {
  if (await exists(file)) return;
  throw new BadInputError({
    message: 'There is no school here yet.',
    file,
    remedy: 'Name its folder: --data, or the variable SORO_DATA.',
  });
}

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { z } from 'zod';
import { projectFolder } from '../../../core/configuration.ts';
import { BadInputError } from '../../../core/errors.ts';
import { last } from '../../../core/known.ts';
import { parseWith } from '../../../core/schema.ts';
import { installService, type ServiceSettings, serviceUnit } from '../../../school/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const flagsSchema = z.strictObject({
  service: z.boolean().default(false),
  print: z.boolean().default(false),
  verify: z.boolean().default(false),
  user: z.string().min(1),
  data: z.string().startsWith('/', 'The folder is named from the root: /var/lib/soro.'),
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535),
  updates: z.boolean().default(false),
});

/** `soro install --service`: start at boot, as a service with a user of its own. */
export function installCommand(): Command {
  const command = new Command('install')
    .summary('start Soro at boot, as a systemd service with a user of its own')
    .description(
      'Installs Soro as a systemd service: makes the user and the data folder, writes the unit, starts it. The link ' +
        'to set the school up is then in its log: journalctl -u soro.',
    )
    .option('--service', 'install the service (as root)')
    .option('--print', 'show the unit and change nothing')
    .option('--verify', 'with --print: let systemd-analyze judge the unit')
    .option('--user <name>', 'the user it runs as', 'soro')
    .option('--data <folder>', 'where accounts and conversations lie', '/var/lib/soro')
    .option('--host <address>', 'address to listen on', '0.0.0.0')
    .option('--port <number>', 'port to listen on', '80')
    .option('--updates', 'take releases from a hub (docs/fleet.md)')
    .addHelpText(
      'after',
      examples(['sudo soro install --service', 'soro install --service --print --port 8080']),
    );
  return command.action((flags: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const given = parseWith(flagsSchema, flags, { file: 'soro install' });
      if (!given.service) {
        throw new BadInputError({ message: 'Say what to install.', remedy: 'soro install --service' });
      }
      const { user, data, host, port, updates } = given;
      const folder = projectFolder.replace(/\/$/u, '');
      const settings: ServiceSettings = {
        projectFolder: folder,
        node: process.execPath,
        user,
        data,
        host,
        port,
        updates,
      };
      if (!given.print) {
        print(`Installed and started: ${await installService(settings)}`);
        print('The link to set the school up: journalctl -u soro | grep set-up');
        return;
      }
      print(serviceUnit(settings));
      if (given.verify) for (const line of await verifyUnit(serviceUnit(settings))) print(line);
    }),
  );
}

async function verifyUnit(unit: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-unit-'));
  const file = join(folder, 'soro.service');
  try {
    await writeFile(file, unit);
    const lines: string[] = [];
    for (const args of [
      ['verify', '--man=no', file],
      ['security', '--offline=yes', '--no-pager', file],
    ]) {
      const { stdout, stderr } = await promisify(execFile)('systemd-analyze', args).catch(
        (error: { stdout?: string; stderr?: string; message: string }) => ({
          stdout: error.stdout ?? '',
          stderr: error.stderr ?? error.message,
        }),
      );
      const said = [...stderr.trim().split('\n'), last(stdout.trim().split('\n'))].filter(Boolean);
      for (const line of said) lines.push(`systemd-analyze ${args[0]}: ${line.trim()}`);
      if (said.length === 0) lines.push(`systemd-analyze ${args[0]}: nothing is wrong`);
    }
    return lines;
  } finally {
    await rm(folder, { recursive: true });
  }
}

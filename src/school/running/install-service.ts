import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BadInputError, MachineError, MissingToolError } from '../../core/errors.ts';
import { exists, writeFileAtomically } from '../../core/files.ts';
import { type ServiceSettings, serviceName, serviceUnit } from './service-unit.ts';

const run = promisify(execFile);
const unitFile = `/etc/systemd/system/${serviceName}.service`;

/**
 * Installs and starts the service: makes its user and its data folder, writes the unit, enables it. Run as root.
 * @throws MissingToolError without systemd, MachineError without rights or when a step fails.
 */
export async function installService(settings: ServiceSettings): Promise<string> {
  if (process.platform !== 'linux' || !(await exists('/run/systemd/system'))) {
    throw new MissingToolError({
      message: 'This machine was not started by systemd.',
      file: '/run/systemd/system',
      remedy: 'See the unit with `soro install --service --print`, and start Soro your own way at boot.',
    });
  }
  if (process.getuid?.() !== 0) {
    throw new MachineError({
      message: 'Only root may install a service.',
      file: unitFile,
      remedy: 'Run it with sudo.',
    });
  }
  if (!/^[a-z_][a-z0-9_-]{0,31}$/u.test(settings.user)) {
    throw new BadInputError({
      message: 'This is no name for a user.',
      place: settings.user,
      remedy: 'Use a–z, 0–9, -.',
    });
  }
  const { user, data } = settings;
  if (!(await succeeds('id', ['-u', user]))) {
    await step('useradd', [
      '--system',
      '--user-group',
      '--home-dir',
      data,
      '--shell',
      '/usr/sbin/nologin',
      user,
    ]);
  }
  await step('install', ['-d', '-o', user, '-g', user, '-m', '0700', data]);
  await writeFileAtomically(unitFile, serviceUnit(settings));
  await step('systemctl', ['daemon-reload']);
  await step('systemctl', ['enable', '--now', serviceName]);
  return unitFile;
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, [...args]).then(
    () => true,
    () => false,
  );
}

async function step(program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, [...args]);
  } catch (error) {
    throw new MachineError({
      message: `\`${[program, ...args].join(' ')}\` failed.`,
      remedy: 'Read what it says below, correct it, and run the same command again.',
      cause: error,
    });
  }
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { z } from 'zod';
import { defaultPort } from '../../../chat/index.ts';
import { projectFolder } from '../../../core/configuration.ts';
import { SoroError } from '../../../core/errors.ts';
import { exists } from '../../../core/files.ts';
import { last } from '../../../core/known.ts';
import { parseWith } from '../../../core/schema.ts';
import { type DataFolder, dataFolder, diagnoseSchool, mendSchool } from '../../../school/index.ts';
import { withEnvironment } from '../../environment.ts';
import { type Finding, findings } from '../../findings.ts';
import { examples } from '../../help.ts';

const flagsSchema = z.strictObject({
  json: z.boolean().default(false),
  fix: z.boolean().default(false),
  data: z.string().min(1).optional(),
  port: z.coerce.number().int().min(1).max(65_535),
});

const signs = { good: '✓', missing: '✗', optional: '–' } as const;

/** `soro doctor`: is this machine fit, what is missing, what to type. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('say whether this machine is fit, and what is missing')
    .description(
      'Checks everything Soro needs on this machine; exits with 2 when the chat cannot run. With --fix it first builds a missing page, makes ' +
        'the data folder and closes it to other users, and writes a backup where the last one is old. It never touches a damaged database.',
    )
    .option('--data <folder>', 'where the school is kept (default: SORO_DATA, or work/school)')
    .option('--port <number>', 'the port that is to be served', String(defaultPort))
    .option('--fix', 'put right what can be put right without losing anything')
    .option('--json', 'as JSON')
    .addHelpText('after', examples(['soro doctor', 'soro doctor --fix']));
  return command.action((flags: unknown) =>
    withEnvironment(command, async ({ print, signal }) => {
      const { json, data, port, fix } = parseWith(flagsSchema, flags, { file: 'soro doctor' });
      const mended = fix ? await mend(dataFolder(data), signal) : [];
      const school = await diagnoseSchool(dataFolder(data), port, Date.now());
      const found: Finding[] = [...(await findings(signal)), ...school];
      if (!json) for (const line of mended) print(`+ ${line}`);
      if (json) print(JSON.stringify(fix ? { mended, findings: found } : found, null, 2));
      else for (const finding of found) for (const line of format(finding)) print(line);
      if (found.some((finding) => finding.state === 'missing')) process.exitCode = 2;
    }),
  );
}

/** What was put right, a line each; what could not be is among the findings that follow. */
async function mend(folder: DataFolder, signal: AbortSignal): Promise<string[]> {
  const done: string[] = [];
  const isWithoutPage = !(await exists(join(projectFolder, 'web/dist/index.html')));
  if (isWithoutPage && (await exists(join(projectFolder, 'scripts/setup.mjs')))) {
    await promisify(execFile)(process.execPath, [join(projectFolder, 'scripts/setup.mjs')], { signal }).then(
      () => done.push('built the page (npm run setup)'),
      (error: unknown) => done.push(`could not build the page: ${lastLine(error)}`),
    );
  }
  try {
    done.push(...(await mendSchool(folder, Date.now())));
  } catch (error) {
    if (!(error instanceof SoroError) && !(error instanceof Error && 'code' in error)) throw error;
    done.push(`stopped at the school’s data: ${error.message}`);
  }
  return done;
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  return last(text.trim().split('\n'));
}

function format({ subject, state, detail, remedy }: Finding): string[] {
  const line = `${signs[state]} ${subject.padEnd(16)} ${detail}`;
  return remedy ? [line, `${' '.repeat(19)}→ ${remedy}`] : [line];
}

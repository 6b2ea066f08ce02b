import { Command } from 'commander';
import { z } from 'zod';
import { defaultPort } from '../../../chat/index.ts';
import { parseWith } from '../../../core/schema.ts';
import { dataFolder, diagnoseSchool } from '../../../school/index.ts';
import { withEnvironment } from '../../environment.ts';
import { type Finding, findings } from '../../findings.ts';
import { examples } from '../../help.ts';

const flagsSchema = z.strictObject({
  json: z.boolean().default(false),
  data: z.string().min(1).optional(),
  port: z.coerce.number().int().min(1).max(65_535),
});

const signs = { good: '✓', missing: '✗', optional: '–' } as const;

/** `soro doctor`: is this machine fit, what is missing, what to type. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('say whether this machine is fit, and what is missing')
    .description('Checks everything Soro needs on this machine; exits with 2 when the chat cannot run.')
    .option('--data <folder>', 'where the school is kept (default: SORO_DATA, or work/school)')
    .option('--port <number>', 'the port that is to be served', String(defaultPort))
    .option('--json', 'as JSON')
    .addHelpText('after', examples(['soro doctor']));
  return command.action((flags: unknown) =>
    withEnvironment(command, async ({ print, signal }) => {
      const { json, data, port } = parseWith(flagsSchema, flags, { file: 'soro doctor' });
      const school = await diagnoseSchool(dataFolder(data), port, Date.now());
      const found: Finding[] = [...(await findings(signal)), ...school];
      if (json) print(JSON.stringify(found, null, 2));
      else for (const finding of found) for (const line of format(finding)) print(line);
      if (found.some((finding) => finding.state === 'missing')) process.exitCode = 2;
    }),
  );
}

function format({ subject, state, detail, remedy }: Finding): string[] {
  const line = `${signs[state]} ${subject.padEnd(16)} ${detail}`;
  return remedy ? [line, `${' '.repeat(19)}→ ${remedy}`] : [line];
}

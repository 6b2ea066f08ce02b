import { Command } from 'commander';
import { withEnvironment } from '../environment.ts';
import { type Finding, findings } from '../findings.ts';
import { examples } from '../help.ts';

const signs = { good: '✓', missing: '✗', optional: '–' } as const;

/** `soro doctor`: is this machine fit, what is missing, what to type. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('say whether this machine is fit, and what is missing')
    .description('Checks everything Soro needs on this machine; exits with 2 when the chat cannot run.')
    .option('--json', 'as JSON')
    .addHelpText('after', examples(['soro doctor']));
  return command.action((flags: { json?: boolean }) =>
    withEnvironment(command, async ({ print, signal }) => {
      const found = await findings(signal);
      if (flags.json) print(JSON.stringify(found, null, 2));
      else for (const finding of found) for (const line of format(finding)) print(line);
      if (found.some((finding) => finding.state === 'missing')) process.exitCode = 2;
    }),
  );
}

function format({ subject, state, detail, remedy }: Finding): string[] {
  const line = `${signs[state]} ${subject.padEnd(16)} ${detail}`;
  return remedy ? [line, `${' '.repeat(19)}→ ${remedy}`] : [line];
}

import { Command, CommanderError } from 'commander';
import { formatError, SoroError } from '../core/errors.ts';
import { soroVersion } from '../core/version.ts';
import { addGlobalOptions } from './environment.ts';
import { examples } from './help.ts';
import { chatCommand } from './verbs/chat.ts';
import { doctorCommand } from './verbs/doctor.ts';
import { embedCommand } from './verbs/embed.ts';
import { inspectCommand } from './verbs/inspect.ts';
import { makeCommand } from './verbs/make.ts';
import { serveCommand } from './verbs/serve.ts';
import { stageCommands } from './verbs/stages.ts';
import { textCommand } from './verbs/text.ts';

/** The `soro` command line, every verb in the order of the line of stages. */
export function createProgram(): Command {
  const program = addGlobalOptions(new Command('soro'))
    .description('Makes a small conversational model that speaks Tajik, and serves it to a school.')
    .version(soroVersion)
    .showHelpAfterError('(add --help for the options)')
    .addHelpText(
      'after',
      examples(['soro make recipes/demo.yaml', 'soro chat --model work/demo/model', 'soro doctor']),
    );
  program.addCommand(makeCommand());
  for (const command of stageCommands()) program.addCommand(command);
  program.addCommand(textCommand());
  for (const command of [chatCommand(), serveCommand(), embedCommand(), inspectCommand(), doctorCommand()]) {
    program.addCommand(command);
  }
  return program;
}

/** Runs the command line and returns the exit code: 0, 1 unexpected, 2 bad input or usage, 130 interrupted. */
export async function runProgram(
  argv: readonly string[],
  writeError: (text: string) => void,
  program: Command = createProgram(),
): Promise<number> {
  throwInsteadOfExit(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has written its own text for help (0) and usage errors (1, by its convention).
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    writeError(`${formatError(error)}\n`);
    return error instanceof SoroError ? error.exitCode : 1;
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const subcommand of command.commands) throwInsteadOfExit(subcommand);
}

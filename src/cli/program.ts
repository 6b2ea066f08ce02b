import { Command, CommanderError } from 'commander';
import { formatError, SoroError } from '../core/errors.ts';
import { at } from '../core/known.ts';
import { soroVersion } from '../core/version.ts';
import { addGlobalOptions } from './environment.ts';
import { examples } from './help.ts';

type LoadCommands = () => Promise<Command | readonly Command[]>;

/** Every verb in the order of the line of stages; a module is loaded when its help or its verb is asked for. */
const verbs: Readonly<Record<string, LoadCommands>> = {
  make: async () => (await import('./verbs/line/make.ts')).makeCommand(),
  stages: async () => (await import('./verbs/line/stages.ts')).stageCommands(),
  text: async () => (await import('./verbs/text/text.ts')).textCommand(),
  ask: async () => (await import('./verbs/school/ask.ts')).askCommand(),
  library: async () => (await import('./verbs/school/library.ts')).libraryCommand(),
  form: async () => (await import('./verbs/office/form.ts')).formCommand(),
  notice: async () => (await import('./verbs/office/notice.ts')).noticeCommand(),
  letter: async () => (await import('./verbs/office/letter.ts')).letterCommand(),
  practice: async () => (await import('./verbs/text/practice.ts')).practiceCommand(),
  pilot: async () => (await import('./verbs/pilot/pilot.ts')).pilotCommand(),
  model: async () => (await import('./verbs/school/model.ts')).modelCommand(),
  chat: async () => (await import('./verbs/school/chat.ts')).chatCommand(),
  serve: async () => (await import('./verbs/school/serve.ts')).serveCommand(),
  backup: async () => (await import('./verbs/school/backup.ts')).backupCommand(),
  restore: async () => (await import('./verbs/school/backup.ts')).restoreCommand(),
  install: async () => (await import('./verbs/school/install.ts')).installCommand(),
  update: async () => (await import('./verbs/fleet/update.ts')).updateCommand(),
  home: async () => (await import('./verbs/fleet/home.ts')).homeCommand(),
  hub: async () => (await import('./verbs/fleet/hub.ts')).hubCommand(),
  embed: async () => (await import('./verbs/line/embed.ts')).embedCommand(),
  plan: async () => (await import('./verbs/line/plan.ts')).planCommand(),
  inspect: async () => (await import('./verbs/line/inspect.ts')).inspectCommand(),
  doctor: async () => (await import('./verbs/school/doctor.ts')).doctorCommand(),
};

/**
 * The `soro` command line. With `verb` only that one is loaded, where it has a module of its own: the
 * chat server does without the memory (and a second) that all the stages take.
 */
export async function createProgram(verb?: string): Promise<Command> {
  const program = addGlobalOptions(new Command('soro'))
    .description('Makes a small conversational model that speaks Tajik, and serves it to a school.')
    .version(soroVersion)
    .showHelpAfterError('(add --help for the options)')
    .addHelpText(
      'after',
      examples(['soro make recipes/demo.yaml', 'soro chat --model work/demo/model', 'soro doctor']),
    );
  const only =
    verb !== undefined && verb !== 'stages' && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  for (const load of only ? [only] : Object.values(verbs)) {
    for (const command of [await load()].flat()) program.addCommand(command);
  }
  return program;
}

/** Runs the command line and returns the exit code: 0, 1 unexpected, 2 bad input or usage, 130 interrupted. */
export async function runProgram(
  argv: readonly string[],
  writeError: (text: string) => void,
  made?: Command,
): Promise<number> {
  const program = made ?? (await createProgram(verbOf(argv)));
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

/** The first word that is neither an option nor an option's value: every option before the verb takes one. */
function verbOf(argv: readonly string[]): string | undefined {
  for (let index = 0; index < argv.length; index += 1) {
    const word = at(argv, index);
    if (!word.startsWith('-')) return word;
    if (word.startsWith('--') && !word.includes('=')) index += 1;
  }
  return undefined;
}

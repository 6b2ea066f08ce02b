import { resolve } from 'node:path';
import { Command } from 'commander';
import { buildArtefact, openArtefact } from '../core/artefact/build.ts';
import { type Artefact, artefactKinds } from '../core/artefact/manifest.ts';
import type { Stage } from '../core/artefact/stage.ts';
import { BadInputError } from '../core/errors.ts';
import { parseWith } from '../core/schema.ts';
import { type Environment, withEnvironment } from './environment.ts';
import { examples } from './help.ts';
import { describeCounts } from './make/make.ts';
import { addSettingFlags, flagName, readSettingFlags } from './setting-flags.ts';

/** Something else that a verb does when flags of its own are given. */
export interface OtherWork {
  addTo(command: Command): void;
  /** Does it and says so, or does nothing. */
  run(flags: Record<string, unknown>, environment: Environment): Promise<boolean>;
}

export interface StageCommandOptions {
  readonly verb: string;
  readonly stage: Stage;
  readonly summary: string;
  readonly examples: readonly string[];
  /** It stands under a verb that is a stage too, and shares the names of its flags. */
  readonly isNested?: boolean;
  /** Done instead of building an artefact, when its flags are given. */
  readonly instead?: OtherWork;
}

/** A verb that builds one artefact of one stage: input folders and settings as flags, `--to` the output. */
export function stageCommand({ verb, stage, summary, ...options }: StageCommandOptions): Command {
  const command = new Command(verb).description(summary).summary(summary);
  for (const [role, rule] of Object.entries(stage.inputs)) {
    const kinds = rule.kinds.join(' or ');
    if (role === '*') {
      command.option('--input <role=folder...>', `further inputs: a label and a ${kinds} folder`);
    } else if (rule.optional) {
      command.option(`--${flagName(role)} <folder>`, `${kinds} folder (optional)`);
    } else {
      command.requiredOption(`--${flagName(role)} <folder>`, `${kinds} folder`);
    }
  }
  addSettingFlags(command, stage.settings);
  command.option('--to <folder>', `where the finished ${stage.kind} artefact goes`);
  for (const option of command.options)
    if (option.long === '--to') option.makeOptionMandatory(!options.isNested);
  options.instead?.addTo(command);
  command.addHelpText('after', examples(options.examples));
  return command.action((own: Record<string, unknown>) =>
    withEnvironment(command, async (environment) => {
      // The verb above takes the values of flags that it has too, wherever they are.
      const flags: Record<string, unknown> = options.isNested ? command.optsWithGlobals() : own;
      if (await options.instead?.run(flags, environment)) return;
      if (flags.to === undefined) command.error("error: required option '--to <folder>' not specified");
      const parsed = parseWith(stage.settings, readSettingFlags(flags, stage.settings), {
        file: fullName(command),
        remedy: `See \`${fullName(command)} --help\`.`,
      });
      const settings = stage.resolvePaths?.(parsed, (path) => resolve(path)) ?? parsed;
      const artefact = await buildArtefact(stage, {
        settings,
        inputs: await openInputs(stage, flags),
        target: resolve(String(flags.to)),
        ...environment,
      });
      environment.print(`${artefact.directory}: ${describeCounts(artefact)}`);
    }),
  );
}

/** As it is typed: `soro train pretraining`. */
function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

async function openInputs(stage: Stage, flags: Record<string, unknown>): Promise<Record<string, Artefact>> {
  const inputs: Record<string, Artefact> = {};
  for (const role of Object.keys(stage.inputs)) {
    const folder = flags[role];
    // Of any kind: buildArtefact names the role when the kind does not fit.
    if (typeof folder === 'string') inputs[role] = await openArtefact(resolve(folder), [...artefactKinds]);
  }
  for (const pair of (flags.input as string[] | undefined) ?? []) {
    const [label, folder] = pair.split('=');
    if (!label || !folder) {
      throw new BadInputError({
        message: `"${pair}" is not of the form label=folder.`,
        file: '--input',
        remedy: 'For example: --input before=work/demo/base --input after=work/demo/tuned',
      });
    }
    inputs[label] = await openArtefact(resolve(folder), [...artefactKinds]);
  }
  return inputs;
}

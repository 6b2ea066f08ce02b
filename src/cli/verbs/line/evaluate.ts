import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { assembleEmbeddedModel } from '../../../checkpoint/index.ts';
import { buildArtefact, openArtefact } from '../../../core/artefact/build.ts';
import type { Artefact } from '../../../core/artefact/manifest.ts';
import { BadInputError } from '../../../core/errors.ts';
import { writeFileAtomically } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import { readSummary } from '../../../evaluation/index.ts';
import { renderMarkdown } from '../../../evaluation/report/markdown.ts';
import { evaluationStage } from '../../../evaluation/stage.ts';
import { findSuite } from '../../../evaluation/suite.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { stageCommand } from '../../stage-command.ts';
import { taskFiles } from './evaluate-files.ts';

/** `soro evaluate`: a report on models; `soro evaluate suite`: a whole suite, and its figures as Markdown. */
export function evaluateCommand(): Command {
  const command = stageCommand({
    verb: 'evaluate',
    stage: evaluationStage,
    summary: 'bits per character and benchmark tasks, for one or more models side by side',
    examples: [
      'soro evaluate --corpus work/try/corpus --input before=work/try/base after=work/try/tuned --tasks benchmarks/word-meaning --to work/try/report',
      "soro evaluate --files '{small: model.gguf}' --endpoints '{server: {address: http://127.0.0.1:8000/v1, model: NAME}}' --tasks benchmarks/spelling --to work/try/report",
      'soro evaluate suite --model base=gemma-3-270m.gguf embedded=embedded --to docs/benchmarks.md',
      'soro evaluate --export work/tajik-benchmarks',
      'soro evaluate --compared-texts work/compared.jsonl --tasks benchmarks/belebele benchmarks/reading',
    ],
    instead: taskFiles,
  });
  // The flags that a report needs are not those of the suite.
  command.enablePositionalOptions().hook('preSubcommand', () => {
    for (const option of command.options) option.makeOptionMandatory(false);
  });
  return command.addCommand(suiteCommand());
}

interface SuiteFlags {
  readonly model: string[];
  readonly suite: string;
  readonly sample: string;
  readonly textCharacters: string;
  readonly threads?: string;
  readonly report: string;
  readonly to?: string;
}

function suiteCommand(): Command {
  const summary = 'run a whole suite of tasks on models and write the figures as Markdown';
  const command = new Command('suite')
    .summary(summary)
    .description(
      `${summary[0]?.toUpperCase()}${summary.slice(1)}. A model is label=GGUF, label=artefact folder, or label=embedded.`,
    )
    .requiredOption('--model <label=model...>', 'models, the one to compare with first')
    .option('--suite <name>', 'a list of benchmarks/suites.yaml', 'tajik')
    .option('--sample <items>', 'items of each task, drawn with a fixed seed', '200')
    .option('--text-characters <count>', 'characters of each text measured', '8000')
    .option('--threads <count>', 'threads of a model; by default one less than there are cores')
    .option('--report <folder>', 'where the report artefact goes', 'work/suite')
    .option('--to <file>', 'the Markdown file')
    .addHelpText(
      'after',
      examples([
        'soro evaluate suite --model base=gemma-3-270m.gguf embedded=embedded --to docs/benchmarks.md',
      ]),
    );
  return command.action(() =>
    withEnvironment(command, async (environment) => {
      // The verb above takes the values of flags that it has too.
      const flags = command.optsWithGlobals<SuiteFlags>();
      const file = resolve(flags.to ?? command.error("error: required option '--to <file>' not specified"));
      const { tasks, texts, absent } = await findSuite(flags.suite, environment.signal);
      const { files, inputs } = await sortModels(flags.model);
      const settings = parseWith(
        evaluationStage.settings,
        {
          tasks,
          texts,
          files,
          sampleItems: Number(flags.sample),
          textCharacters: Number(flags.textCharacters),
          ...(flags.threads === undefined ? {} : { threads: Number(flags.threads) }),
        },
        { file: 'soro evaluate suite' },
      );
      const artefact = await buildArtefact(evaluationStage, {
        settings,
        inputs,
        target: resolve(flags.report),
        ...environment,
      });
      const named = flags.model.map((pair) => pair.replace(/=.*\//, '='));
      const facts = {
        absent,
        command: [
          'soro evaluate suite',
          ...[
            `--suite ${flags.suite}`,
            `--sample ${flags.sample}`,
            `--text-characters ${flags.textCharacters}`,
          ],
          ...[`--model ${named.join(' ')}`, `--to ${basename(file)}`],
        ].join(' '),
      };
      await writeFileAtomically(file, renderMarkdown(await readSummary(artefact.directory), facts));
      environment.print(`${file}, and ${join(artefact.directory, 'report.html')}`);
    }),
  );
}

async function sortModels(
  pairs: readonly string[],
): Promise<{ files: Record<string, string>; inputs: Record<string, Artefact> }> {
  const files: Record<string, string> = {};
  const inputs: Record<string, Artefact> = {};
  for (const pair of pairs) {
    const [, label, place] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    if (!label || !place) {
      throw new BadInputError({
        message: `"${pair}" is not of the form label=model.`,
        file: '--model',
        remedy: 'For example: --model base=gemma-3-270m.gguf embedded=embedded',
      });
    }
    if (place === 'embedded') files[label] = await assembleEmbeddedModel();
    else if (place.endsWith('.gguf')) files[label] = resolve(place);
    else inputs[label] = await openArtefact(resolve(place), ['checkpoint', 'model']);
  }
  return { files, inputs };
}

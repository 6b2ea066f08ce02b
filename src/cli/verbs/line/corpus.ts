import { resolve } from 'node:path';
import { Command } from 'commander';
import { buildArtefact, openArtefact } from '../../../core/artefact/build.ts';
import { corpusStage } from '../../../corpus/stage.ts';
import { corpusWithdrawalStage } from '../../../corpus/withdrawal-stage.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { describeCounts } from '../../make/make.ts';
import { stageCommand } from '../../stage-command.ts';

/** `soro corpus`: documents → corpus; `soro corpus withdraw SOURCE`: a corpus without one of its sources. */
export function corpusCommand(): Command {
  const command = stageCommand({
    verb: 'corpus',
    stage: corpusStage,
    summary: 'clean, filter and deduplicate documents; every reject keeps its reason',
    examples: [
      'soro corpus --documents work/try/documents --to work/try/corpus',
      'soro corpus withdraw "BBC Tajik" --corpus work/try/corpus --to work/try/without-bbc',
    ],
  });
  // The flags that building needs are not those of withdrawing.
  command.enablePositionalOptions().hook('preSubcommand', () => {
    for (const option of command.options) option.makeOptionMandatory(false);
  });
  return command.addCommand(withdrawCommand());
}

function withdrawCommand(): Command {
  const command = new Command('withdraw')
    .summary('make a corpus again without a source')
    .description(
      'Makes a corpus again without a source, as if it had been built so: what was left out only because of its documents comes back.',
    )
    .argument('<source...>', 'names of sources, as the ledger has them')
    .requiredOption('--corpus <folder>', 'corpus folder')
    .option('--to <folder>', 'where the finished corpus artefact goes')
    .addHelpText(
      'after',
      examples(['soro corpus withdraw "BBC Tajik" --corpus work/try/corpus --to work/try/without-bbc']),
    );
  return command.action((sources: string[], flags: { corpus: string }) =>
    withEnvironment(command, async (environment) => {
      // `soro corpus` has a --to of its own, which takes the value wherever it is.
      const { to } = command.optsWithGlobals<{ to?: string }>();
      if (to === undefined) return command.error("error: required option '--to <folder>' not specified");
      const artefact = await buildArtefact(corpusWithdrawalStage, {
        settings: { sources },
        inputs: { corpus: await openArtefact(resolve(flags.corpus), ['corpus']) },
        target: resolve(to),
        ...environment,
      });
      environment.print(`${artefact.directory}: ${describeCounts(artefact)}`);
    }),
  );
}

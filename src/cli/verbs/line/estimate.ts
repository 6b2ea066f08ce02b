import { resolve } from 'node:path';
import { Command } from 'commander';
import { describeDuration } from '../../../core/progress/progress-output.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  type Estimate,
  estimateSettings,
  estimateTraining,
  gibibytes,
  requireFit,
  shapeOfSettings,
} from '../../../training/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { addSettingFlags, readSettingFlags } from '../../setting-flags.ts';

/** `soro train estimate`: time, memory and cost before a run; exits with 2 when it cannot fit. */
export function estimateCommand(): Command {
  const command = new Command('estimate')
    .summary('time, memory and cost of a training, before it is run')
    .description(
      'Says what a training takes on a named machine, or on each that is known, and refuses what cannot fit. Settings mean what they mean in a recipe.',
    );
  addSettingFlags(command, estimateSettings);
  command
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples([
        'soro train estimate --size 1b --machine h100 --tokens 1.9e9 --batch-size 16 --price-per-hour 2.5',
        "soro train estimate --size 12b --machine h200 --lora '{rank: 16}' --gradient-checkpointing",
        'soro train estimate --base work/soro-270m/start',
      ]),
    );
  return command.action((flags: Record<string, unknown> & { json?: boolean }) =>
    withEnvironment(command, async ({ print }) => {
      const settings = parseWith(estimateSettings, readSettingFlags(flags, estimateSettings), {
        file: 'soro train estimate',
        remedy: 'See `soro train estimate --help`.',
      });
      const base = settings.base === undefined ? undefined : resolve(settings.base);
      const estimates = estimateTraining(await shapeOfSettings({ ...settings, base }), settings);
      if (flags.json) print(JSON.stringify(estimates, null, 2));
      else for (const estimate of estimates) for (const line of describe(estimate)) print(line);
      requireFit(estimates);
    }),
  );
}

function describe(estimate: Estimate): string[] {
  const { name, machine, memory, precision, fits, wouldFit, cost } = estimate;
  const learning =
    estimate.trained < estimate.parameters ? `, ${(estimate.trained / 1e6).toFixed(1)} M of them learn` : '';
  const parts = (
    ['weights', 'teacher', 'gradients', 'optimiser', 'activations', 'logits', 'runtime'] as const
  )
    .filter((part) => memory[part] > 0)
    .map((part) => `${part} ${gibibytes(memory[part])}`);
  const room = gibibytes(machine.memoryGiB * 2 ** 30);
  const lines = [
    `${name}: ${machine.title}`,
    `  model   ${(estimate.parameters / 1e6).toFixed(1)} M parameters${learning}, ${precision}`,
    `  memory  ${gibibytes(memory.total)} of ${room} on each device (${parts.join(', ')})`,
  ];
  if (fits) {
    const speed = Math.round(estimate.tokensPerSecond).toLocaleString('en');
    const price =
      cost === undefined ? '' : `, cost ${cost.toLocaleString('en', { maximumFractionDigits: 2 })}`;
    const percent = Math.round(machine.utilisation * 100);
    lines.push(
      `  time    ${describeDuration(estimate.hours * 3600)} at ${speed} tokens/s (${percent} % of the peak)${price}`,
    );
  } else {
    lines.push('  does not fit');
    lines.push(
      ...(wouldFit.length > 0
        ? wouldFit.map((change) => `  fits with ${change}`)
        : ['  and nothing here would make it fit']),
    );
  }
  return lines;
}

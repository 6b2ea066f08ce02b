import { copyFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { exists, writeFileAtomically } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import { sizeSchema } from '../../../quantisation/budget.ts';
import { defaultAssumptionsFile, readAssumptions } from '../../../quantisation/plan/assumptions.ts';
import { makePlan } from '../../../quantisation/plan/plan.ts';
import { printPlan, renderPlan } from '../../../quantisation/plan/render.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const flagsSchema = z.strictObject({
  memory: sizeSchema.optional(),
  cores: z.coerce.number().int().positive().optional(),
  pupils: z.coerce.number().int().positive(),
  context: z.coerce.number().int().min(256).max(131_072),
  assumptions: z.string().optional(),
  writeAssumptions: z.string().optional(),
  to: z.string().optional(),
});

/** `soro plan`: which model fits a machine and a class, and what it costs beside other ways. */
export function planCommand(): Command {
  const command = new Command('plan')
    .summary('say which model fits a machine and a class, and what it costs')
    .description(
      'Says which model and quantisation fit a machine, and what they cost over five years beside a cloud API and a larger server.',
    )
    .option('--memory <size>', 'memory of the machine, for example 8GB (default: of this one)')
    .option('--cores <number>', 'cores of the machine (default: of this one)')
    .option('--pupils <number>', 'pupils who wait for an answer at the same moment', '10')
    .option('--context <tokens>', 'tokens that a conversation may hold', '2048')
    .option('--assumptions <file>', 'prices, use and speeds to reckon with (YAML)')
    .option('--write-assumptions <file>', 'write the assumptions that come with Soro, to be edited')
    .option('--to <file>', 'also write the plan as one HTML page')
    .addHelpText(
      'after',
      examples([
        'soro plan --memory 8GB --cores 4 --pupils 20',
        'soro plan --write-assumptions school.yaml',
        'soro plan --assumptions school.yaml --to plan.html',
      ]),
    );
  return command.action((given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const flags = parseWith(flagsSchema, given, { file: 'soro plan' });
      if (flags.writeAssumptions !== undefined) {
        const target = resolve(flags.writeAssumptions);
        if (await exists(target)) throw wouldOverwrite(target);
        await copyFile(defaultAssumptionsFile, target);
        print(`${target}: edit it, then \`soro plan --assumptions ${flags.writeAssumptions}\`.`);
        return;
      }
      const assumptions = await readAssumptions(flags.assumptions && resolve(flags.assumptions));
      const plan = makePlan(assumptions, {
        memoryBytes: flags.memory ?? totalmem(),
        cores: flags.cores ?? availableParallelism(),
        pupils: flags.pupils,
        contextTokens: flags.context,
      });
      for (const line of printPlan(plan)) print(line);
      if (flags.to === undefined) return;
      await writeFileAtomically(resolve(flags.to), renderPlan(plan));
      print(`\n${resolve(flags.to)}`);
    }),
  );
}

function wouldOverwrite(file: string): BadInputError {
  return new BadInputError({
    message: 'The file exists; your figures in it are left as they are.',
    file,
    remedy: 'Name another file, or use it: soro plan --assumptions FILE.',
  });
}

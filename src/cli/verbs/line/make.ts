import { Command } from 'commander';
import { describeDuration } from '../../../core/progress/progress-output.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { type MadeRecipe, makeRecipe } from '../../make/make.ts';
import { planRecipe } from '../../make/plan.ts';
import { readRecipe } from '../../make/recipe.ts';

/** `soro make RECIPE`: the whole way, only what is missing or stale. */
export function makeCommand(): Command {
  const command = new Command('make')
    .summary('build everything a recipe describes')
    .description(
      'Builds what is missing or stale of a recipe, in order. Stop it at any time: the same command continues. Where the recipe has release conditions, they are checked; a miss exits with 2.',
    )
    .argument('<recipe>', 'a YAML file, see recipes/')
    .option('--plan', 'only say what would be done, and why')
    .addHelpText('after', examples(['soro make recipes/demo.yaml --plan', 'soro make recipes/demo.yaml']));
  return command.action((recipe: string, flags: { plan?: boolean }) =>
    withEnvironment(command, async (environment) => {
      if (flags.plan) {
        for (const step of await planRecipe(await readRecipe(recipe), environment.signal)) {
          const action = step.state === 'up-to-date' ? 'keep ' : 'build';
          environment.print(`${action} ${step.artefact.name.padEnd(20)} ${step.reason}`);
        }
        return;
      }
      const made = await makeRecipe(recipe, environment);
      const built = made.artefacts.filter((artefact) => artefact.built);
      if (built.length === 0) environment.print('Everything is up to date; nothing to do.');
      for (const { name, seconds } of built)
        environment.print(`${name.padEnd(20)} ${describeDuration(seconds)}`);
      if (!made.release) return;
      for (const line of describeRelease(made.release)) environment.print(line);
      if (!made.release.isReleased) process.exitCode = 2;
    }),
  );
}

function describeRelease({ isReleased, conditions, model }: NonNullable<MadeRecipe['release']>): string[] {
  const lines = conditions.map(({ name, wanted, measured, isMet }) => {
    const found = measured === undefined ? 'not measured' : String(Number(measured.toFixed(4)));
    return `${isMet ? '✓' : '✗'} ${name}: ${found} (${wanted})`;
  });
  const missed = conditions.filter(({ isMet }) => !isMet).length;
  const end = isReleased
    ? `${model} is released: ${model}.release.json says with which figures.`
    : `${model} is not released: ${missed} of ${conditions.length} conditions are missed.`;
  return [...lines, end];
}

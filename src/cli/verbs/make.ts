import { Command } from 'commander';
import { describeDuration } from '../../core/progress-output.ts';
import { withEnvironment } from '../environment.ts';
import { examples } from '../help.ts';
import { makeRecipe } from '../make/make.ts';
import { planRecipe } from '../make/plan.ts';
import { readRecipe } from '../make/recipe.ts';

/** `soro make RECIPE`: the whole way, only what is missing or stale. */
export function makeCommand(): Command {
  const command = new Command('make')
    .summary('build everything a recipe describes')
    .description(
      'Builds what is missing or stale of a recipe, in order. Stop it at any time: the same command goes on.',
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
      const built = made.filter((artefact) => artefact.built);
      if (built.length === 0) environment.print('Everything is up to date; nothing to do.');
      for (const { name, seconds } of built)
        environment.print(`${name.padEnd(20)} ${describeDuration(seconds)}`);
    }),
  );
}

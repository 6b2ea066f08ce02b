import { Command } from 'commander';
import { z } from 'zod';
import { parseWith } from '../../../core/schema.ts';
import { clustersFor, powerSettingsSchema, smallestEffect } from '../../../pilot/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const { shape } = powerSettingsSchema;
const flagsSchema = z.strictObject({
  clusters: z.coerce.number().pipe(shape.clusters),
  pupils: z.coerce.number().pipe(shape.pupils),
  icc: z.coerce.number().pipe(shape.icc),
  r2: z.coerce.number().pipe(shape.r2),
  treated: z.coerce.number().pipe(shape.treated.unwrap()),
  alpha: z.coerce.number().pipe(shape.alpha.unwrap()),
  power: z.coerce.number().pipe(shape.power.unwrap()),
  json: z.boolean().default(false),
});

/** Effects of which it is said how many clusters they take. */
const askedEffects = [0.5, 0.3, 0.2, 0.1];

/** `soro pilot power`: the smallest detectable effect. */
export function powerCommand(): Command {
  const command = new Command('power')
    .summary('say what a study can show, before it begins')
    .description(
      'Says the smallest difference between two arms that a study of whole classes (or schools) can be expected to\n' +
        'show, in standard deviations of the score.',
    )
    .requiredOption('--clusters <number>', 'classes (or schools) in both arms together')
    .requiredOption('--pupils <number>', 'pupils of a class who write both tests')
    .option('--icc <share>', 'share of the variance that lies between classes', '0.2')
    .option('--r2 <share>', 'share of the variance that the first test explains', '0.5')
    .option('--treated <share>', 'share of the classes that get something', '0.5')
    .option('--alpha <share>', 'how often a study without effect may show one', '0.05')
    .option('--power <share>', 'how often a study with this effect shows it', '0.8')
    .option('--json', 'one JSON object')
    .addHelpText('after', examples(['soro pilot power --clusters 10 --pupils 25 --icc 0.2 --r2 0.5']));
  return command.action((given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { json, ...settings } = parseWith(flagsSchema, given, { file: 'command line' });
      const effect = smallestEffect(settings);
      const needed = askedEffects.map((size) => ({ size, clusters: clustersFor(size, settings) ?? null }));
      if (json) {
        print(JSON.stringify({ ...settings, ...effect, needed }));
        return;
      }
      const { byStudent, byNormal, degreesOfFreedom } = effect;
      print(`Smallest detectable effect: ${byStudent.toFixed(2)} standard deviations of the score`);
      print(`  Student's t with ${degreesOfFreedom} degrees of freedom; the honest one for few classes.`);
      print(`  By the normal distribution, as textbooks print it: ${byNormal.toFixed(2)}.`);
      print(
        `${settings.clusters} classes of ${settings.pupils} pupils, ICC ${settings.icc}, R² ${settings.r2}; power ${settings.power}, α ${settings.alpha}.`,
      );
      print('A smaller effect may be there and will usually not be seen. Classes that it takes:');
      for (const { size, clusters } of needed) {
        print(`  ${size.toFixed(2)}: ${clusters ?? 'more than 10,000'}`);
      }
    }),
  );
}

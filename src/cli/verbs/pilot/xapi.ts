import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { writeFileAtomically } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import { statementOf } from '../../../pilot/index.ts';
import { learningEvents, serverSecret } from '../../../school/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { withSchoolStore } from './school-store.ts';

const flagsSchema = z.strictObject({ data: z.string().min(1), to: z.string().min(1) });

/** `soro pilot xapi`: what was answered and handed in, as statements in a local file. */
export function xapiCommand(): Command {
  const command = new Command('xapi')
    .summary('write answers and tests as xAPI statements')
    .description(
      'Writes what pupils answered in practice and which tests they handed in as xAPI 1.0.3 statements, a line each. Pupils\n' +
        'are pseudonyms that only this school can resolve; times and answers can still tell who it was, so the file stays\n' +
        'in the school. Nothing is sent anywhere.',
    )
    .requiredOption('--data <folder>', "the school's data")
    .requiredOption('--to <file>', 'the file to write (JSON lines)')
    .addHelpText('after', examples(['soro pilot xapi --data ~/soro --to work/statements.jsonl']));
  return command.action((given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { data, to } = parseWith(flagsSchema, given, { file: 'command line' });
      const lines = await withSchoolStore(data, (store) => {
        const secret = serverSecret(store);
        return learningEvents(store).map((event) => JSON.stringify(statementOf(event, secret)));
      });
      await writeFileAtomically(resolve(to), lines.map((line) => `${line}\n`).join(''));
      print(`${lines.length} statements → ${resolve(to)}`);
    }),
  );
}

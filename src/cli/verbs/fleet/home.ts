import { Command } from 'commander';
import { z } from 'zod';
import { describeBytes } from '../../../core/progress/describe-bytes.ts';
import { parseWith } from '../../../core/schema.ts';
import { type Item, type ItemKind, itemKinds } from '../../../fleet/index.ts';
import { type Environment, withEnvironment } from '../../environment.ts';
import { dataFlag, withData } from '../../fleet/data-flag.ts';
import { atPlaces, type SchoolHome, sendHome, withSchoolHome } from '../../fleet/school-home.ts';
import { examples } from '../../help.ts';

/** `soro home …`: what a school sends to the ministry. */
export function homeCommand(): Command {
  const command = new Command('home')
    .summary('what a school sends to the ministry: see it, send it, carry it for others')
    .description(
      'Sends what teachers have agreed to, counts over ten pupils and more, how releases and the machine do; sealed, so ' +
        'that only the ministry opens it (docs/fleet.md). Never a question of a pupil.',
    )
    .addHelpText(
      'after',
      examples(['soro home show', 'soro home send /media/stick', 'soro home carry /media/stick']),
    );
  for (const verb of [statusCommand(), showCommand(), sendCommand(), carryCommand()])
    command.addCommand(verb);
  return command;
}

function statusCommand(): Command {
  const schema = z.strictObject({ ...dataFlag, json: z.boolean().default(false) });
  const command = withData(new Command('status'))
    .summary('the name of the school at the hub, and what waits')
    .description(
      'Says under which name the ministry knows this school, what is new, and what is not acknowledged yet.',
    )
    .option('--json', 'one JSON object')
    .addHelpText('after', examples(['soro home status']));
  return command.action((given: unknown) =>
    atHome(command, given, schema, async ({ json }, home, { print }) => {
      const fresh = await home.outbox.pending(await home.items());
      const waiting = await home.outbox.waiting();
      const carried = (await home.carrier.carried()).length;
      const sizeBytes = waiting.reduce((sum, segment) => sum + segment.sizeBytes, 0);
      const segments = waiting.length;
      if (json) {
        const recipient = home.address?.recipient ?? null;
        print(
          JSON.stringify({
            school: home.key.school,
            recipient,
            new: countKinds(fresh),
            segments,
            sizeBytes,
            carried,
          }),
        );
        return;
      }
      print(`School:     ${home.key.school} (tell the ministry once, with name and district)`);
      print(`Sealed for: ${home.address?.recipient ?? 'nobody yet: no home.json of the hub was found'}`);
      print(`New:        ${describeKinds(fresh)}`);
      print(`Not acknowledged: ${segments} segments, ${describeBytes(sizeBytes)}`);
      print(`Carried for others: ${carried} segments`);
    }),
  );
}

function showCommand(): Command {
  const schema = z.strictObject({
    ...dataFlag,
    json: z.boolean().default(false),
    new: z.boolean().default(false),
  });
  const command = withData(new Command('show'))
    .summary('print everything that is sent, in plain text')
    .description('Prints word for word what leaves the school. What is not printed here is not sent.')
    .option('--new', 'only what was not sealed yet')
    .option('--json', 'one JSON object a line, as it is sealed')
    .addHelpText('after', examples(['soro home show', 'soro home show --new --json']));
  return command.action((given: unknown) =>
    atHome(command, given, schema, async (flags, home, { print }) => {
      const all = await home.items();
      const shown = flags.new ? await home.outbox.pending(all) : all;
      for (const item of shown) print(flags.json ? JSON.stringify(item) : describeItem(item));
      if (shown.length === 0 && !flags.json) print('Nothing is sent.');
    }),
  );
}

function sendCommand(): Command {
  const schema = z.strictObject(dataFlag);
  const command = withData(new Command('send'))
    .summary('seal what is new and leave it at a stick, a folder or an address')
    .description(
      'Seals what is new, leaves everything that is not acknowledged (own and carried) at each place, and takes the ' +
        "hub's receipts from there. Run it daily by a timer; it may be stopped at any moment.",
    )
    .argument('<to...>', 'mounted sticks, folders, addresses (PUT)')
    .addHelpText(
      'after',
      examples(['soro home send /media/stick', 'soro home send https://home.example.tj/soro']),
    );
  return command.action((places: string[], given: unknown) =>
    atHome(command, given, schema, (_flags, home, environment) => sendHome(home, places, environment)),
  );
}

function carryCommand(): Command {
  const schema = z.strictObject(dataFlag);
  const command = withData(new Command('carry'))
    .summary('take the sealed segments of other schools along')
    .description(
      'Takes what other schools have left at a stick, a folder or a neighbour (`soro update share`); the next `soro home ' +
        'send` brings it further. Nobody here can open it.',
    )
    .argument('<from...>', 'mounted sticks, folders, neighbours (http://…:8177)')
    .addHelpText(
      'after',
      examples(['soro home carry /media/stick', 'soro home carry http://192.168.1.7:8177']),
    );
  return command.action((places: string[], given: unknown) =>
    atHome(command, given, schema, async (_flags, home, environment) =>
      atPlaces(places, environment, async (post, place) => {
        await home.learnAddress(place);
        await home.outbox.takeReceipt(post);
        environment.print(`${post.name}: took ${await home.carrier.pickUp(post)} segments along.`);
      }),
    ),
  );
}

/** An item as a person reads it: everything that is in it. */
function describeItem({ key, kind, content }: Item): string {
  const lines = Object.entries(content).map(([name, value]) => `  ${name}: ${value ?? '–'}`);
  return [`${kind}  ${key}`, ...lines].join('\n');
}

function countKinds(items: readonly Item[]): Record<ItemKind, number> {
  const counts = Object.fromEntries(itemKinds.map((kind) => [kind, 0])) as Record<ItemKind, number>;
  for (const { kind } of items) counts[kind] += 1;
  return counts;
}

function describeKinds(items: readonly Item[]): string {
  const counts = Object.entries(countKinds(items)).filter(([, count]) => count > 0);
  return counts.length === 0 ? 'nothing' : counts.map(([kind, count]) => `${count} × ${kind}`).join(', ');
}

function atHome<Flags>(
  command: Command,
  given: unknown,
  schema: z.ZodType<Flags>,
  perform: (flags: Flags, home: SchoolHome, environment: Environment) => Promise<void>,
): Promise<void> {
  return withEnvironment(command, async (environment) => {
    const flags = parseWith(schema, given, { file: `soro home ${command.name()}` });
    const { data } = parseWith(z.looseObject(dataFlag), given);
    await withSchoolHome(data, environment, (home) => perform(flags, home, environment));
  });
}

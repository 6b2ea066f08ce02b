import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { listen } from '../../../chat/index.ts';
import { projectFolder } from '../../../core/configuration.ts';
import { BadInputError } from '../../../core/errors.ts';
import { readText } from '../../../core/files.ts';
import { describeBytes } from '../../../core/progress/describe-bytes.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  announceShare,
  carryTo,
  type Decision,
  diskFiles,
  type FetchOptions,
  faultOfModel,
  releaseInUse,
  rootFrom,
  type Step,
  shareServer,
  soroCommand,
  supervise,
  type Track,
  type TrackName,
} from '../../../fleet/index.ts';
import { type Environment, withEnvironment } from '../../environment.ts';
import { dataFlag, withData } from '../../fleet/data-flag.ts';
import { sendByItself, sharedFiles } from '../../fleet/school-home.ts';
import {
  alone,
  isLookedAt,
  noteLookedAt,
  openSources,
  type SchoolUpdates,
  schoolUpdates,
  writeSettings,
} from '../../fleet/school-updates.ts';
import { examples } from '../../help.ts';

const sourceFlags = { ...dataFlag, from: z.array(z.string().min(1)).default([]) };

/** `soro update …`: what a school does about releases. */
export function updateCommand(): Command {
  const command = new Command('update')
    .summary('take releases from a hub, a neighbour or a stick; keep, or go back')
    .description(
      'Takes signed releases of models, books and Soro itself, tries them on this machine, keeps them or goes back ' +
        '(docs/fleet.md).',
    )
    .addHelpText(
      'after',
      examples([
        'soro update enrol root.json --source https://hub.example.tj/soro',
        'soro update status',
        'soro update apply --from /media/stick',
      ]),
    );
  const verbs = [
    enrolCommand(),
    statusCommand(),
    checkCommand(),
    fetchCommand(),
    applyCommand(),
    rollbackCommand(),
    runCommand(),
    shareCommand(),
    carryCommand(),
  ];
  for (const verb of verbs) command.addCommand(verb);
  return command;
}

function enrolCommand(): Command {
  const schema = z.strictObject({ ...dataFlag, source: z.array(z.string().min(1)).default([]) });
  const command = withData(new Command('enrol'))
    .summary('believe the root of a hub from now on')
    .description('Gives a school the root of a hub, once: who may sign what follows from it.')
    .argument('<root>', 'the root.json of the hub, brought by a hand that is trusted')
    .option('--source <place...>', 'addresses or folders that releases come from, in this order')
    .addHelpText('after', examples(['soro update enrol root.json --source https://hub.example.tj/soro']));
  return command.action((file: string, given: unknown) =>
    atSchool(command, given, schema, async ({ source }, { updates, settings, fleet }, { print }) => {
      const root = rootFrom(await readText(file), file);
      await mkdir(fleet, { recursive: true, mode: 0o700 });
      await updates.enrol(root);
      if (source.length > 0) await writeSettings(fleet, { ...settings, sources: source });
      print(`This school takes part. Its name in the queue is ${(await updates.state()).school}.`);
    }),
  );
}

function statusCommand(): Command {
  const schema = z.strictObject({ ...dataFlag, json: z.boolean().default(false) });
  const command = withData(new Command('status'))
    .summary('what is in use, on trial, offered, and what is waited for')
    .description(
      'Says for each track what is in use, on trial and refused, and what comes next. Asks nobody.',
    )
    .option('--json', 'one JSON object a track')
    .addHelpText('after', examples(['soro update status']));
  return command.action((given: unknown) =>
    atSchool(command, given, schema, async ({ json }, { updates }, { print }) => {
      const { tracks } = await updates.state();
      const known = await updates.known();
      if (known.stale && !json)
        print('What is known of releases is too old, or nothing is known: nothing new is started.');
      for (const decision of await updates.decisions()) {
        const track = tracks[decision.track];
        print(
          json
            ? JSON.stringify({ ...decision, state: track ?? null, stale: known.stale })
            : `${decision.track}: ${describeTrack(track)}; ${describeNext(decision)}`,
        );
      }
    }),
  );
}

function checkCommand(): Command {
  const schema = z.strictObject(sourceFlags);
  const command = withSources(new Command('check'))
    .summary('ask every source what there is')
    .description('Asks every source for newer metadata and verifies it. Fetches no release.')
    .addHelpText('after', examples(['soro update check', 'soro update check --from /media/stick']));
  return command.action((given: unknown) =>
    atSchool(command, given, schema, async ({ from }, school, environment) => {
      await check(school, from, environment);
      for (const decision of await school.updates.decisions())
        environment.print(`${decision.track}: ${describeNext(decision)}`);
    }),
  );
}

function fetchCommand(): Command {
  const schema = z.strictObject(sourceFlags);
  const command = withSources(new Command('fetch'))
    .summary('bring releases onto this disk, and start nothing')
    .description('Fetches what is next for this school, from any source; goes on where it stopped.')
    .addHelpText('after', examples(['soro update fetch']));
  return command.action((given: unknown) =>
    atSchool(command, given, schema, async ({ from }, school, environment) => {
      await alone(school, async () => {
        const sources = await check(school, from, environment);
        report(await school.updates.proceed(fetching(sources, environment), ['fetch', 'drop']), environment);
      });
    }),
  );
}

function applyCommand(): Command {
  const schema = z.strictObject({
    ...sourceFlags,
    servedMs: z.coerce.number().int().min(0).max(1e9).default(0),
  });
  const command = withSources(new Command('apply'))
    .summary('check, fetch, examine, switch, keep or go back: whatever is next')
    .description(
      'Does all that can be done now. For a timer, or by hand; `soro update run` does it by itself.',
    )
    .option('--served-ms <number>', 'how long the server has run since the last time (said by `run`)')
    .addHelpText('after', examples(['soro update apply']));
  return command.action((given: unknown) =>
    atSchool(command, given, schema, async ({ data, from, servedMs }, school, environment) => {
      await alone(school, async () => {
        await school.updates.begin();
        await noteTrials(school, servedMs);
        const sources = await check(school, from, environment);
        const options = fetching(sources, environment);
        await mend(school, options, environment);
        report(await school.updates.proceed(options), environment);
      });
      await sendByItself(school, data, environment);
    }),
  );
}

function rollbackCommand(): Command {
  const schema = z.strictObject(dataFlag);
  const command = withData(new Command('rollback'))
    .summary('go back to the release before, and never try this one again')
    .description(
      'Goes back to the release that was kept before, or to what the machine came with. A running server follows.',
    )
    .argument('<track>', 'as `soro update status` names it: model/soro')
    .addHelpText('after', examples(['soro update rollback model/soro']));
  return command.action((name: string, given: unknown) =>
    atSchool(command, given, schema, async (_flags, { updates }, { print }) => {
      const found = (await updates.decisions()).find(({ track }) => track === name)?.track;
      const track = found && (await updates.state()).tracks[found];
      if (!found || !track || !releaseInUse(track)) {
        throw new BadInputError({
          message: 'Nothing of this name came from a hub.',
          place: name,
          remedy: '`soro update status` shows the names.',
        });
      }
      const reason = 'A person went back.';
      await updates.record(found, { type: track.trial ? 'rolled-back' : 'taken-back', reason });
      await updates.settle();
      print(`${found}: ${describeTrack((await updates.state()).tracks[found])}.`);
    }),
  );
}

function runCommand(): Command {
  const schema = z.strictObject({
    ...dataFlag,
    every: z.coerce.number().min(0.01).max(1440).default(10),
  });
  const command = withData(new Command('run'))
    .summary('keep the server running from the slot in use, and update it')
    .description(
      'Starts `soro serve` from the release in use, counts starts of one on trial, starts it again when it ends, and ' +
        'applies updates. What stands behind -- is given to `serve`.',
    )
    .option('--every <minutes>', 'how often updates are looked for', '10')
    .argument('[flags...]', 'flags of `soro serve`')
    .addHelpText('after', examples(['soro update run -- --host 0.0.0.0']));
  return command.action((flags: string[], given: unknown) =>
    atSchool(command, given, schema, async ({ every }, { updates, data }, { signal, progress }) => {
      const start = (folder: string, parameters: readonly string[]) =>
        spawn(...soroCommand(folder, parameters), { stdio: 'inherit' });
      await supervise({
        updates,
        factory: projectFolder.replace(/\/$/u, ''),
        serve: (folder) => start(folder, ['serve', '--data', data, ...flags]),
        step: (folder, servedMs) =>
          start(folder, ['update', 'apply', '--data', data, '--served-ms', String(servedMs)]),
        stepEveryMs: every * 60_000,
        signal,
        log: (line) => progress.log(line),
      });
    }),
  );
}

function shareCommand(): Command {
  const schema = z.strictObject({
    ...dataFlag,
    port: z.coerce.number().int().min(0).max(65_535).default(8177),
    host: z.string().min(1).default('0.0.0.0'),
  });
  const command = withData(new Command('share'))
    .summary('let neighbours on the same network take releases from here')
    .description(
      'Serves programs, models and books that this school has, and sealed segments on their way home; nothing of any person.',
    )
    .option('--port <number>', 'port to listen on', '8177')
    .option('--host <address>', 'address to listen on', '0.0.0.0')
    .addHelpText('after', examples(['soro update share']));
  return command.action((given: unknown) =>
    atSchool(command, given, schema, async ({ port, host }, school, environment) => {
      const server = shareServer(await sharedFiles(school));
      await listen(server, host, port);
      const bound = server.address();
      const own = typeof bound === 'object' && bound ? bound.port : port;
      const stop = announceShare(own, (error) => environment.progress.warn(error.message));
      environment.print(`Neighbours find releases at port ${own} (Ctrl-C stops it).`);
      await new Promise((resolve) => environment.signal.addEventListener('abort', resolve, { once: true }));
      stop();
      server.closeAllConnections();
      server.close();
    }),
  );
}

function carryCommand(): Command {
  const schema = z.strictObject(dataFlag);
  const command = withData(new Command('carry'))
    .summary('write what this school has onto a stick for another')
    .description(
      'Copies signed metadata and releases in the layout of a hub, for `soro update apply --from` elsewhere.',
    )
    .argument('<folder>', 'the mounted stick')
    .addHelpText('after', examples(['soro update carry /media/stick']));
  return command.action((folder: string, given: unknown) =>
    atSchool(command, given, schema, async (_flags, { updates }, { print }) => {
      const names = await diskFiles.list(updates.places.packs);
      const releases = names.map((name) => name.replace(/\.json$/u, ''));
      const bytes = await carryTo(diskFiles, updates.places, await updates.trust(), folder, releases);
      print(`${describeBytes(bytes)} written to ${folder}.`);
    }),
  );
}

/** Counts what has run, and hears what the server says of a model on trial. */
async function noteTrials({ updates, data }: SchoolUpdates, servedMs: number): Promise<void> {
  const { tracks } = await updates.state();
  for (const [name, track] of Object.entries(tracks) as [TrackName, Track][]) {
    if (!track.trial) continue;
    if (servedMs > 0) await updates.record(name, { type: 'ran', passedMs: servedMs });
    if (!name.startsWith('model/')) continue;
    const fault = await faultOfModel(data, name.slice('model/'.length), track.trial.installed);
    if (fault !== undefined) await updates.record(name, { type: 'fault', reason: fault });
  }
}

async function mend(school: SchoolUpdates, options: FetchOptions, { print }: Environment): Promise<void> {
  if (await isLookedAt(school)) return;
  const { mended, left } = await school.updates.repair(options);
  for (const name of mended) print(`${name}: mended.`);
  for (const name of left) print(`${name}: damaged, and no source has what is missing.`);
  if (left.length === 0) await noteLookedAt(school);
}

async function check(school: SchoolUpdates, from: readonly string[], { signal, print }: Environment) {
  const sources = await openSources(school, from, signal);
  for (const { source, outcome, detail } of await school.updates.check(sources))
    print(`${source}: ${outcomeWords[outcome]}${detail === '' ? '' : ` (${detail})`}.`);
  if (sources.length === 0)
    print('No source is there now: no stick, no neighbour, no address within its hours.');
  return sources;
}

const outcomeWords: Readonly<Record<string, string>> = {
  newer: 'has news, and they are signed',
  same: 'nothing new',
  'nothing-there': 'does not answer, or has nothing',
  unreadable: 'damaged; not taken',
  'not-signed': 'not signed by the keys it needs; not taken',
  older: 'older than what is known here; its releases may still serve',
  mixed: 'parts that do not belong together; not taken',
  'expired-root': 'the root of the hub has expired; not taken',
  expired: 'too old to be believed; not taken',
};

function fetching(sources: FetchOptions['sources'], { signal, progress }: Environment): FetchOptions {
  let bytes = 0;
  let told = performance.now();
  return {
    sources,
    signal,
    onChunk: (chunk) => {
      bytes += chunk.bytes;
      if (performance.now() - told < 5000) return;
      told = performance.now();
      progress.log(`${describeBytes(bytes)} fetched, now from ${chunk.from}`);
    },
  };
}

function report(steps: readonly Step[], { print }: Environment): void {
  for (const { decision, done, detail } of steps) {
    const said = decision.action === 'wait' ? describeNext(decision) : pastWords[decision.action];
    const how = detail === '' ? '' : ` (${detail})`;
    const title = decision.action === 'wait' ? '' : titleOf(decision);
    print(`${decision.track}: ${done ? said : `not yet ${said}`}${title}${how}`);
  }
}

const pastWords = {
  fetch: 'fetched',
  examine: 'examined',
  switch: 'switched to',
  commit: 'kept',
  drop: 'left',
  'roll-back': 'gone back from',
} as const;

const waitWords = {
  'up-to-date': 'nothing newer is offered',
  'on-trial': 'on trial for 48 hours',
  held: 'the hub has stopped the newest',
  'later-wave': 'the newest is for other schools first',
  'metadata-stale': 'waits for fresh metadata',
  'needs-newer-software': 'the newest needs newer software',
  'needs-more-memory': 'the newest needs more memory than this machine has',
} as const;

function describeNext(decision: Decision): string {
  if (decision.action === 'wait') return `${waitWords[decision.reason]}${titleOf(decision)}`;
  return `next: ${decision.action}${titleOf(decision)}`;
}

function titleOf(decision: Decision): string {
  const offer = 'offer' in decision ? decision.offer : null;
  return offer ? ` ${offer.number} "${offer.title}"` : '';
}

function describeTrack(track: Track | undefined): string {
  if (!track) return 'as this machine came';
  const { committed, trial, rejected } = track;
  return [
    committed ? `${committed.number} "${committed.title}" in use` : 'as this machine came',
    trial ? `${trial.installed.number} "${trial.installed.title}" on trial, ${hours(trial.ranMs)} h run` : '',
    rejected.length > 0 ? `${rejected.length} refused (the last: ${rejected.at(-1)?.reason})` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function hours(milliseconds: number): string {
  return (milliseconds / 3_600_000).toFixed(1);
}

function atSchool<Flags>(
  command: Command,
  given: unknown,
  schema: z.ZodType<Flags>,
  perform: (flags: Flags, school: SchoolUpdates, environment: Environment) => Promise<void>,
): Promise<void> {
  return withEnvironment(command, async (environment) => {
    const flags = parseWith(schema, given, { file: `soro update ${command.name()}` });
    const { data } = parseWith(z.looseObject(dataFlag), given);
    await perform(flags, await schoolUpdates(data, environment), environment);
  });
}

function withSources(command: Command): Command {
  return withData(command).option('--from <place...>', 'a stick or an address, beside those of the settings');
}

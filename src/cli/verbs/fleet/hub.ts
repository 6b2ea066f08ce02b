import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError, fromSystemError } from '../../../core/errors.ts';
import { exists, readText, writeFileAtomically } from '../../../core/files.ts';
import { describeBytes } from '../../../core/progress/describe-bytes.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  diskFiles,
  drawExam,
  examFile,
  folderSource,
  type KeyPlan,
  makeKey,
  makePack,
  type Offer,
  type Pack,
  type PackedFile,
  type PackKind,
  packKinds,
  Repository,
  readPack,
  roleOf,
  roles,
  type SigningKey,
  sealExam,
} from '../../../fleet/index.ts';
import type { Environment } from '../../environment.ts';
import { atHub } from '../../fleet/at-hub.ts';
import { filesToPack } from '../../fleet/files-to-pack.ts';
import { askPassphrase, openKeys, readKeys } from '../../fleet/hub-keys.ts';
import { examples } from '../../help.ts';
import { homeVerbs } from './hub-home.ts';

const files = z.array(z.string().min(1)).min(1);
const name = z.string().min(1);
const share = z.coerce.number().min(0).max(100);

/** `soro hub …`: signs and publishes releases for schools, as a folder of static files. */
export function hubCommand(): Command {
  const command = new Command('hub')
    .summary('make keys, sign and publish releases for many schools')
    .description(
      'Publishes releases as a folder of static files that any web server or stick can carry (docs/fleet.md). ' +
        'Passphrases are asked for, or taken from SORO_KEY_PASSPHRASE.',
    )
    .addHelpText(
      'after',
      examples([
        'soro hub key root --to root-1.key',
        'soro hub begin hub --root root-1.key root-2.key root-3.key --online online.key --software s.key --model m.key --content c.key',
        'soro hub publish hub model model.gguf --number 1 --title "Soro 1.1" --key m.key --online online.key',
      ]),
    );
  const verbs = [
    keyCommand(),
    beginCommand(),
    publishCommand(),
    examCommand(),
    waveCommand(),
    holdCommand(),
    renewCommand(),
    rotateCommand(),
    listCommand(),
    ...homeVerbs(),
  ];
  for (const verb of verbs) command.addCommand(verb);
  return command;
}

function keyCommand(): Command {
  const schema = z.strictObject({ to: name });
  const command = new Command('key')
    .summary('make a key for a role: root, online, software, model or content')
    .description('Makes an Ed25519 key in a file that a passphrase seals. Nothing is sent anywhere.')
    .argument('<role>', 'root, online, software, model or content')
    .requiredOption('--to <file>', 'where the sealed key is written')
    .addHelpText('after', examples(['soro hub key root --to /media/usb/root-1.key']));
  return command.action((role: string, given: unknown) =>
    atHub(command, given, schema, async ({ to }, { print }) => {
      const known = z.enum(['root', 'online', ...roles]);
      const checked = parseWith(known, role, { file: 'soro hub key', place: 'role' });
      if (await exists(to))
        throw new BadInputError({
          message: 'There is a file of this name already.',
          file: to,
          remedy: 'Name another: a key that is written over is lost.',
        });
      const passphrase = await askPassphrase(`the new ${checked} key`);
      if (passphrase.length < 12)
        throw new BadInputError({
          message: 'The passphrase is shorter than 12 characters.',
          remedy: 'Take five or six words.',
        });
      const key = makeKey(checked, passphrase);
      await writeFile(to, `${JSON.stringify(key, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 }).catch(
        (error: unknown) => {
          throw fromSystemError(error, to);
        },
      );
      print(`${checked} key ${key.keyId.slice(0, 16)} in ${to}. Keep a copy at another place.`);
    }),
  );
}

const planFlags = {
  root: files,
  rootThreshold: z.coerce.number().int().min(1).default(2),
  online: files,
  software: files,
  model: files,
  content: files,
};
const planSchema = z.strictObject(planFlags);

function withPlan(command: Command): Command {
  return command
    .requiredOption('--root <keys...>', 'the root keys; those whose passphrase is given sign')
    .option('--root-threshold <number>', 'how many root keys must sign', '2')
    .requiredOption('--online <key...>', 'the key that says daily what is current')
    .requiredOption('--software <key...>', 'signs releases of Soro')
    .requiredOption('--model <key...>', 'signs models')
    .requiredOption('--content <key...>', 'signs books, items, word books and exams');
}

function beginCommand(): Command {
  const command = withPlan(new Command('begin'))
    .summary('the ceremony: the first root and its delegations, in an empty folder')
    .description(
      'Publishes the first root, signed by as many root keys as it asks for, and writes root.json for schools.',
    )
    .argument('<folder>', 'the folder to publish')
    .addHelpText(
      'after',
      examples([
        'soro hub begin hub --root 1.key 2.key 3.key --online o.key --software s.key --model m.key --content c.key',
      ]),
    );
  return command.action((folder: string, given: unknown) =>
    atHub(command, given, planSchema, async (flags, { print }) => {
      const { plan, signers } = await openPlan(flags);
      const root = await repositoryOf(folder).begin(plan, signers, new Date());
      await writeFileAtomically(join(folder, 'root.json'), root);
      print(`Published in ${folder}. Schools are enrolled with ${join(folder, 'root.json')}.`);
    }),
  );
}

function rotateCommand(): Command {
  const command = withPlan(new Command('rotate'))
    .summary('other keys from now on, signed by the root keys')
    .description(
      'Names every key that counts from now on. Stolen or lost ones are left out, and count no more.',
    )
    .argument('<folder>', 'the published folder')
    .addHelpText('after', examples(['soro hub rotate hub --root 1.key 2.key 3.key --online new.key …']));
  return command.action((folder: string, given: unknown) =>
    atHub(command, given, planSchema, async (flags, { print }) => {
      const { plan, signers } = await openPlan(flags);
      await repositoryOf(folder).replaceKeys(plan, signers, new Date());
      print('The next root is published; schools follow it by themselves.');
    }),
  );
}

const releaseFlags = { key: files, online: files };

function publishCommand(): Command {
  const schema = z.strictObject({
    ...releaseFlags,
    name: name.default('soro'),
    number: z.coerce.number().int().min(1),
    title: z.string().min(1).max(100),
    percent: share.default(1),
    needsSoftware: z.coerce.number().int().min(1).optional(),
    needsMemory: z.coerce.number().positive().optional(),
    exam: name.optional(),
  });
  const command = withKeys(new Command('publish'))
    .summary('publish a release, for a few schools first')
    .description(
      'Cuts files into chunks, signs the release, publishes it. Only the first schools get it until `wave` lets in more.',
    )
    .argument('<folder>', 'the published folder')
    .argument('<kind>', packKinds.join(', '))
    .argument('<path>', 'a file, or a folder with everything in it')
    .option('--name <name>', 'what releases of this follow each other under', 'soro')
    .requiredOption('--number <number>', 'counts up with each release of this name')
    .requiredOption('--title <text>', 'for people: "1.4.0"')
    .option('--percent <number>', 'share of the schools that get it now', '1')
    .option('--needs-software <number>', 'the release of software/soro that it needs')
    .option('--needs-memory <GB>', 'memory of the machine that it needs')
    .option('--exam <file>', 'for a model: the exam that `soro hub exam` wrote')
    .addHelpText(
      'after',
      examples([
        'soro hub publish hub model soro.gguf --number 4 --title "Soro 1.2" --exam exam.key --key m.key --online o.key',
      ]),
    );
  return command.action((folder: string, givenKind: string, path: string, given: unknown) =>
    atHub(command, given, schema, async (flags, environment) => {
      const kind = parseWith(z.enum(packKinds), givenKind, { file: 'soro hub publish', place: 'kind' });
      const packed = await filesToPack(kind, path);
      const exam = flags.exam === undefined ? {} : await examOf(flags.exam);
      const changes = {
        schoolsIn10000: Math.round(flags.percent * 100),
        ...(flags.needsSoftware !== undefined && { needsSoftware: flags.needsSoftware }),
        ...(flags.needsMemory !== undefined && { needsMemoryBytes: Math.round(flags.needsMemory * 1e9) }),
        ...exam,
      };
      await publish(folder, kind, packed, flags, changes, environment);
    }),
  );
}

function examCommand(): Command {
  const schema = z.strictObject({
    ...releaseFlags,
    task: files,
    items: z.coerce.number().int().min(1).max(200).default(18),
    quotes: z.coerce.number().int().min(0).max(50).default(8),
    seed: z.coerce.number().int().default(1),
    name: name.default('soro'),
    number: z.coerce.number().int().min(1),
    title: z.string().min(1).max(100),
    to: name,
  });
  const command = withKeys(new Command('exam'))
    .summary('draw, seal and publish an exam for models')
    .description(
      'Draws items from tasks of benchmarks/, seals them, and publishes the sealed exam. The key goes out with the model.',
    )
    .argument('<folder>', 'the published folder')
    .requiredOption('--task <folder...>', 'tasks with choices')
    .option('--items <number>', 'items of each task', '18')
    .option('--quotes <number>', 'sentences to repeat', '8')
    .option('--seed <number>', 'which items are drawn', '1')
    .option('--name <name>', 'what exams of this follow each other under', 'soro')
    .requiredOption('--number <number>', 'counts up with each exam')
    .requiredOption('--title <text>', 'for people')
    .requiredOption('--to <file>', 'where its key is written, for `publish --exam`')
    .addHelpText(
      'after',
      examples([
        'soro hub exam hub --task benchmarks/reading benchmarks/spelling --number 1 --title May --to exam.key --key c.key --online o.key',
      ]),
    );
  return command.action((folder: string, given: unknown) =>
    atHub(command, given, schema, async (flags, environment) => {
      const exam = await drawExam(flags.title, flags.task, {
        itemsPerTask: flags.items,
        quotes: flags.quotes,
        seed: flags.seed,
      });
      const { text, key } = sealExam(exam);
      const work = await mkdtemp(join(tmpdir(), 'soro-exam-'));
      try {
        const source = join(work, examFile);
        await writeFile(source, text);
        const packed = [{ path: examFile, source, executable: false }];
        const changes = { schoolsIn10000: 10_000 };
        const release = await publish(folder, 'exam', packed, flags, changes, environment);
        await writeFileAtomically(flags.to, `${JSON.stringify({ exam: release, examKey: key })}\n`);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    }),
  );
}

function waveCommand(): Command {
  const schema = z.strictObject({ ...releaseFlags, percent: share });
  const command = withKeys(new Command('wave'))
    .summary('let more (or fewer) schools have a release')
    .description(
      'Changes the share of the schools that get a release. Which ones follows from a hash; those who have it keep it.',
    )
    .argument('<folder>', 'the published folder')
    .argument('<release>', 'the first characters of its hash')
    .requiredOption('--percent <number>', 'share of the schools')
    .addHelpText('after', examples(['soro hub wave hub 3f2a --percent 10 --key m.key --online o.key']));
  return command.action((folder: string, release: string, given: unknown) =>
    atHub(command, given, schema, async ({ percent, key, online }, { print }) => {
      const repository = repositoryOf(folder);
      const offer = await findOffer(repository, release);
      const role = roleOf[offer.kind];
      const signers = {
        online: await openKeys(online, 'online'),
        roles: { [role]: await openKeys(key, role) },
      };
      const schoolsIn10000 = Math.round(percent * 100);
      await repository.publish(
        role,
        (offers) =>
          offers.map((other) => (other.release === offer.release ? { ...other, schoolsIn10000 } : other)),
        signers,
        new Date(),
      );
      print(`${offer.kind}/${offer.name} ${offer.number}: ${percent} % of the schools.`);
    }),
  );
}

function holdCommand(): Command {
  const schema = z.strictObject({ online: files, goOn: z.boolean().default(false) });
  const command = new Command('hold')
    .summary('stop a release everywhere; needs the online key only')
    .description(
      'Schools that have it on trial go back, and no other begins. With --go-on it may be had again.',
    )
    .argument('<folder>', 'the published folder')
    .argument('<release>', 'the first characters of its hash')
    .requiredOption('--online <key...>', 'the online key')
    .option('--go-on', 'take the hold away')
    .addHelpText('after', examples(['soro hub hold hub 3f2a --online o.key']));
  return command.action((folder: string, release: string, given: unknown) =>
    atHub(command, given, schema, async ({ online, goOn }, { print }) => {
      const repository = repositoryOf(folder);
      const offer = await findOffer(repository, release);
      const held = (await repository.held(new Date())).filter((other) => other !== offer.release);
      await repository.hold(
        goOn ? held : [...held, offer.release],
        await openKeys(online, 'online'),
        new Date(),
      );
      print(`${offer.kind}/${offer.name} ${offer.number} ${goOn ? 'may be had again' : 'is stopped'}.`);
    }),
  );
}

function renewCommand(): Command {
  const schema = z.strictObject({ online: files });
  const command = new Command('renew')
    .summary('say that what is published is current; daily, by a timer')
    .description('Signs anew, with the online key, that this is what counts; schools believe it for 90 days.')
    .argument('<folder>', 'the published folder')
    .requiredOption('--online <key...>', 'the online key')
    .addHelpText('after', examples(['soro hub renew hub --online o.key']));
  return command.action((folder: string, given: unknown) =>
    atHub(command, given, schema, async ({ online }, { print }) => {
      await repositoryOf(folder).renew(await openKeys(online, 'online'), new Date());
      print('Renewed.');
    }),
  );
}

function listCommand(): Command {
  const schema = z.strictObject({ json: z.boolean().default(false) });
  const command = new Command('list')
    .summary('what is published, verified as a school would')
    .description('Lists the releases of a published folder, after verifying all of its signatures.')
    .argument('<folder>', 'the published folder')
    .option('--json', 'one JSON object a release')
    .addHelpText('after', examples(['soro hub list hub']));
  return command.action((folder: string, given: unknown) =>
    atHub(command, given, schema, async ({ json }, { print }) => {
      const repository = repositoryOf(folder);
      const held = new Set(await repository.held(new Date()));
      for (const offer of await repository.offers(new Date())) {
        const isHeld = offer.held || held.has(offer.release);
        print(
          json
            ? JSON.stringify({ ...offer, held: isHeld, examKey: undefined })
            : `${offer.release.slice(0, 12)}  ${offer.kind}/${offer.name} ${offer.number} "${offer.title}", ` +
                `${describeBytes(offer.sizeBytes)}, ${isHeld ? 'stopped' : `${offer.schoolsIn10000 / 100} % of the schools`}`,
        );
      }
    }),
  );
}

interface Published {
  readonly name: string;
  readonly number: number;
  readonly title: string;
  readonly key: readonly string[];
  readonly online: readonly string[];
}

async function publish(
  folder: string,
  kind: PackKind,
  packed: readonly PackedFile[],
  { name: track, number, title, key, online }: Published,
  changes: Partial<Offer>,
  { print, progress }: Environment,
): Promise<string> {
  const repository = repositoryOf(folder);
  const role = roleOf[kind];
  const offers = await repository.offers(new Date());
  const same = offers.filter((offer) => offer.kind === kind && offer.name === track);
  const newest = same.toSorted((one, other) => other.number - one.number)[0];
  if (newest && number <= newest.number) {
    throw new BadInputError({
      message: `${kind}/${track} has reached ${newest.number} already.`,
      place: '--number',
      remedy: `Take ${newest.number + 1}.`,
    });
  }
  const signers: { online: SigningKey[]; roles: Partial<Record<typeof role, SigningKey[]>> } = {
    online: await openKeys(online, 'online'),
    roles: { [role]: await openKeys(key, role) },
  };
  progress.log(`Packing ${packed.length} files`);
  const before = newest && (await packOf(folder, newest.release));
  const made = await makePack(diskFiles, resolve(folder), kind, packed, { before });
  const offer: Offer = {
    kind,
    name: track,
    number,
    title,
    sizeBytes: made.sizeBytes,
    schoolsIn10000: 100,
    held: false,
    ...changes,
    release: made.release,
    packBytes: made.packBytes,
  };
  await repository.publish(role, (own) => [...own, offer], signers, new Date());
  print(
    `${offer.release.slice(0, 12)}  ${kind}/${track} ${number} "${title}" for ${offer.schoolsIn10000 / 100} % of the schools: ` +
      `${describeBytes(made.sizeBytes)}; to fetch ${describeBytes(made.fetchBytes.whole)}` +
      (newest ? `, from ${newest.number} on ${describeBytes(made.fetchBytes.delta)}` : ''),
  );
  return made.release;
}

async function packOf(folder: string, release: string): Promise<Pack | undefined> {
  const source = folderSource(diskFiles, resolve(folder));
  return (await readPack(source, release, new AbortController().signal))?.pack;
}

async function examOf(file: string) {
  const schema = z.strictObject({ exam: z.string().length(64), examKey: z.string().length(64) });
  return parseWith(schema, JSON.parse(await readText(file)), { file });
}

async function findOffer(repository: Repository, release: string): Promise<Offer> {
  const found = (await repository.offers(new Date())).filter((offer) => offer.release.startsWith(release));
  const [offer] = found;
  if (offer && found.length === 1) return offer;
  throw new BadInputError({
    message: found.length === 0 ? 'No release begins like this.' : 'More than one release begins like this.',
    place: release,
    remedy: '`soro hub list` shows their hashes.',
  });
}

async function openPlan(flags: z.output<typeof planSchema>) {
  const plan: KeyPlan = {
    root: await readKeys(flags.root, 'root'),
    rootThreshold: flags.rootThreshold,
    online: await readKeys(flags.online, 'online'),
    roles: {
      software: { keys: await readKeys(flags.software, 'software'), threshold: 1 },
      model: { keys: await readKeys(flags.model, 'model'), threshold: 1 },
      content: { keys: await readKeys(flags.content, 'content'), threshold: 1 },
    },
  };
  const root = await openKeys(flags.root, 'root');
  if (root.length < flags.rootThreshold) {
    throw new BadInputError({
      message: `${root.length} root keys are open, ${flags.rootThreshold} must sign.`,
      place: '--root',
      remedy: 'Type the passphrases of more of them.',
    });
  }
  const signers = {
    root,
    online: await openKeys(flags.online, 'online'),
    roles: {
      software: await openKeys(flags.software, 'software'),
      model: await openKeys(flags.model, 'model'),
      content: await openKeys(flags.content, 'content'),
    },
  };
  return { plan, signers };
}

function repositoryOf(folder: string): Repository {
  return new Repository(diskFiles, resolve(folder));
}

function withKeys(command: Command): Command {
  return command
    .requiredOption('--key <key...>', 'the key of the role that signs it')
    .requiredOption('--online <key...>', 'the online key');
}

import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { exists, readText, writeFileAtomically } from '../../../core/files.ts';
import { takeLock } from '../../../core/processes/process-lock.ts';
import {
  ageOpener,
  CollectionStore,
  collect,
  correctionLines,
  diskFiles,
  figuresOf,
  homeAddressFile,
  type ListedSchool,
  makeHomeKey,
  openHomeKey,
  pageFile,
  pageLanguages,
  parquetEncoding,
  type Quarantined,
  Repository,
  readHomeAddress,
  readSchools,
  receiptsOf,
  renderPage,
  rootOf,
  writeHomeAddress,
} from '../../../fleet/index.ts';
import { readAssumptions, schoolCosts } from '../../../quantisation/index.ts';
import type { Environment } from '../../environment.ts';
import { atHub } from '../../fleet/at-hub.ts';
import { askPassphrase, openKeys } from '../../fleet/hub-keys.ts';
import { atPlaces, openPost } from '../../fleet/school-home.ts';
import { examples } from '../../help.ts';

const files = z.array(z.string().min(1)).min(1);
const name = z.string().min(1);
/** Where the hub keeps what it has collected. */
const layout = { quarantine: 'quarantine', corrections: 'corrections.jsonl', schools: 'schools.csv' };

/** The verbs of `soro hub` for what comes home. */
export function homeVerbs(): Command[] {
  return [homeKeyCommand(), collectCommand(), pageCommand()];
}

function homeKeyCommand(): Command {
  const schema = z.strictObject({ root: files, to: name });
  const command = new Command('home')
    .summary('make the key for what schools send home; the root keys sign it')
    .description(
      'Makes an age key, sealed with a passphrase, and publishes home.json: for whom schools seal what they send. ' +
        'As many root keys sign as the root asks for.',
    )
    .argument('<folder>', 'the published folder')
    .requiredOption('--root <keys...>', 'the root keys; those whose passphrase is given sign')
    .requiredOption('--to <file>', 'where the key is written; keep a copy at another place')
    .addHelpText('after', examples(['soro hub home hub --root root-1.key root-2.key --to home.age']));
  return command.action((folder: string, given: unknown) =>
    atHub(command, given, schema, async ({ root, to }, { print }) => {
      if (await exists(to))
        throw new BadInputError({
          message: 'There is a file of this name already.',
          file: to,
          remedy: 'Name another: a key that is written over is lost.',
        });
      const trusted = rootOf(await new Repository(diskFiles, resolve(folder)).trust(new Date()));
      const target = join(folder, homeAddressFile);
      const before = (await exists(target))
        ? readHomeAddress(await readText(target), trusted, target).version
        : 0;
      const signers = await openKeys(root, 'root');
      const passphrase = await askPassphrase('the new key for what comes home');
      const { recipient, file } = await makeHomeKey(passphrase);
      const address = writeHomeAddress(
        { format: 'soro-home-address-1', version: before + 1, recipient },
        signers,
      );
      // Verified as a school would, before anything is written.
      readHomeAddress(address, trusted, target);
      await writeFileAtomically(to, file, { mode: 0o600 });
      await writeFileAtomically(target, address);
      print(`${target}: schools seal for ${recipient}. The key is in ${to}.`);
    }),
  );
}

function collectCommand(): Command {
  const schema = z.strictObject({ key: files, to: name });
  const command = new Command('collect')
    .summary('take in what schools have sent: verify, deduplicate, sum up')
    .description(
      'Takes segments from sticks, folders, servers with home/index.json and S3-compatible stores; leaves receipts there. ' +
        'What is damaged goes to quarantine/ with its reason. With schools.csv (school, name, district) in the folder, ' +
        "only listed schools are taken. Teachers' corrections lie in corrections.jsonl, for `soro instruct`.",
    )
    .argument('<from...>', 'mounted sticks, folders, addresses')
    .requiredOption('--key <files...>', 'the keys that `soro hub home` wrote')
    .requiredOption('--to <folder>', 'where the hub keeps what it collects: not the published folder')
    .addHelpText(
      'after',
      examples(['soro hub collect /media/stick https://store.example.tj/soro --key home.age --to collected']),
    );
  return command.action((places: string[], given: unknown) =>
    atHub(command, given, schema, async ({ key, to }, environment) => {
      await mkdir(to, { recursive: true, mode: 0o700 });
      const release = await takeLock(join(to, '.lock'), 'What the hub collects');
      try {
        await collectFrom(places, key, resolve(to), environment);
      } finally {
        await release();
      }
    }),
  );
}

async function collectFrom(
  places: readonly string[],
  keys: readonly string[],
  to: string,
  environment: Environment,
): Promise<void> {
  const { signal, print, progress } = environment;
  const identities: string[] = [];
  for (const file of keys) {
    const text = await readText(file);
    identities.push(await openHomeKey(text, await askPassphrase(file), file));
  }
  const listed = await listedSchools(to);
  const known = listed && new Set(listed.map(({ school }) => school));
  const posts = await Promise.all(places.map((place) => openPost(place, signal)));
  const store = new CollectionStore(diskFiles, to, parquetEncoding);
  const collection = await store.read();
  progress.log(`Reading ${places.join(', ')}`);
  const { taken, repeated, waiting, quarantined, unreached } = await collect(collection, posts, {
    opener: ageOpener(identities),
    now: Date.now(),
    signal,
    isKnown: known && ((school) => known.has(school)),
  });
  for (const reason of unreached) progress.warn(reason);
  await store.write(collection);
  await writeFileAtomically(join(to, layout.corrections), correctionLines(collection));
  for (const one of quarantined) await quarantine(to, one);
  await atPlaces(places, environment, async (post) => {
    for (const [path, receipt] of receiptsOf(collection)) {
      const bytes = Buffer.from(`${JSON.stringify(receipt)}\n`);
      if (!(await post.has(path, bytes))) await post.write?.(path, bytes);
    }
  });
  print(`${taken} segments taken, ${repeated} known already, ${waiting} wait for earlier ones.`);
  for (const { path, reason } of quarantined) print(`${path}: ${reason}`);
}

async function quarantine(to: string, { path, bytes, reason }: Quarantined): Promise<void> {
  const target = join(to, layout.quarantine, path.replace('/', '-'));
  await writeFileAtomically(target, bytes);
  await writeFileAtomically(`${target}.reason.txt`, `${reason}\n`);
}

function pageCommand(): Command {
  const schema = z.strictObject({ to: name, assumptions: name.optional() });
  const command = new Command('page')
    .summary("write the ministry's page: map, versions, failures, waiting, silent schools, cost")
    .description(
      'Sums up what was collected, with DuckDB, and writes three static pages (Tajik, Russian, English) that load nothing. ' +
        'Needs schools.csv in the folder.',
    )
    .argument('<folder>', 'where `soro hub collect` keeps what it collects')
    .requiredOption('--to <folder>', 'where the pages are written')
    .option('--assumptions <file>', 'prices and use for the cost, as for `soro plan`')
    .addHelpText('after', examples(['soro hub page collected --to page']));
  return command.action((folder: string, given: unknown) =>
    atHub(command, given, schema, async ({ to, assumptions }, { print }) => {
      const root = resolve(folder);
      const schools = await listedSchools(root);
      const file = await new CollectionStore(diskFiles, root, parquetEncoding).file();
      if (!schools || !file) {
        const missing = schools ? 'collection' : layout.schools;
        throw new BadInputError({
          message: schools ? 'Nothing was collected here yet.' : 'The list of schools is missing.',
          file: join(root, missing),
          remedy: schools
            ? 'Run `soro hub collect` first.'
            : 'Write it: CSV with the columns school (from `soro home status`), name, district.',
        });
      }
      const now = Date.now();
      const figures = await figuresOf(file, schools, now);
      const cost = schoolCosts(await readAssumptions(assumptions && resolve(assumptions)));
      for (const language of pageLanguages)
        await writeFileAtomically(join(to, pageFile(language)), renderPage(figures, cost, language, now));
      print(`${resolve(to, pageFile('tg'))}: ${figures.schools.length} schools.`);
    }),
  );
}

async function listedSchools(root: string): Promise<ListedSchool[] | undefined> {
  const file = join(root, layout.schools);
  return (await exists(file)) ? readSchools(await readText(file), file) : undefined;
}

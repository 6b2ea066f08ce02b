import { join } from 'node:path';
import { BadInputError, MachineError, SoroError } from '../../core/errors.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import { takeLock } from '../../core/processes/process-lock.ts';
import {
  ageSealer,
  Carrier,
  diskFiles,
  folderPost,
  folderSource,
  gatherItems,
  type HomeAddress,
  HomeShare,
  homeAddressFile,
  httpPost,
  httpSource,
  type Item,
  lineNow,
  makeSchoolKey,
  Outbox,
  type Post,
  readHomeAddress,
  readSchoolKey,
  rootOf,
  type SchoolKey,
  SharedFiles,
  type Source,
  SourceFault,
} from '../../fleet/index.ts';
import { dataFolder, openStore, readFact, type Store, writeFact } from '../../school/index.ts';
import type { Environment } from '../environment.ts';
import { isAddress, type SchoolUpdates, schoolUpdates } from './school-updates.ts';

/** What the verbs of `soro home` work with. */
export interface SchoolHome {
  readonly key: SchoolKey;
  readonly outbox: Outbox;
  readonly carrier: Carrier;
  /** Whom the school seals for; undefined before the hub's home.json was found. */
  readonly address: HomeAddress | undefined;
  /** Everything that may be sent. */
  items(): Promise<Item[]>;
  /** Looks for a newer home.json at a place, and keeps it. */
  learnAddress(place: string): Promise<void>;
}

const mostAddressBytes = 20_000;
const keyFile = 'school.key';

/**
 * Opens the outbox of a school, one process at a time.
 * @throws BadInputError where there is no school.
 */
export async function withSchoolHome(
  named: string | undefined,
  environment: Environment,
  perform: (home: SchoolHome) => Promise<void>,
): Promise<void> {
  const { path: data, database } = dataFolder(named);
  if (!(await exists(database))) {
    throw new BadInputError({
      message: 'There is no school here yet.',
      file: database,
      remedy: 'Start it once with `soro serve`, or name its folder: --data, or the variable SORO_DATA.',
    });
  }
  const root = join(data, 'fleet', 'home');
  const key = await schoolKey(join(root, keyFile));
  const release = await takeLock(join(root, '.lock'), 'What the school sends home', { patienceMs: 30_000 });
  const store = openStore(database);
  try {
    await perform(await openHome(data, root, key, store, environment));
  } finally {
    store.close();
    await release();
  }
}

async function openHome(
  data: string,
  root: string,
  key: SchoolKey,
  store: Store,
  environment: Environment,
): Promise<SchoolHome> {
  const { updates, clock } = await schoolUpdates(data, environment);
  const isEnrolled = await exists(updates.places.firstRoot);
  const file = join(root, homeAddressFile);
  const known = async () => {
    if (!isEnrolled || !(await exists(file))) return undefined;
    return readHomeAddress(await readText(file), rootOf(await updates.trust()), file);
  };
  const address = await known();
  const outbox = new Outbox({
    files: diskFiles,
    root,
    key,
    sealer: {
      seal: async (content) => {
        const to = await known();
        if (to) return ageSealer(to.recipient).seal(content);
        throw new BadInputError({
          message: 'The school does not know yet for whom it seals what it sends.',
          file,
          remedy:
            'Enrol it (`soro update enrol`), then send to, or carry from, a place that has the home.json of the hub.',
        });
      },
    },
    mark: {
      read: async () => readFact(store, 'home-mark'),
      write: async (mark) => writeFact(store, 'home-mark', mark),
    },
  });
  return {
    key,
    outbox,
    address,
    carrier: new Carrier(diskFiles, root, key.school),
    async items() {
      const { now, trusted } = clock();
      const state = isEnrolled ? await updates.state() : undefined;
      return gatherItems({ store, updates: state, now, clockTrusted: trusted });
    },
    async learnAddress(place) {
      if (!isEnrolled) return;
      const source: Source = isAddress(place)
        ? httpSource(place, { signal: environment.signal })
        : folderSource(diskFiles, place);
      const bytes = await source.read(homeAddressFile, mostAddressBytes, environment.signal);
      if (!bytes) return;
      const text = Buffer.from(bytes).toString('utf8');
      const found = readHomeAddress(text, rootOf(await updates.trust()), `${place}/${homeAddressFile}`);
      if (found.version > ((await known())?.version ?? 0)) await writeFileAtomically(file, text);
    },
  };
}

/** What a school shows its neighbours: releases, and what is on its way home. */
export async function sharedFiles({ updates, fleet }: SchoolUpdates): Promise<Pick<SharedFiles, 'read'>> {
  const releases = new SharedFiles(diskFiles, updates.places, () => updates.trust());
  const root = join(fleet, 'home');
  const home = new HomeShare(diskFiles, root, (await schoolKey(join(root, keyFile))).school);
  return {
    read: (path) => (path.startsWith('home/') ? home.read(path.slice('home/'.length)) : releases.read(path)),
  };
}

async function schoolKey(file: string): Promise<SchoolKey> {
  if (await exists(file)) return readSchoolKey(await readText(file), file);
  const { key, text } = makeSchoolKey();
  await writeFileAtomically(file, text, { mode: 0o600 });
  return key;
}

/** A stick, a folder or an address as a place where segments are left and found. */
export async function openPost(place: string, signal: AbortSignal): Promise<Post> {
  if (isAddress(place)) return httpPost(place, signal);
  if (await exists(place)) return folderPost(diskFiles, place);
  throw new BadInputError({
    message: 'This folder does not exist.',
    file: place,
    remedy: 'Mount the stick first; or name an address (https://…).',
  });
}

/** Takes receipts, seals what is new, and leaves what is not acknowledged at each of some places. */
export async function sendHome(
  home: SchoolHome,
  places: readonly string[],
  environment: Environment,
): Promise<void> {
  const { print } = environment;
  await atPlaces(places, environment, async (post, place) => {
    await home.learnAddress(place);
    if (await home.outbox.takeReceipt(post)) print(`${post.name}: a receipt of the hub.`);
  });
  const sealed = await home.outbox.seal(await home.items());
  if (sealed > 0) print(`Sealed: ${sealed}.`);
  await atPlaces(places, environment, async (post) => {
    const [own, others] = [await home.outbox.send(post), await home.carrier.bring(post)];
    print(`${post.name}: left ${own} segments, and ${others} of other schools.`);
  });
}

/** What a step of updating sends by itself: to the places of the settings, to addresses only when the line is open. */
export async function sendByItself(
  { settings, clock }: SchoolUpdates,
  named: string | undefined,
  environment: Environment,
): Promise<void> {
  const { open } = lineNow(settings.limits, clock());
  const places: string[] = [];
  for (const place of settings.home) if (isAddress(place) ? open : await exists(place)) places.push(place);
  if (places.length === 0) return;
  try {
    await withSchoolHome(named, environment, (home) => sendHome(home, places, environment));
  } catch (error) {
    // The next step tries again; updates do not wait for it.
    if (!(error instanceof SoroError) || environment.signal.aborted) throw error;
    environment.progress.warn(error.message);
  }
}

/**
 * Does something at each of some places; one that cannot be reached is told and does not keep the others waiting.
 * @throws MachineError when none could be reached.
 */
export async function atPlaces(
  places: readonly string[],
  { signal, progress }: Environment,
  perform: (post: Post, place: string) => Promise<void>,
): Promise<void> {
  const faults: string[] = [];
  for (const place of places) {
    try {
      await perform(await openPost(place, signal), place);
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
      faults.push(error.message);
      progress.warn(error.message);
    }
  }
  if (faults.length < places.length) return;
  throw new MachineError({
    message: faults.join('; '),
    remedy: 'Look at the line or the address, and run it again: nothing was lost.',
  });
}

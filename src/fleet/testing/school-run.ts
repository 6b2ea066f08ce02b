import { SoroError } from '../../core/errors.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import { trialMs } from '../decide/decide.ts';
import { releaseInUse } from '../decide/track.ts';
import type { Files } from '../files/files.ts';
import { writeOffers, writeSnapshot, writeTimestamp } from '../metadata/write-metadata.ts';
import { type Offer, type TrackName, trackOf } from '../packs/release.ts';
import { isWhole } from '../slots/release-store.ts';
import { Updates } from '../slots/updates.ts';
import { folderSource } from '../sources/folder-source.ts';
import { type Source, SourceFault } from '../sources/source.ts';
import { type HubKeys, MadeHub, madeKeys, planOf } from './made-hub.ts';
import { PowerCut, UnreliableFiles } from './unreliable-files.ts';

/** What a hub has published at different times, and what thieves have made of it. */
export interface World {
  readonly root: string;
  /** By age, the newest last. */
  readonly copies: readonly Files[];
  /** After the thefts were seen: the newest, with new keys in the place of the stolen ones. */
  readonly mended: Files;
  readonly attacks: Readonly<Record<AttackName, Files>>;
  /** Fails its exam. */
  readonly spoiled: ReadonlySet<string>;
  /** Passes its exam and does not do well afterwards. */
  readonly failing: ReadonlySet<string>;
  /** Releases that no key of their role has signed. */
  readonly forged: ReadonlySet<string>;
  /** Where every school must end. */
  readonly goal: Readonly<Partial<Record<TrackName, string>>>;
}

export const attackNames = ['replayed', 'mixed', 'frozen', 'online-key', 'content-key'] as const;
export type AttackName = (typeof attackNames)[number];

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const madeAt = Date.UTC(2026, 8, 1);

/** What happened in a run; all counts should be 0 but the ones that say that something was tried. */
export interface RunReport {
  readonly cuts: number;
  readonly flips: number;
  readonly bricked: number;
  readonly lost: number;
  /** Good releases that a school left for good after two times three starts without ten minutes of running. */
  readonly gaveUp: number;
  readonly doubled: number;
  /** A forged or spoiled release that was switched to. */
  readonly wronglyStarted: number;
  readonly rollbacks: number;
  readonly faults: readonly string[];
}

/** Publishes three releases of software, four models and two word books, one spoiled and two that do badly. */
export async function makeWorld(seed: number): Promise<World> {
  const random = seededRandom(seed);
  const bytes = (size: number) => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
  const files = new UnreliableFiles({ random });
  const hub = new MadeHub(files, 'hub');
  const day = (number: number) => new Date(madeAt + number * dayMs);
  const root = await hub.begin(day(0));
  const copies: Files[] = [];
  const keep = async () => void copies.push(await copyOf(files));
  const program = bytes(9000);
  const next = (mark: string) => Buffer.concat([Buffer.from(mark), program]);
  await hub.release('software', 1, { 'src/main.ts': program, 'bin/tool': bytes(500) }, day(1));
  await hub.release('model', 1, { 'model.gguf': bytes(30_000) }, day(1));
  await keep();
  await hub.release('software', 2, { 'src/main.ts': next('2'), 'bin/tool': bytes(500) }, day(20));
  const spoiled = await hub.release('model', 2, { 'model.gguf': bytes(30_000) }, day(20));
  await hub.release('words', 1, { 'words.json': bytes(3000) }, day(20));
  await keep();
  const failing = await hub.release('model', 3, { 'model.gguf': bytes(30_000) }, day(40));
  const restless = await hub.release('software', 3, { 'src/main.ts': next('three') }, day(40));
  await keep();
  const goal = [
    await hub.release('software', 4, { 'src/main.ts': next('4'), 'bin/tool': bytes(700) }, day(60)),
    await hub.release('model', 4, { 'model.gguf': bytes(30_000) }, day(60)),
    await hub.release('words', 2, { 'words.json': bytes(3500) }, day(60)),
  ];
  await keep();
  const { attacks, forged } = await makeAttacks(hub, copies, bytes);
  return {
    root,
    copies,
    attacks,
    forged,
    mended: await mend(hub, files),
    spoiled: new Set([spoiled.release]),
    failing: new Set([failing.release, restless.release]),
    goal: Object.fromEntries(goal.map((offer) => [trackOf(offer), offer.release])),
  };
}

/**
 * One school over some months: power cuts, flipped bits, a full disk, sticks of different ages that cross, wrong clocks,
 * metadata of thieves. It ends with a good source and a right clock, by which everything must have come right.
 */
export async function runSchool(world: World, seed: number, lies = false): Promise<RunReport> {
  const run = new SchoolRun(world, seed, lies);
  return run.play();
}

class SchoolRun {
  readonly #world: World;
  readonly #random: () => number;
  readonly #disk: UnreliableFiles;
  #time = madeAt + 61 * dayMs;
  #wrongBy = 0;
  #trusted = true;
  #cuts = 0;
  #flips = 0;
  #bricked = 0;
  #doubled = 0;
  #wrong = 0;
  #rollbacks = 0;
  #stateFlipped = false;
  readonly #faults: string[] = [];
  readonly #signal = new AbortController().signal;

  constructor(world: World, seed: number, lies: boolean) {
    this.#world = world;
    this.#random = seededRandom(seed);
    this.#disk = new UnreliableFiles({ random: this.#random, lies });
  }

  async play(): Promise<RunReport> {
    await this.#updates().enrol(this.#world.root);
    const sessions = 4 + this.#pick(8);
    for (let session = 0; session < sessions; session += 1) await this.#session(false);
    // From here on everything is as it should be, and the school has time.
    this.#wrongBy = 0;
    this.#trusted = true;
    for (let session = 0; session < 10 && (session < 2 || (await this.#missing()).lost > 0); session += 1)
      await this.#session(true);
    const { lost, gaveUp } = await this.#missing();
    if (lost > 0) this.#faults.push(`lost: it ends with ${JSON.stringify(await this.#updates().state())}`);
    return {
      cuts: this.#cuts,
      flips: this.#flips,
      bricked: this.#bricked,
      lost,
      gaveUp,
      doubled: this.#doubled,
      wronglyStarted: this.#wrong,
      rollbacks: this.#rollbacks,
      faults: this.#faults,
    };
  }

  /** From switching on to switching off, or to the cut. */
  async #session(calm: boolean): Promise<void> {
    const cutAfter = calm || this.#random() < 0.2 ? undefined : 1 + this.#pick(90);
    this.#disk.restart(cutAfter);
    this.#disk.setCapacity(
      !calm && this.#random() < 0.15 ? 20_000 + this.#pick(60_000) : Number.POSITIVE_INFINITY,
    );
    if (!calm) this.#disturb();
    const updates = this.#updates();
    const sources = calm ? [this.#good()] : this.#someSources();
    try {
      await this.#day(updates, sources);
    } catch (error) {
      if (error instanceof PowerCut) this.#cuts += 1;
      // A full disk is told and changes nothing.
      else if (!(error instanceof SoroError)) throw error;
    }
    await this.#look();
    this.#time += (2 + this.#pick(4)) * dayMs;
  }

  async #day(updates: Updates, sources: readonly Source[]): Promise<void> {
    await updates.begin();
    await updates.countStart();
    await updates.check(sources);
    const fetching = { sources, signal: this.#signal };
    await updates.repair(fetching);
    for (let round = 0; round < 3; round += 1) {
      const steps = await updates.proceed(fetching);
      this.#rollbacks += steps.filter(({ decision }) => decision.action === 'roll-back').length;
      const { tracks } = await updates.state();
      for (const [name, track] of Object.entries(tracks) as [TrackName, (typeof tracks)[TrackName]][]) {
        const trial = track?.trial;
        if (!trial) continue;
        if (this.#world.failing.has(trial.installed.release))
          await updates.record(name, { type: 'fault', reason: 'It does not do well.' });
        else await updates.record(name, { type: 'ran', passedMs: 10 * hourMs });
      }
    }
    this.#time += trialMs / 4;
  }

  /** After each session the machine is switched on again, as a person would, and looked at. */
  async #look(): Promise<void> {
    this.#disk.restart();
    this.#disk.setCapacity(Number.POSITIVE_INFINITY);
    const updates = this.#updates();
    try {
      await updates.begin();
      const { tracks } = await updates.state();
      for (const [name, track] of Object.entries(tracks) as [TrackName, (typeof tracks)[TrackName]][]) {
        if (!track) continue;
        const current = releaseInUse(track);
        const link = await this.#disk.readLink(updates.places.current(name));
        const expected = current ? `../releases/${current.release}` : undefined;
        if (link !== expected) this.#note('bricked', `${name} links to ${link}, not to ${expected}`);
        if (current && this.#flips === 0 && !(await isWhole(this.#disk, updates.places, current.release)))
          this.#note('bricked', `${name}: ${current.release.slice(0, 8)} is not whole`);
        const started = [track.trial?.installed.release, track.committed?.release];
        for (const release of started) {
          if (release !== undefined && (this.#world.forged.has(release) || this.#world.spoiled.has(release)))
            this.#note('wrong', `${name} started ${release.slice(0, 8)}`);
        }
        const kept = track.committed?.release;
        if (kept !== undefined && this.#isAgain(name, kept)) this.#note('doubled', `${name} kept twice`);
        if (track.trial && track.trial.installed.release === kept)
          this.#note('doubled', `${name} tries what it keeps`);
        if (kept !== undefined && track.rejected.some(({ release, again }) => release === kept && !again))
          this.#note('doubled', `${name} keeps what it rejected`);
      }
    } catch (error) {
      if (!(error instanceof SoroError)) throw error;
      this.#note('bricked', error.message);
    }
  }

  readonly #kept = new Map<TrackName, string[]>();

  /** Whether a release was kept, left, and kept again. */
  #isAgain(name: TrackName, release: string): boolean {
    const list = this.#kept.get(name) ?? [];
    this.#kept.set(name, list);
    if (list.at(-1) === release) return false;
    const isAgain = list.includes(release) && !this.#stateFlipped;
    list.push(release);
    return isAgain;
  }

  async #missing(): Promise<{ lost: number; gaveUp: number }> {
    const updates = this.#updates();
    const { tracks } = await updates.state();
    let lost = 0;
    let gaveUp = 0;
    for (const [name, release] of Object.entries(this.#world.goal) as [TrackName, string][]) {
      const track = tracks[name];
      if (track?.committed?.release === release && (await isWhole(this.#disk, updates.places, release)))
        continue;
      const kept = track?.committed;
      const isLeft = track?.rejected.some((entry) => entry.release === release && !entry.again) ?? false;
      if (isLeft && (!kept || (await isWhole(this.#disk, updates.places, kept.release)))) {
        gaveUp += 1;
        continue;
      }
      lost += 1;
    }
    return { lost, gaveUp };
  }

  #note(what: 'bricked' | 'doubled' | 'wrong', detail: string): void {
    this.#faults.push(`${what}: ${detail}`);
    if (what === 'bricked') this.#bricked += 1;
    if (what === 'doubled') this.#doubled += 1;
    if (what === 'wrong') this.#wrong += 1;
  }

  #disturb(): void {
    const kind = this.#random();
    // A clock of 1970, one of three years ahead (believed by mistake, or not), a right one.
    this.#wrongBy = kind < 0.15 ? -this.#time : kind < 0.3 ? 3 * 365 * dayMs : 0;
    this.#trusted = this.#wrongBy === 0 || this.#random() < 0.5;
    if (this.#random() < 0.2) {
      const path = this.#disk.flipBit('school/fleet');
      if (path === undefined) return;
      this.#flips += 1;
      this.#stateFlipped ||= path.includes('/tracks.');
    }
  }

  #updates(): Updates {
    return new Updates({
      files: this.#disk,
      root: 'school/fleet',
      clock: () => ({ now: this.#time + this.#wrongBy, trusted: this.#trusted }),
      memoryBytes: 4e9,
      softwareNumber: 1,
      handlers: {
        examine: async ({ offer }) => ({
          passed: !this.#world.spoiled.has(offer.release) && !this.#world.forged.has(offer.release),
          reason: 'judged',
        }),
        activate: async () => {},
      },
    });
  }

  #good(): Source {
    return folderSource(this.#world.mended, 'hub');
  }

  /** Sticks of different ages, a line that breaks, thieves' copies, in any order. */
  #someSources(): Source[] {
    const { copies, attacks } = this.#world;
    const wanted = 1 + this.#pick(3);
    return Array.from({ length: wanted }, () => {
      const isAttack = this.#random() < 0.3;
      const name = attackNames[this.#pick(attackNames.length)] ?? fail();
      const files = isAttack ? attacks[name] : (copies[this.#pick(copies.length)] ?? fail());
      return this.#unreliable(folderSource(files, 'hub'));
    });
  }

  #unreliable(source: Source): Source {
    const breaks = this.#random() < 0.3 ? 0.1 : 0;
    const damages = this.#random() < 0.3 ? 0.1 : 0;
    const disturbed = (bytes: Uint8Array | undefined) => {
      if (this.#random() < breaks) throw new SourceFault('The line broke.');
      if (!bytes || this.#random() >= damages || bytes.length === 0) return bytes;
      const copy = Buffer.from(bytes);
      const at = this.#pick(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << this.#pick(8));
      return this.#random() < 0.5 ? copy : copy.subarray(0, at);
    };
    return {
      ...source,
      read: async (...given) => disturbed(await source.read(...given)),
      readMetadata: async (...given) => disturbed(await source.readMetadata(...given)),
    };
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count);
  }
}

/** What a hub does after a theft: other online and content keys, signed by two of the three root keys. */
async function mend(hub: MadeHub, files: Files): Promise<Files> {
  const fresh = madeKeys();
  const keys: HubKeys = {
    root: hub.keys.root.slice(0, 2),
    online: fresh.online,
    roles: { ...hub.keys.roles, content: fresh.roles.content },
  };
  const plan = planOf({ ...keys, root: hub.keys.root });
  await hub.repository.replaceKeys(plan, keys, new Date(madeAt + 62 * dayMs));
  return copyOf(files);
}

async function makeAttacks(
  hub: MadeHub,
  copies: readonly Files[],
  bytes: (size: number) => Buffer,
): Promise<Pick<World, 'attacks' | 'forged'>> {
  const [oldest, second] = copies;
  const newest = copies.at(-1);
  if (!oldest || !second || !newest) return fail();
  const later = new Date(madeAt + 61 * dayMs);
  const expires = new Date(later.getTime() + 900 * dayMs);
  // The newest timestamp over everything that is old, and the other way round.
  const mixed = await copyOf(second);
  await carry(newest, mixed, ['timestamp.json']);
  const replayed = await copyOf(newest);
  await carry(oldest, replayed, ['timestamp.json']);

  // With the online key: a snapshot that lists forged software, signed by keys of the thief's own, and one of a role
  // whose key is another's.
  const forgedSoftware = await forge('software', hub.keys.online);
  const onlineKey = await copyOf(newest);
  await forgedSoftware.write(onlineKey);
  const forgedByContent = await forge('software', hub.keys.roles.content);
  const contentKey = await copyOf(newest);
  await forgedByContent.write(contentKey);
  return {
    attacks: {
      replayed,
      mixed,
      frozen: await copyOf(oldest),
      'online-key': onlineKey,
      'content-key': contentKey,
    },
    forged: new Set([forgedSoftware.release, forgedByContent.release]),
  };

  async function forge(kind: 'software', keys: MadeHub['keys']['online']) {
    const other = new UnreliableFiles({ random: () => 0.5 });
    const thief = new MadeHub(other, 'hub');
    await thief.begin(later);
    const offer: Offer = await thief.release(kind, 99, { 'src/main.ts': bytes(2000) }, later);
    const offers = writeOffers([offer], { version: 99, expires }, keys);
    // The same, listed under another role, whose own key signs it.
    const asContent = writeOffers([offer], { version: 99, expires }, hub.keys.roles.content);
    const trust = await hub.repository.trust(later);
    const listed = {
      targets: { version: 1, text: trust.targets ?? fail() },
      software: keys === hub.keys.online ? offers : { version: 5, text: trust.software ?? fail() },
      model: { version: 5, text: trust.model ?? fail() },
      content: keys === hub.keys.online ? { version: 3, text: trust.content ?? fail() } : asContent,
    };
    const snapshot = writeSnapshot(listed, [], { version: 99, expires }, hub.keys.online);
    const timestamp = writeTimestamp(snapshot, { version: 99, expires }, later, hub.keys.online);
    return {
      release: offer.release,
      async write(target: Files): Promise<void> {
        await copyInto(other, target, 'hub/chunks');
        await copyInto(other, target, 'hub/packs');
        const put = (name: string, text: string) => target.write(`hub/metadata/${name}`, Buffer.from(text));
        await put('99.software.json', offers.text);
        await put('99.content.json', asContent.text);
        await put('99.snapshot.json', snapshot.text);
        await put('timestamp.json', timestamp.text);
      },
    };
  }
}

async function carry(from: Files, to: Files, names: readonly string[]): Promise<void> {
  for (const name of names)
    await to.write(`hub/metadata/${name}`, (await from.read(`hub/metadata/${name}`)) ?? fail());
}

/** A copy that nothing changes any more. */
async function copyOf(files: Files): Promise<Files> {
  const copy = new UnreliableFiles({ random: () => 0.5 });
  await copyInto(files, copy, 'hub');
  return copy;
}

async function copyInto(from: Files, to: Files, path: string): Promise<void> {
  const bytes = await from.read(path);
  if (bytes) {
    await to.write(path, bytes);
    return;
  }
  await to.makeFolder(path);
  for (const name of await from.list(path)) await copyInto(from, to, `${path}/${name}`);
}

function fail(): never {
  throw new Error('The world was not made as it should be.');
}

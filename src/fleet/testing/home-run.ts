import { SoroError } from '../../core/errors.ts';
import { parseJson } from '../../core/schema.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import { collect, receiptsOf } from '../collect/collect.ts';
import { type Chain, Collection, chainSchema, receivedSchema } from '../collect/collection.ts';
import { CollectionStore, type Encoding } from '../collect/store.ts';
import { Carrier } from '../home/carrier.ts';
import { hashOfItem, type Item } from '../home/item.ts';
import { Outbox } from '../home/outbox.ts';
import { folderPost, type Post } from '../home/post.ts';
import { makeSchoolKey, type SchoolKey } from '../home/school-key.ts';
import type { Opener, Sealer } from '../home/seal.ts';
import { PowerCut, UnreliableFiles } from './unreliable-files.ts';

/** What happened in a run; `lost`, `doubled` and `resurrected` should be 0, the others say that something was tried. */
interface HomeReport {
  readonly cuts: number;
  readonly flips: number;
  readonly restored: number;
  readonly epochs: number;
  readonly quarantined: number;
  readonly repeated: number;
  readonly waited: number;
  /** Items that the hub does not have in the end, or not as they are. */
  readonly lost: number;
  /** Items that the hub counts twice. */
  readonly doubled: number;
  /** Items that were taken back and are there again. */
  readonly resurrected: number;
  readonly faults: readonly string[];
}

// The seal's own tests are elsewhere: a run seals some hundred times, and age takes 10 ms for each.
const sealer: Sealer = { seal: async (content) => Buffer.from(content).map((byte) => byte ^ 0x55) };
const opener: Opener = { open: async (sealed) => Buffer.from(sealed).map((byte) => byte ^ 0x55) };

/** One line an item and a chain. */
const linesEncoding: Encoding = {
  ending: 'jsonl',
  encode: async (collection) =>
    Buffer.from(JSON.stringify({ items: collection.items(), chains: collection.chains() })),
  async decode(bytes) {
    const value = parseJson(Buffer.from(bytes).toString('utf8')) as { items: unknown[]; chains: unknown[] };
    return Collection.of(
      value.items.map((item) => receivedSchema.parse(item)),
      value.chains.map((chain): Chain => chainSchema.parse(chain)),
    );
  },
};

/**
 * Two schools, two sticks that cross, a neighbour that carries, and a hub, over some weeks: the power fails at any write of
 * any of them, bits flip, backups of the database, of the outbox and of the whole disk are restored, old sticks come again.
 * It ends with a calm week, in which the hub must come to have exactly what the schools have.
 * @param lies disks say that they have written and have not: to see that the run sees it.
 */
export async function runHome(seed: number, lies = false): Promise<HomeReport> {
  return new HomeRun(seed, lies).play();
}

/** A school's database: each write of it is whole. */
class Database {
  items = new Map<string, Item>();
  erased = new Set<string>();
  mark: string | undefined;

  copy(): Database {
    const copy = new Database();
    copy.items = new Map(this.items);
    copy.erased = new Set(this.erased);
    copy.mark = this.mark;
    return copy;
  }

  list(): Item[] {
    const back = [...this.erased].map((key): Item => ({ key, kind: 'erased', content: {} }));
    return [...this.items.values(), ...back];
  }
}

class School {
  readonly key: SchoolKey = makeSchoolKey().key;
  readonly disk: UnreliableFiles;
  database = new Database();
  /** Keys that the hub must not show once it has heard of it. */
  readonly takenBack = new Set<string>();
  backup: { readonly database: Database; readonly disk: UnreliableFiles | undefined } | undefined;

  constructor(disk: UnreliableFiles) {
    this.disk = disk;
  }
}

class HomeRun {
  readonly #random: () => number;
  readonly #schools: School[];
  readonly #sticks: UnreliableFiles[];
  readonly #hub: UnreliableFiles;
  readonly #counts = { cuts: 0, flips: 0, restored: 0, quarantined: 0, repeated: 0, waited: 0 };
  #written = 0;

  constructor(seed: number, lies: boolean) {
    this.#random = seededRandom(seed);
    const disk = () => new UnreliableFiles({ random: this.#random, lies });
    this.#schools = [new School(disk()), new School(disk())];
    this.#sticks = [disk(), disk()];
    this.#hub = disk();
  }

  async play(): Promise<HomeReport> {
    const days = 6 + this.#pick(14);
    for (let day = 0; day < days; day += 1) await this.#day(day);
    let report = await this.#judge();
    for (let calm = 0; calm < 6 && (calm === 0 || report.faults.length > 0); calm += 1) {
      await this.#calmDay();
      report = await this.#judge();
    }
    return report;
  }

  async #day(day: number): Promise<void> {
    for (const school of this.#schools) {
      this.#work(school, day);
      if (this.#random() < 0.15) school.backup = { database: school.database.copy(), disk: undefined };
      if (this.#random() < 0.05)
        school.backup = { database: school.database.copy(), disk: school.disk.copy() };
      if (this.#random() < 0.08) this.#restore(school);
    }
    const steps = 2 + this.#pick(5);
    for (let step = 0; step < steps; step += 1) {
      const kind = this.#random();
      const stick = this.#stick();
      if (kind < 0.45) await this.#visitSchool(this.#school(), stick, true);
      else if (kind < 0.75) await this.#visitHub([stick], true);
      else if (kind < 0.85) await this.#visitHub(this.#sticks, true);
      else this.#flip();
    }
  }

  async #calmDay(): Promise<void> {
    for (const stick of this.#sticks) {
      for (const school of this.#schools) await this.#visitSchool(school, stick, false);
      await this.#visitHub([stick], false);
    }
  }

  #work(school: School, day: number): void {
    const { items, erased } = school.database;
    for (let count = this.#pick(4); count > 0; count -= 1) {
      this.#written += 1;
      const key = `correction/${this.#written}`;
      const content = { question: `Q${this.#written}`, answer: `A${day}`, agreedOn: '2026-09-01' };
      items.set(key, { key, kind: 'correction', content });
    }
    for (const [key, item] of items) {
      if (item.kind !== 'correction' || school.takenBack.has(key)) continue;
      const fate = this.#random();
      if (fate < 0.05) items.set(key, { ...item, content: { ...item.content, answer: `again, day ${day}` } });
      else if (fate < 0.1) {
        items.delete(key);
        erased.add(key);
        school.takenBack.add(key);
      }
    }
  }

  /** A backup of the database, or of the whole disk with the outbox, takes the place of what is there. */
  #restore(school: School): void {
    if (!school.backup) return;
    this.#counts.restored += 1;
    const { database, disk } = school.backup;
    school.database = database.copy();
    if (disk) school.disk.become(disk);
  }

  async #visitSchool(school: School, stick: UnreliableFiles, mayFail: boolean): Promise<void> {
    await this.#at([school.disk, stick], mayFail, async () => {
      const outbox = new Outbox({
        files: school.disk,
        root: 'home',
        key: school.key,
        sealer,
        mark: {
          read: async () => school.database.mark,
          write: async (mark) => {
            // The power may fail before the database has it, too.
            await school.disk.write('other', Buffer.from('x'));
            school.database.mark = mark;
          },
        },
      });
      const post = folderPost(stick, 'stick');
      await outbox.takeReceipt(post);
      await outbox.seal(school.database.list());
      await outbox.send(post);
      const carrier = new Carrier(school.disk, 'home', outbox.school);
      await carrier.pickUp(post);
      await carrier.bring(post);
    });
  }

  async #visitHub(sticks: readonly UnreliableFiles[], mayFail: boolean): Promise<void> {
    await this.#at([this.#hub, ...sticks], mayFail, async () => {
      const store = new CollectionStore(this.#hub, 'hub', linesEncoding);
      const collection = await store.read();
      const posts: Post[] = sticks.map((stick) => folderPost(stick, 'stick'));
      const collected = await collect(collection, posts, { opener, now: 1 });
      await store.write(collection);
      for (const [path, receipt] of receiptsOf(collection))
        for (const post of posts) await post.write?.(path, Buffer.from(JSON.stringify(receipt)));
      this.#counts.quarantined += collected.quarantined.length;
      this.#counts.repeated += collected.repeated;
      this.#counts.waited += collected.waiting;
    });
  }

  /** Does something on some disks, one of which may lose its power at any write. */
  async #at(
    disks: readonly UnreliableFiles[],
    mayFail: boolean,
    perform: () => Promise<void>,
  ): Promise<void> {
    for (const disk of disks) disk.restart();
    if (mayFail && this.#random() < 0.5) disks[this.#pick(disks.length)]?.restart(1 + this.#pick(30));
    try {
      await perform();
    } catch (error) {
      if (error instanceof PowerCut) this.#counts.cuts += 1;
      else if (!(error instanceof SoroError) || !mayFail) throw error;
    } finally {
      for (const disk of disks) disk.restart();
    }
  }

  /** One bit of a school's disk, a stick or one copy of the hub's; a second fault of the same disk waits for the next visit. */
  #flip(): void {
    const kind = this.#random();
    const path =
      kind < 0.4
        ? this.#school().disk.flipBit('home')
        : kind < 0.8
          ? this.#stick().flipBit('stick')
          : this.#hub.flipBit('hub/collection');
    if (path !== undefined) this.#counts.flips += 1;
  }

  async #judge(): Promise<HomeReport> {
    const collection = await new CollectionStore(this.#hub, 'hub', linesEncoding).read();
    const faults: string[] = [];
    let [lost, doubled, resurrected] = [0, 0, 0];
    for (const school of this.#schools) {
      const { school: name } = school.key;
      const there = collection.items().filter((entry) => entry.school === name);
      if (new Set(there.map(({ item }) => item.key)).size !== there.length) doubled += 1;
      const byKey = new Map(there.map(({ item }) => [item.key, item]));
      for (const [key, item] of school.database.items) {
        const found = byKey.get(key);
        // Taken back once, and in the database again by an old backup: it stays away.
        if (school.takenBack.has(key) && found?.kind === 'erased') continue;
        if (found && hashOfItem(found) === hashOfItem(item)) continue;
        lost += 1;
        faults.push(`lost: ${key} is ${JSON.stringify(found)}, not ${JSON.stringify(item)}`);
      }
      for (const key of school.database.erased) {
        if (byKey.has(key) && byKey.get(key)?.kind !== 'erased') {
          resurrected += 1;
          faults.push(`resurrected: ${key}`);
        }
      }
    }
    const epochs = collection.chains().length;
    return { ...this.#counts, epochs, lost, doubled, resurrected, faults };
  }

  #school(): School {
    return this.#schools[this.#pick(this.#schools.length)] ?? fail();
  }

  #stick(): UnreliableFiles {
    return this.#sticks[this.#pick(this.#sticks.length)] ?? fail();
  }

  #pick(count: number): number {
    return Math.floor(this.#random() * count);
  }
}

function fail(): never {
  throw new Error('A list of the run is empty.');
}

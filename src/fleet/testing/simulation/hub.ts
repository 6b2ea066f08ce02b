import { seededRandom } from '../../../core/seeded-random.ts';
import type { Files } from '../../files/files.ts';
import type { SigningKey } from '../../metadata/signing-key.ts';
import { writeOffers, writeSnapshot, writeTimestamp } from '../../metadata/write-metadata.ts';
import { type Offer, roleOf, trackOf } from '../../packs/release.ts';
import { Repository } from '../../publish/repository.ts';
import { type HubKeys, madeKeys, planOf } from '../made-hub.ts';
import { UnreliableFiles } from '../unreliable-files.ts';
import { type Copy, copyOf } from './metadata.ts';
import { offerOf, type PlannedRelease } from './releases.ts';
import { dayMs, dayStart } from './year.ts';

/** What a school tells the hub of a release. */
export type Outcome = 'refused' | 'passed' | 'kept' | 'gone-back' | 'complaint';

export interface Report {
  readonly release: string;
  readonly outcome: Outcome;
}

/** What the people at the hub do. */
export const policy = {
  /** Schools in 10,000 that a release is let to, one after another. */
  waves: [100, 1000, 5000, 10_000],
  /** Between two waves, at least. */
  waveDays: 7,
  /** So many must have kept it before the next wave. */
  fewestKept: 3,
  /** So many bad reports, and this share of those who tried it, stop a release. */
  badReports: 2,
  badShare: 0.05,
} as const;

interface Standing {
  readonly planned: PlannedRelease;
  offer: Offer;
  readonly reports: Record<Outcome, number>;
  wideAt: number;
  heldOnDay: number | null;
}

/** The hub: its real folder of signed metadata in memory, and people who widen and stop releases by what they hear. */
export class SimulatedHub {
  readonly #files: Files = new UnreliableFiles({ random: seededRandom(1) });
  readonly #repository = new Repository(this.#files, 'hub');
  #keys: HubKeys = madeKeys();
  readonly #stolen: HubKeys = this.#keys;
  readonly #standings = new Map<string, Standing>();
  readonly #due: PlannedRelease[];
  readonly #copies: Copy[] = [];
  #copyCount = 0;

  constructor(year: readonly PlannedRelease[]) {
    this.#due = year.toSorted((one, other) => one.day - other.day);
  }

  begin(): Promise<string> {
    return this.#repository.begin(planOf(this.#keys), this.#keys, new Date(dayStart(0)));
  }

  get standings(): ReadonlyMap<string, Readonly<Standing>> {
    return this.#standings;
  }

  /** What the hub offered so many days ago; the newest is 0. */
  copy(daysAgo = 0): Copy | undefined {
    return this.#copies[Math.max(0, this.#copies.length - 1 - daysAgo)];
  }

  hear({ release, outcome }: Report): void {
    const standing = this.#standings.get(release);
    if (standing) standing.reports[outcome] += 1;
  }

  /** A day at the hub: publishes, widens, stops, and says that all of it is current. */
  async day(day: number): Promise<void> {
    const now = new Date(dayStart(day));
    while (this.#due[0] && this.#due[0].day <= day) {
      const planned = this.#due.shift();
      if (!planned) break;
      const offer = offerOf(planned);
      await this.#change(offer, (offers) => [...this.#newest(offers, offer), offer], now);
      const reports = { refused: 0, passed: 0, kept: 0, 'gone-back': 0, complaint: 0 };
      this.#standings.set(offer.release, { planned, offer, reports, wideAt: day, heldOnDay: null });
    }
    for (const standing of this.#standings.values()) await this.#judge(standing, day, now);
    await this.#repository.renew(this.#keys.online, now);
    this.#copies.push(await this.#copyNow());
  }

  /** After a theft was seen: other keys for the server and for models, signed by two of the three root keys. */
  async replaceKeys(day: number): Promise<void> {
    const fresh = madeKeys();
    const roles = { ...this.#keys.roles, model: fresh.roles.model };
    const root = this.#keys.root;
    this.#keys = { root: root.slice(0, 2), online: fresh.online, roles };
    await this.#repository.replaceKeys(planOf({ ...this.#keys, root }), this.#keys, new Date(dayStart(day)));
    this.#keys = { ...this.#keys, root };
  }

  /** What a thief of the server's key shows: a forged release of software, or everything stopped. Both count far ahead. */
  async theft(
    day: number,
  ): Promise<{ readonly forged: Copy; readonly stopped: Copy; readonly release: string }> {
    const now = new Date(dayStart(day));
    const expires = new Date(now.getTime() + 900 * dayMs);
    const trust = await this.#repository.trust(now);
    const [thief] = madeKeys().roles.software;
    const offer = offerOf({
      kind: 'software',
      number: 99,
      day,
      nature: 'spoiled',
      firstWave: 10_000,
      sizeBytes: 1000,
      wholeBytes: 1000,
      nextBytes: 1000,
    });
    if (!thief) throw new Error('No key was made.');
    const forged = writeOffers([offer], { version: 999, expires }, [thief]);
    const parts = await this.#parts(trust);
    const everything = (await this.#repository.offers(now)).map(({ release }) => release);
    return {
      forged: await show({ ...parts, software: forged }, [], this.#stolen.online, this),
      stopped: await show(parts, everything, this.#stolen.online, this),
      release: offer.release,
    };

    async function show(
      listed: Readonly<Record<string, { version: number; text: string }>>,
      held: readonly string[],
      online: readonly SigningKey[],
      hub: SimulatedHub,
    ): Promise<Copy> {
      const common = { version: 999, expires };
      const snapshot = writeSnapshot(listed, held, common, online);
      const timestamp = writeTimestamp(snapshot, common, now, online);
      const files = new Map(await hub.#filesNow());
      for (const [name, { version, text }] of Object.entries({ ...listed, snapshot }))
        files.set(`${version}.${name}.json`, Buffer.from(text));
      files.set('timestamp.json', Buffer.from(timestamp.text));
      return hub.#copyOf(files);
    }
  }

  /** Of each track the newest two that are not stopped: a slow school must find a good one while bad ones are published. */
  #newest(offers: readonly Offer[], next: Offer): Offer[] {
    const own = offers
      .filter((offer) => trackOf(offer) === trackOf(next))
      .sort((one, other) => other.number - one.number);
    const isStopped = ({ release }: Offer) => (this.#standings.get(release)?.heldOnDay ?? null) !== null;
    const kept = own.filter((offer) => !isStopped(offer)).slice(0, 2);
    return offers.filter((offer) => !own.includes(offer) || kept.includes(offer));
  }

  async #judge(standing: Standing, day: number, now: Date): Promise<void> {
    const { reports, offer } = standing;
    if (standing.heldOnDay !== null) return;
    const bad = reports.refused + reports['gone-back'] + reports.complaint;
    // Not beside the kept ones: a refusal comes at once, keeping takes two days.
    const tried = reports.refused + reports.passed;
    if (bad >= policy.badReports && bad > tried * policy.badShare) {
      standing.heldOnDay = day;
      await this.#repository.hold(
        [...(await this.#repository.held(now)), offer.release],
        this.#keys.online,
        now,
      );
      return;
    }
    const next = policy.waves.find((schools) => schools > offer.schoolsIn10000);
    const isTime = day >= standing.wideAt + policy.waveDays && reports.kept >= policy.fewestKept;
    if (next === undefined || !isTime) return;
    standing.offer = { ...offer, schoolsIn10000: next };
    standing.wideAt = day;
    await this.#change(
      offer,
      (offers) => offers.map((one) => (one.release === offer.release ? standing.offer : one)),
      now,
    );
  }

  #change(offer: Offer, change: (offers: readonly Offer[]) => readonly Offer[], now: Date): Promise<void> {
    return this.#repository.publish(roleOf[offer.kind], change, this.#keys, now);
  }

  async #parts(trust: Awaited<ReturnType<Repository['trust']>>) {
    const files = await this.#filesNow();
    const found: Record<string, { version: number; text: string }> = {};
    for (const name of ['targets', 'software', 'model', 'content'] as const) {
      const text = trust[name];
      const version = [...files].find(([, bytes]) => text !== null && Buffer.from(bytes).toString() === text);
      if (text !== null && version) found[name] = { version: Number.parseInt(version[0], 10), text };
    }
    return found;
  }

  async #copyNow(): Promise<Copy> {
    return this.#copyOf(new Map(await this.#filesNow()));
  }

  #copyOf(files: ReadonlyMap<string, Uint8Array>): Copy {
    this.#copyCount += 1;
    return copyOf(this.#copyCount, files);
  }

  readonly #read = new Map<string, Uint8Array>();

  /** Files with a version in their name never change. */
  async #filesNow(): Promise<ReadonlyMap<string, Uint8Array>> {
    for (const name of await this.#files.list('hub/metadata')) {
      if (this.#read.has(name) && name !== 'timestamp.json') continue;
      const bytes = await this.#files.read(`hub/metadata/${name}`);
      if (bytes) this.#read.set(name, bytes);
    }
    return this.#read;
  }
}

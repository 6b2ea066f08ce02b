import { at as elementAt } from '../../../core/known.ts';
import { seededRandom } from '../../../core/seeded-random.ts';
import { EventQueue } from './event-queue.ts';
import { SimulatedExam } from './exam.ts';
import { type Report, SimulatedHub } from './hub.ts';
import { type LinkName, type Links, linkNames, links as usualLinks } from './links.ts';
import { type Copy, MetadataChecks } from './metadata.ts';
import { offerOf, type PlannedRelease, plannedYear } from './releases.ts';
import { type Machine, SimulatedSchool, type SimulatedSource } from './school.ts';
import { cutsPerHour, dayMs, dayStart, hourMs, isSchoolDay, minuteMs } from './year.ts';

export interface SimulationOptions {
  readonly schools: number;
  readonly days: number;
  readonly seed: number;
  readonly year?: readonly PlannedRelease[] | undefined;
  readonly links?: Links | undefined;
}

/** When a school kept a release, by release and link; times since it was published. */
export interface SimulationResult {
  readonly schools: readonly SimulatedSchool[];
  readonly hub: SimulatedHub;
  readonly releases: ReadonlyMap<string, PlannedRelease>;
  /** Release → school → when it was first kept. */
  readonly keptAt: ReadonlyMap<string, ReadonlyMap<SimulatedSchool, number>>;
  readonly switchedTo: ReadonlyMap<string, ReadonlySet<SimulatedSchool>>;
  readonly refusedBy: ReadonlyMap<string, ReadonlySet<SimulatedSchool>>;
  readonly counts: { readonly events: number; readonly cuts: number; readonly visits: number };
  readonly checks: MetadataChecks['counts'];
}

interface UseEvent {
  readonly type: 'step' | 'off' | 'cut';
  readonly school: SimulatedSchool;
}

type Event =
  | { readonly type: 'boot'; readonly school: SimulatedSchool; readonly afterCut: boolean }
  | UseEvent
  | { readonly type: 'visit'; readonly school: SimulatedSchool }
  | { readonly type: 'home'; readonly reports: readonly Report[] }
  | { readonly type: 'day'; readonly day: number };

/** A step follows ten minutes after each start, then every three hours. A real machine does one every ten minutes. */
const firstStepMs = 10 * minuteMs;
const stepEveryMs = 3 * hourMs;
/** The server's key is stolen on a day, shown to a third of the lines, and replaced two weeks later. */
const theft = { day: 110, untilDay: 124, share: 0.3 } as const;
/** The hub knows of the stolen key of the models a week after the thieves' release. */
const modelTheftSeen = 222;

/** A year of many schools and their hub. The same seed gives the same year. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const simulation = new Simulation(options);
  return simulation.run(await simulation.hub.begin());
}

class Simulation {
  readonly hub: SimulatedHub;
  readonly #options: SimulationOptions;
  readonly #random: () => number;
  readonly #links: Links;
  readonly #queue = new EventQueue<Event>();
  readonly #releases: ReadonlyMap<string, PlannedRelease>;
  readonly #keptAt = new Map<string, Map<SimulatedSchool, number>>();
  readonly #sets = {
    switched: new Map<string, Set<SimulatedSchool>>(),
    refused: new Map<string, Set<SimulatedSchool>>(),
  };
  #schools: readonly SimulatedSchool[] = [];
  #counts = { events: 0, cuts: 0, visits: 0 };
  #stolen: { readonly forged: Copy; readonly stopped: Copy } | null = null;

  constructor(options: SimulationOptions) {
    const year = options.year ?? plannedYear();
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#links = options.links ?? usualLinks;
    this.#releases = new Map(year.map((planned) => [offerOf(planned).release, planned]));
    this.hub = new SimulatedHub(year);
  }

  async run(root: string): Promise<SimulationResult> {
    const checks = new MetadataChecks(root);
    const around = {
      checks,
      exam: new SimulatedExam(this.#options.seed),
      releases: this.#releases,
      random: this.#random,
      links: this.#links,
      observe: this.#observe.bind(this),
    };
    this.#schools = Array.from(
      { length: this.#options.schools },
      (_, id) => new SimulatedSchool(this.#machine(id), around),
    );
    for (const school of this.#schools) {
      const { stickDays } = school.link;
      if (stickDays !== null)
        this.#queue.put(dayStart(this.#random() * stickDays), { type: 'visit', school });
    }
    this.#queue.put(dayStart(0), { type: 'day', day: 0 });
    const end = dayStart(this.#options.days);
    for (let at = this.#queue.nextAt; at !== undefined && at < end; at = this.#queue.nextAt) {
      this.#counts.events += 1;
      const done = this.#happen(at, this.#queue.take(), checks);
      if (done) await done;
    }
    return {
      schools: this.#schools,
      hub: this.hub,
      releases: this.#releases,
      keptAt: this.#keptAt,
      switchedTo: this.#sets.switched,
      refusedBy: this.#sets.refused,
      counts: this.#counts,
      checks: checks.counts,
    };
  }

  #happen(at: number, event: Event, checks: MetadataChecks): Promise<void> | undefined {
    switch (event.type) {
      case 'day':
        return this.#day(at, event.day);
      case 'home':
        for (const report of event.reports) this.hub.hear(report);
        return undefined;
      case 'visit':
        return this.#visit(at, event.school, checks);
      case 'boot':
        return this.#boot(at, event.school, event.afterCut);
      default:
        return this.#used(at, event);
    }
  }

  async #day(at: number, day: number): Promise<void> {
    if (day === theft.untilDay || day === modelTheftSeen) await this.hub.replaceKeys(day);
    await this.hub.day(day);
    if (day === theft.day) this.#stolen = await this.hub.theft(day);
    if (day === theft.untilDay) this.#stolen = null;
    this.#queue.put(at + dayMs, { type: 'day', day: day + 1 });
    const isLesson = isSchoolDay(at);
    for (const school of this.#schools) {
      // Somebody comes to school on some other days.
      if (!isLesson && this.#random() > 0.03) continue;
      if (isLesson && this.#random() < 0.05) continue;
      school.isLineUp = this.#random() < school.link.upShare;
      const boot = at + 7.5 * hourMs + this.#random() * 30 * minuteMs;
      school.offAt = at + 14.5 * hourMs + this.#random() * 3 * hourMs;
      this.#queue.put(boot, { type: 'boot', school, afterCut: false });
    }
  }

  #boot(at: number, school: SimulatedSchool, afterCut: boolean): undefined {
    if (at >= school.offAt) return;
    school.boot(at, afterCut);
    school.cutAt = at + (-Math.log(1 - this.#random()) / cutsPerHour(at)) * hourMs;
    this.#next(school, at + firstStepMs);
  }

  /** A step, unless the school's day ends or the power fails before it. */
  #next(school: SimulatedSchool, stepAt: number): void {
    const { offAt, cutAt } = school;
    // Where no source is there and nothing is on trial, a step changes nothing.
    const until = school.isLineUp || school.isWatched ? Math.min(offAt, stepAt) : offAt;
    const type = cutAt < until ? 'cut' : until === offAt ? 'off' : 'step';
    this.#queue.put(Math.min(cutAt, until), { type, school });
  }

  #used(at: number, { type, school }: UseEvent): Promise<void> | undefined {
    if (type === 'step') {
      this.#next(school, at + stepEveryMs);
      if (!school.isLineUp) return school.step(at, null);
      this.#send(school, at);
      return school.step(at, this.#online());
    }
    school.off(at);
    if (type === 'off') return undefined;
    this.#counts.cuts += 1;
    const back = at + -Math.log(1 - this.#random()) * 1.5 * hourMs;
    if (back < school.offAt) this.#queue.put(back, { type: 'boot', school, afterCut: true });
    return undefined;
  }

  /** The hub's server, or who stands in its place. */
  #online(): SimulatedSource | null {
    const stolen = this.#stolen && this.#random() < theft.share ? this.#stolen : null;
    const copy = stolen ? (this.#random() < 0.5 ? stolen.forged : stolen.stopped) : this.hub.copy();
    return copy ? sourceOf(copy) : null;
  }

  #send(school: SimulatedSchool, arrives: number): void {
    if (school.outbox.length === 0) return;
    this.#queue.put(arrives, { type: 'home', reports: school.outbox });
    school.outbox = [];
  }

  /** Somebody comes with a stick, on a school day; otherwise the next. */
  #visit(at: number, school: SimulatedSchool, checks: MetadataChecks): Promise<void> | undefined {
    if (!school.isOn) {
      this.#queue.put(at + (6 + this.#random() * 4) * hourMs, { type: 'visit', school });
      return undefined;
    }
    this.#counts.visits += 1;
    const { stickDays, stickFrom } = school.link;
    if (stickDays === null) return undefined;
    this.#queue.put(at + stickDays * (0.6 + 0.8 * this.#random()) * dayMs, { type: 'visit', school });
    this.#send(school, at + this.#random() * 14 * dayMs);
    // One in thirty cannot be read.
    if (this.#random() < 1 / 30) return undefined;
    const source = stickFrom === 'hub' ? this.#hubStick() : this.#schoolStick(checks);
    return school.step(at, source);
  }

  /** A copy of the hub, up to ten days old; one in twenty was too full for models and software. */
  #hubStick(): SimulatedSource | null {
    const copy = this.hub.copy(Math.floor(this.#random() * 10));
    if (!copy) return null;
    const isFull = this.#random() < 0.05;
    const mostBytes = isFull ? 10_000_000 : Number.POSITIVE_INFINITY;
    const onIt = (release: string) => (this.#releases.get(release)?.sizeBytes ?? mostBytes) < mostBytes;
    return { copy, has: onIt };
  }

  /** What any other school has. */
  #schoolStick(checks: MetadataChecks): SimulatedSource | null {
    const other = elementAt(this.#schools, Math.floor(this.#random() * this.#schools.length));
    const copy = checks.copyOf(other.trust);
    const releases = other.releases();
    return copy ? { copy, has: (release) => releases.has(release) } : null;
  }

  #machine(id: number): Machine {
    const random = this.#random;
    const kind = random();
    let link: LinkName = '4G';
    let sum = 0;
    const place = random();
    for (const name of linkNames) {
      sum += this.#links[name].share;
      if (place >= sum) continue;
      link = name;
      break;
    }
    const isFull = random() < 0.1;
    const fullFrom = dayStart(random() * 300);
    return {
      id,
      name: `school-${this.#options.seed}-${id}`,
      link,
      memoryBytes: elementAt([2e9, 4e9, 4e9, 8e9, 8e9, 16e9], Math.floor(random() * 6)),
      tokensPerSecond: 4 + random() * 20,
      clock: kind < 0.1 ? 'battery' : kind < 0.12 ? 'ahead' : 'right',
      fullFrom: isFull ? fullFrom : 0,
      fullUntil: isFull ? fullFrom + (10 + random() * 40) * dayMs : 0,
    };
  }

  #observe(school: SimulatedSchool, event: string, release: string, at: number): void {
    if (event === 'kept') {
      const kept = this.#keptAt.get(release) ?? new Map<SimulatedSchool, number>();
      this.#keptAt.set(release, kept);
      if (!kept.has(school)) kept.set(school, at);
      return;
    }
    if (event !== 'switched' && event !== 'refused') return;
    const set = this.#sets[event].get(release) ?? new Set<SimulatedSchool>();
    this.#sets[event].set(release, set.add(school));
  }
}

const lines = new WeakMap<Copy, SimulatedSource>();

/** Bytes over a line are counted by their time: it "has" nothing at once. */
function sourceOf(copy: Copy): SimulatedSource {
  const source = lines.get(copy) ?? { copy, has: () => false };
  lines.set(copy, source);
  return source;
}

import { known } from '../../../core/known.ts';
import { type LinkName, linkNames } from './links.ts';
import { offerOf, type PlannedRelease } from './releases.ts';
import type { SimulationResult } from './simulate.ts';
import { dayMs, dayStart } from './year.ts';

/** Days after publication by which 50, 95 and 99 % of the schools of a link keep a release or a newer one; null: not within the year. */
export interface Arrival {
  readonly release: string;
  readonly link: LinkName;
  readonly schools: number;
  readonly days: readonly (number | null)[];
}

const shares = [0.5, 0.95, 0.99] as const;

/** When a release, or a newer one, was kept, by link. */
export function arrivals(result: SimulationResult, planned: PlannedRelease): Arrival[] {
  const newer = [...result.releases.values()].filter(
    ({ kind, number }) => kind === planned.kind && number >= planned.number,
  );
  const kept = newer.flatMap((one) => result.keptAt.get(offerOf(one).release) ?? []);
  return linkNames.flatMap((link) => {
    const schools = result.schools.filter(({ machine }) => machine.link === link);
    if (schools.length === 0) return [];
    const days = schools
      .map((school) => Math.min(...kept.map((times) => times.get(school) ?? Number.POSITIVE_INFINITY)))
      .map((time) => (time - dayStart(planned.day)) / dayMs)
      .sort((one, other) => one - other);
    const reached = shares.map((share) => days[Math.ceil(share * schools.length) - 1]);
    return [
      {
        release: `${planned.kind} ${planned.number}`,
        link,
        schools: schools.length,
        days: reached.map((day) => (day !== undefined && Number.isFinite(day) ? day : null)),
      },
    ];
  });
}

/** What became of a release that is not good. */
export interface BadRelease {
  readonly release: string;
  readonly nature: PlannedRelease['nature'];
  /** Schools whose exam refused it, that used it, that still keep it at the end. */
  readonly refused: number;
  readonly used: number;
  readonly kept: number;
  /** Days until the hub stopped it; null: never. */
  readonly stoppedAfterDays: number | null;
}

export function badReleases({ hub, switchedTo, refusedBy, schools }: SimulationResult): BadRelease[] {
  return [...hub.standings].flatMap(([release, { planned, heldOnDay }]) => {
    if (planned.nature === 'good') return [];
    const track = `${planned.kind}/soro` as const;
    return {
      release: `${planned.kind} ${planned.number}`,
      nature: planned.nature,
      refused: refusedBy.get(release)?.size ?? 0,
      used: switchedTo.get(release)?.size ?? 0,
      kept: schools.filter(({ tracks }) => tracks[track]?.committed?.release === release).length,
      stoppedAfterDays: heldOnDay === null ? null : heldOnDay - planned.day,
    };
  });
}

/** Good releases that the hub stopped by mistake. */
export function stoppedByMistake({ hub }: SimulationResult): string[] {
  return [...hub.standings.values()]
    .filter(({ planned, heldOnDay }) => planned.nature === 'good' && heldOnDay !== null)
    .map(({ planned }) => `${planned.kind} ${planned.number}`);
}

/** Megabytes a school and year, by kind of pack and link; over the line and from sticks together. */
export function bytesByLink({ schools }: SimulationResult): Map<LinkName, Map<string, number>> {
  const sums = new Map(linkNames.map((link) => [link, new Map<string, number>()]));
  for (const { machine, bytesByKind } of schools) {
    const own = known(sums, machine.link);
    for (const [kind, bytes] of bytesByKind) own.set(kind, (own.get(kind) ?? 0) + bytes);
  }
  for (const [link, own] of sums) {
    const count = schools.filter(({ machine }) => machine.link === link).length;
    for (const [kind, bytes] of own) own.set(kind, bytes / count / 1e6);
  }
  return sums;
}

/** What was not taken, by reason, all schools together. */
export function refusals({ schools }: SimulationResult): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const school of schools)
    for (const [reason, count] of school.refusals) sums[reason] = (sums[reason] ?? 0) + count;
  return sums;
}

import type { Limits } from '../../sources/limits.ts';

/** How releases reach a school. Shares and rates are assumptions of the simulation, not a survey. */
export interface Link {
  /** Of all schools. */
  readonly share: number;
  /** What comes through while the line is up; null: there is no line. */
  readonly bytesPerSecond: number | null;
  /** On how many days the line is up. */
  readonly upShare: number;
  /** What the administrator has set (`fleet/settings.json`). */
  readonly limits: Limits;
  /** How often somebody comes with a stick, on average; null: never. */
  readonly stickDays: number | null;
  /** `hub`: a copy of the hub, some days old. `school`: what a neighbour school has (`soro update carry`). */
  readonly stickFrom: 'hub' | 'school';
}

const unlimited: Limits = { hours: null, bytesPerSecond: null };

export const links = {
  none: {
    share: 0.1,
    bytesPerSecond: null,
    upShare: 0,
    limits: unlimited,
    stickDays: 60,
    stickFrom: 'school',
  },
  courier: {
    share: 0.25,
    bytesPerSecond: null,
    upShare: 0,
    limits: unlimited,
    stickDays: 30,
    stickFrom: 'hub',
  },
  // 64 kbit/s, of which 6,486 bytes/s came through a line that broke every 20 s (docs/results/fleet.md).
  '2G': {
    share: 0.4,
    bytesPerSecond: 6486,
    upShare: 0.6,
    limits: unlimited,
    stickDays: null,
    stickFrom: 'hub',
  },
  '4G': {
    share: 0.25,
    bytesPerSecond: 250_000,
    upShare: 0.9,
    limits: { hours: null, bytesPerSecond: 50_000 },
    stickDays: null,
    stickFrom: 'hub',
  },
} as const satisfies Record<string, Link>;

export type LinkName = keyof typeof links;
export type Links = Readonly<Record<LinkName, Link>>;
export const linkNames = Object.keys(links) as LinkName[];

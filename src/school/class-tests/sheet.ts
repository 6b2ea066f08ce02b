import { at } from '../../core/known.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import { type Item, shuffledPlaces, shuffleItem } from '../../practice/index.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { type ClassTest, itemsOfTest } from './class-test.ts';

/** What one pupil writes in a test. */
export interface Sheet {
  readonly number: number;
  readonly personNumber: number;
  readonly seed: number;
  /** Milliseconds of writing until `countedMs` of the server's run. */
  readonly usedMs: number;
  readonly extraMs: number;
  readonly run: string;
  readonly countedMs: number;
  /** The question that is looked at, from 0. */
  readonly place: number;
  readonly seenAt: number;
  readonly submittedAt: number | null;
}

export type SheetState = 'not-started' | 'writing' | 'submitted' | 'time-over';

interface SheetRow {
  readonly number: number;
  readonly person_number: number;
  readonly seed: number;
  readonly used_ms: number;
  readonly extra_ms: number;
  readonly run: string;
  readonly counted_ms: number;
  readonly place: number;
  readonly seen_at: number;
  readonly submitted_at: number | null;
}

export function findSheet(store: Store, test: ClassTest, person: Person): Sheet | undefined {
  const row = store.get<SheetRow>(
    'SELECT * FROM sheets WHERE test_number = :test AND person_number = :person',
    { test: test.number, person: person.number },
  );
  return row && toSheet(row);
}

export function listSheets(store: Store, test: ClassTest): Sheet[] {
  return store
    .all<SheetRow>('SELECT * FROM sheets WHERE test_number = :test', { test: test.number })
    .map(toSheet);
}

/**
 * Milliseconds of writing. The clock is the server's monotonic one: nobody can set it. It stands while the server is
 * off, so that a power cut costs nobody time; it runs while a pupil's device is off.
 */
export function usedMs({ time }: School, sheet: Sheet): number {
  if (sheet.submittedAt !== null) return sheet.usedMs;
  const runningMs = time.runningMs();
  return sheet.usedMs + (sheet.run === time.run ? runningMs - sheet.countedMs : runningMs);
}

/** Milliseconds left: of the sheet's time or until the test closes, whatever comes first; below 0 it is over. */
export function remainingMs(school: School, { settings }: ClassTest, sheet: Sheet): number {
  const untilEnd = settings.closesAt + sheet.extraMs - school.clock();
  if (settings.minutes === null) return untilEnd;
  return Math.min(untilEnd, settings.minutes * 60_000 + sheet.extraMs - usedMs(school, sheet));
}

export function stateOf(school: School, test: ClassTest, sheet: Sheet | undefined): SheetState {
  if (!sheet) return 'not-started';
  if (sheet.submittedAt !== null) return 'submitted';
  return remainingMs(school, test, sheet) > 0 ? 'writing' : 'time-over';
}

/** The questions as this pupil has them; a shuffled test has its order and its options drawn by the sheet's seed. */
export function itemsOfSheet(store: Store, test: ClassTest, sheet: Pick<Sheet, 'seed'>): Item[] {
  const items = itemsOfTest(store, test);
  return test.settings.order === 'same' ? items : shuffledItems(items, sheet.seed);
}

/** Where each question of a sheet stands in the test. */
export function placesInTest({ items, settings }: ClassTest, { seed }: Pick<Sheet, 'seed'>): number[] {
  if (settings.order === 'same') return [...items.keys()];
  return shuffledPlaces(items.length, seededRandom(seed));
}

/** Questions and options in an order that the seed draws. */
export function shuffledItems(items: readonly Item[], seed: number): Item[] {
  const random = seededRandom(seed);
  return shuffledPlaces(items.length, random).map((place) => shuffleItem(at(items, place), random));
}

function toSheet(row: SheetRow): Sheet {
  return {
    number: row.number,
    personNumber: row.person_number,
    seed: row.seed,
    usedMs: row.used_ms,
    extraMs: row.extra_ms,
    run: row.run,
    countedMs: row.counted_ms,
    place: row.place,
    seenAt: row.seen_at,
    submittedAt: row.submitted_at,
  };
}

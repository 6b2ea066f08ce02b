import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { soroVersion } from '../../core/version.ts';
import type { Store } from '../database/store.ts';
import { readFact, writeFact } from '../facts.ts';

/** Upper edges of the waiting times that are counted, seconds; the last count is of what was longer. */
const waitEdges = [1, 2, 5, 10, 20, 40, 80, 160] as const;

const count = z.int().min(0);

const servingDaySchema = z.strictObject({
  /** `2026-11-30`, by the school's clock. */
  day: z.iso.date(),
  version: z.string(),
  upMs: z.number().min(0),
  answers: count,
  failed: count,
  /** How many answers waited up to each of {@link waitEdges}, and longer. */
  waits: z.array(count).length(waitEdges.length + 1),
  diskFreeBytes: count,
  diskTotalBytes: count,
  backupAt: z.number().nullable(),
  clockTrusted: z.boolean(),
});

/** What a server did on a day: numbers about the machine, nothing of anybody. */
export type ServingDay = z.output<typeof servingDaySchema>;

const keptDays = 2;

/** The present day and the one before it on which the server ran, the latest first. */
export function servingDays(store: Store): ServingDay[] {
  const text = readFact(store, 'serving-days');
  return text === undefined ? [] : z.array(servingDaySchema).parse(JSON.parse(text));
}

/** Counts an answer that ended. @param waitedMs from its question to its first text; null when none came. */
export function countAnswer(
  store: Store,
  now: number,
  { failed, waitedMs }: { readonly failed: boolean; readonly waitedMs: number | null },
): void {
  change(store, now, (day) => {
    const found = waitedMs === null ? -1 : waitEdges.findIndex((edge) => waitedMs <= edge * 1000);
    const place = found < 0 ? waitEdges.length : found;
    return {
      ...day,
      answers: day.answers + 1,
      failed: day.failed + Number(failed),
      waits: waitedMs === null ? day.waits : day.waits.map((number, at) => number + Number(at === place)),
    };
  });
}

/** Counts that the server has run, and looks at the disk. */
export async function countRunning(
  store: Store,
  now: number,
  { passedMs, clockTrusted }: { readonly passedMs: number; readonly clockTrusted: boolean },
): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(store.file === ':memory:' ? '.' : dirname(store.file));
  const backupAt = readFact(store, 'last-backup-at');
  change(store, now, (day) => ({
    ...day,
    version: soroVersion,
    upMs: day.upMs + passedMs,
    diskFreeBytes: bavail * bsize,
    diskTotalBytes: blocks * bsize,
    backupAt: backupAt === undefined ? null : Number(backupAt),
    clockTrusted,
  }));
}

/** The waiting time that a share of the answers stayed under, as the upper edge of its class; null without answers. */
export function waitOf({ waits }: ServingDay, share: number): number | null {
  const all = waits.reduce((sum, number) => sum + number, 0);
  if (all === 0) return null;
  let sum = 0;
  for (const [at, number] of waits.entries()) {
    sum += number;
    if (sum >= share * all) return waitEdges[at] ?? waitEdges.at(-1) ?? null;
  }
  return null;
}

function change(store: Store, now: number, perform: (day: ServingDay) => ServingDay): void {
  const name = new Date(now).toISOString().slice(0, 10);
  const days = servingDays(store);
  const known = days.find(({ day }) => day === name);
  const fresh: ServingDay = {
    day: name,
    version: soroVersion,
    upMs: 0,
    answers: 0,
    failed: 0,
    waits: [...waitEdges.map(() => 0), 0],
    diskFreeBytes: 0,
    diskTotalBytes: 0,
    backupAt: null,
    clockTrusted: false,
  };
  const others = days.filter(({ day }) => day !== name).slice(0, keptDays - 1);
  writeFact(store, 'serving-days', JSON.stringify([perform(known ?? fresh), ...others]));
}

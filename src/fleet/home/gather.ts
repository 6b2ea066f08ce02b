import {
  agreedCorrections,
  monthMeasures,
  type ServingDay,
  type Store,
  servingDays,
  waitOf,
} from '../../school/index.ts';
import type { Track } from '../decide/track.ts';
import type { UpdateState } from '../slots/state.ts';
import { fewestPupils, type Item, mostReason } from './item.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

interface Gathered {
  readonly store: Store;
  /** What became of releases; undefined where the school takes no part in updates. */
  readonly updates: UpdateState | undefined;
  /** By the school's clock. */
  readonly now: number;
  /** Days of a clock that is not believed are nobody's. */
  readonly clockTrusted: boolean;
}

/**
 * Everything that may leave the school, read from four places: what teachers agreed to send, counts over ten pupils and more,
 * what became of releases, how the machine was. Conversations are not read.
 */
export function gatherItems({ store, updates, now, clockTrusted }: Gathered): Item[] {
  const { agreed, takenBack } = agreedCorrections(store);
  const items: Item[] = agreed.map(({ id, question, answer, agreedAt }) => ({
    key: `correction/${id}`,
    kind: 'correction',
    content: { question, answer, agreedOn: dayOf(agreedAt) },
  }));
  for (const id of takenBack) items.push({ key: `correction/${id}`, kind: 'erased', content: {} });
  for (const [track, state] of Object.entries(updates?.tracks ?? {}))
    if (state) items.push(...examItems(track, state));
  if (!clockTrusted) return items;
  for (const measure of monthMeasures(store, now, fewestPupils)) {
    const { month, subject, ...counts } = measure;
    const content = { month, activity: 'practice', subject, ...counts } as const;
    items.push({ key: `measure/${month}/practice/${subject}`, kind: 'measure', content });
  }
  for (const day of servingDays(store)) items.push(healthItem(day));
  return items;
}

function examItems(track: string, { committed, trial, candidate, rejected }: Track): Item[] {
  const item = (
    release: string,
    title: string | null,
    state: 'waits' | 'trial' | 'kept' | 'rejected',
    reason: string,
  ): Item => ({
    key: `exam/${track}/${release}`,
    kind: 'exam',
    content: { track, release, title, state, reason: reason.slice(0, mostReason) },
  });
  const items = rejected.map(({ release, reason }) => item(release, null, 'rejected', reason));
  if (candidate) items.push(item(candidate.installed.release, candidate.installed.title, 'waits', ''));
  if (trial) items.push(item(trial.installed.release, trial.installed.title, 'trial', trial.fault ?? ''));
  if (committed) items.push(item(committed.release, committed.title, 'kept', ''));
  // A release that is tried once more is told as it is now.
  return [...new Map(items.map((entry) => [entry.key, entry])).values()];
}

function healthItem(day: ServingDay): Item {
  return {
    key: `health/${day.day}`,
    kind: 'health',
    content: {
      day: day.day,
      version: day.version,
      upHours: Math.round((day.upMs / hourMs) * 10) / 10,
      answers: day.answers,
      failedAnswers: day.failed,
      waitMedianSeconds: waitOf(day, 0.5),
      wait95Seconds: waitOf(day, 0.95),
      diskFreeBytes: day.diskFreeBytes,
      diskTotalBytes: day.diskTotalBytes,
      backupAgeDays:
        day.backupAt === null ? null : Math.max(0, Math.round((Date.parse(day.day) - day.backupAt) / dayMs)),
      clockTrusted: day.clockTrusted,
    },
  };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

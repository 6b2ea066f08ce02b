import { join } from 'node:path';
import { exists } from '../../core/files.ts';
import type { Progress } from '../../core/progress.ts';
import { type Decision, emptyTrack, type InstalledRelease, type Track, trialMs } from '../../fleet/index.ts';
import { type MachineCare, SchoolError, type UpdatesView } from '../../school/index.ts';
import { lastExam } from '../fleet/last-exam.ts';
import { isAddress, readSettings, schoolUpdates, writeSettings } from '../fleet/school-updates.ts';

interface Environment {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

type View = Omit<UpdatesView, 'sticks' | 'job'>;

/** Where a school stands with its releases, for the page. */
export async function viewUpdates(data: string, environment: Environment): Promise<View> {
  const fleet = join(data, 'fleet');
  const settings = settingsView(await readSettings(fleet));
  if (!(await exists(join(fleet, 'root.json'))))
    return { enrolled: false, stale: false, tracks: [], exam: null, settings };
  const { updates } = await schoolUpdates(data, environment);
  const { tracks } = await updates.state();
  const { stale } = await updates.known();
  const decisions = await updates.decisions();
  return {
    enrolled: true,
    stale,
    tracks: decisions.map((decision) => viewTrack(decision, tracks[decision.track] ?? emptyTrack)),
    exam: await lastExam(fleet),
    settings,
  };
}

function viewTrack(decision: Decision, track: Track): View['tracks'][number] {
  const { committed, previous, trial, candidate, rejected } = track;
  const kind = decision.track.slice(0, decision.track.indexOf('/'));
  const last = rejected.at(-1);
  const offer = 'offer' in decision ? decision.offer : null;
  return {
    name: decision.track,
    kind: kind as View['tracks'][number]['kind'],
    kept: release(committed),
    previous: release(previous),
    trial: trial && {
      number: trial.installed.number,
      title: trial.installed.title,
      startsLeft: trial.startsLeft,
      ranMs: trial.ranMs,
      neededMs: trialMs,
      fault: trial.fault,
    },
    candidate: candidate && {
      number: candidate.installed.number,
      title: candidate.installed.title,
      exam: candidate.exam,
    },
    refused: last ? { count: rejected.length, reason: last.reason } : null,
    next: {
      action: decision.action,
      reason: decision.action === 'wait' ? decision.reason : null,
      offer: offer && { number: offer.number, title: offer.title, sizeBytes: offer.sizeBytes },
    },
  };
}

function release(installed: InstalledRelease | null) {
  return installed && { number: installed.number, title: installed.title };
}

type Settings = Awaited<ReturnType<typeof readSettings>>;

function settingsView({ sources, neighbours, limits }: Settings): View['settings'] {
  return {
    addresses: sources.filter(isAddress),
    folders: sources.filter((source) => !isAddress(source)),
    neighbours,
    hours: limits.hours,
  };
}

/** Changes what the page may change; folders and the speed stay as they are. */
export async function changeUpdateSettings(
  data: string,
  { addresses, neighbours, hours }: Parameters<MachineCare['changeUpdates']>[0],
): Promise<void> {
  const fleet = join(data, 'fleet');
  if (!(await exists(join(fleet, 'root.json'))))
    throw new SchoolError('bad-request', 'This school does not take part in updates yet.');
  const settings = await readSettings(fleet);
  const folders = settings.sources.filter((source) => !isAddress(source));
  const next = {
    ...settings,
    sources: addresses === undefined ? settings.sources : [...folders, ...addresses],
    neighbours: neighbours ?? settings.neighbours,
    limits: { ...settings.limits, hours: hours === undefined ? settings.limits.hours : hours },
  };
  await writeSettings(fleet, next);
}

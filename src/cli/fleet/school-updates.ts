import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInputError } from '../../core/errors.ts';
import { exists, freeBytesAt, readText, writeFileAtomically } from '../../core/files.ts';
import { takeLock } from '../../core/processes/process-lock.ts';
import type { Progress } from '../../core/progress.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import {
  activateModel,
  applyContent,
  type ClockReading,
  defaultSettings,
  diskFiles,
  emptyTrack,
  examFile,
  examineModel,
  faultOfContent,
  findNeighbours,
  folderSource,
  type Handlers,
  httpSource,
  lineNow,
  modelFileOf,
  openExam,
  rehearseSoftware,
  type Source,
  settingsSchema,
  type UpdateSettings,
  Updates,
} from '../../fleet/index.ts';
import { examine, ModelStore, machineMemoryBytes, modelInUse, openModel } from '../../models/index.ts';
import { dataFolder, openStore, SchoolClock } from '../../school/index.ts';
import { openExaminee } from '../models/examinee.ts';
import { keepExam } from './last-exam.ts';

/** Number of the software that a machine comes with: below every release of a hub. */
const factoryNumber = 0;
const neighbourWaitMs = 2000;
const dayMs = 24 * 60 * 60_000;

export interface SchoolUpdates {
  readonly updates: Updates;
  readonly settings: UpdateSettings;
  readonly data: string;
  readonly fleet: string;
  readonly clock: () => ClockReading;
}

/** The updates of a school's data folder. */
export async function schoolUpdates(
  named: string | undefined,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<SchoolUpdates> {
  const data = dataFolder(named).path;
  const fleet = join(data, 'fleet');
  const settings = await readSettings(fleet);
  const clock = await schoolClock(data);
  const { follow } = settings;
  const updates: Updates = new Updates({
    files: diskFiles,
    root: fleet,
    clock,
    memoryBytes: machineMemoryBytes(),
    softwareNumber: factoryNumber,
    follow: follow === null ? undefined : (track) => follow.includes(track),
    freeBytes: () => freeBytesAt(data),
    lock: () => takeLock(join(fleet, '.state.lock'), 'The state of the updates', { patienceMs: 30_000 }),
    handlers: handlersOf(data, () => updates, progress, signal),
  });
  return { updates, settings, data, fleet, clock };
}

/**
 * Does what writes releases; one process of a school at a time.
 * @throws MachineError while another does, CorruptArtefactError where the school does not take part in updates.
 */
export async function alone(school: SchoolUpdates, perform: () => Promise<void>): Promise<void> {
  if (!(await exists(school.fleet))) await school.updates.state();
  const release = await takeLock(join(school.fleet, '.step.lock'), 'The updates of the school');
  try {
    await perform();
  } finally {
    await release();
  }
}

/** Whether every byte of what is kept was read within a day: for a large model that takes minutes. */
export async function isLookedAt({ fleet }: SchoolUpdates): Promise<boolean> {
  const lookedAt = await stat(lookedAtFile(fleet)).catch(() => undefined);
  return lookedAt !== undefined && Math.abs(Date.now() - lookedAt.mtimeMs) < dayMs;
}

export async function noteLookedAt({ fleet }: SchoolUpdates): Promise<void> {
  await writeFileAtomically(lookedAtFile(fleet), '');
}

function lookedAtFile(fleet: string): string {
  return join(fleet, 'looked-at');
}

/** Reads `fleet/settings.json`. @throws BadInputError naming the key that is wrong. */
export async function readSettings(fleet: string): Promise<UpdateSettings> {
  const file = settingsFile(fleet);
  if (!(await exists(file))) return defaultSettings;
  return parseWith(settingsSchema, parseJson(await readText(file), { file }), { file });
}

export async function writeSettings(fleet: string, settings: UpdateSettings): Promise<void> {
  await writeFileAtomically(settingsFile(fleet), `${JSON.stringify(settings, undefined, 2)}\n`);
}

function settingsFile(fleet: string): string {
  return join(fleet, 'settings.json');
}

/** The school's own clock, which never goes back; the machine's where there is no school yet. */
async function schoolClock(data: string): Promise<() => ClockReading> {
  const { database } = dataFolder(data);
  if (!(await exists(database))) return () => ({ now: Date.now(), trusted: true });
  return () => {
    const store = openStore(database);
    try {
      const clock = new SchoolClock(store);
      return { now: clock.now(), trusted: clock.trusted };
    } finally {
      store.close();
    }
  };
}

/** Where releases may come from now: folders that are there, neighbours, then addresses while the hours allow it. */
export async function openSources(
  { settings, clock }: Pick<SchoolUpdates, 'settings' | 'clock'>,
  more: readonly string[],
  signal: AbortSignal,
): Promise<Source[]> {
  const sources: Source[] = [];
  const named = [...more, ...settings.sources];
  for (const folder of named.filter((name) => !isAddress(name)))
    if (await exists(folder)) sources.push(folderSource(diskFiles, folder));
  if (settings.neighbours)
    for (const address of await findNeighbours(neighbourWaitMs))
      sources.push(httpSource(address, { signal }));
  const line = lineNow(settings.limits, clock());
  for (const address of named.filter(isAddress)) {
    if (!line.open && !more.includes(address)) continue;
    sources.push(httpSource(address, { signal, bytesPerSecond: line.bytesPerSecond ?? undefined }));
  }
  return sources;
}

/** Whether a place is an address; otherwise it is a folder. */
export function isAddress(place: string): boolean {
  return /^https?:\/\//u.test(place);
}

function handlersOf(data: string, updates: () => Updates, progress: Progress, signal: AbortSignal): Handlers {
  return {
    async examine({ offer, folder, exam: sealed }, until) {
      if (offer.kind === 'software') return rehearseSoftware(folder, data, { signal: until });
      if (offer.kind !== 'model') {
        const fault = await faultOfContent(offer.kind, folder);
        return { passed: fault === undefined, reason: fault ?? '' };
      }
      const file = modelFileOf(folder);
      const keep = async (verdict: { readonly passed: boolean; readonly reason: string }) => {
        await keepExam(join(data, 'fleet'), {
          title: offer.title,
          passed: verdict.passed,
          detail: verdict.reason,
          at: Date.now(),
        });
        return verdict;
      };
      if (sealed === undefined || offer.examKey === undefined) {
        const report = await examine(() => openExaminee(file, until), until);
        return keep({ passed: report.passed, reason: report.reasons.join('; ') });
      }
      const exam = await openExam(join(sealed, examFile), offer.examKey);
      const store = new ModelStore(data);
      const current = await openModel(store, (await modelInUse(store)).name, until);
      const verdict = await examineModel(
        exam,
        { file, current: current.file },
        { signal: until, machineBytes: machineMemoryBytes(), onPart: (part) => progress.log(part) },
      );
      const { choices, quotes, now, before } = verdict;
      const speeds = [now, before]
        .map(({ tokensPerSecond }) => tokensPerSecond?.toFixed(1) ?? 'none')
        .join(' / ');
      const figures =
        `right ${choices.newRight} / ${choices.oldRight} of ${choices.total} (${choices.lost} lost, ${choices.won} won), ` +
        `quotes ${quotes.newRight} / ${quotes.oldRight} of ${quotes.total}, faulty answers ${now.faultyAnswers} / ` +
        `${before.faultyAnswers}, tokens/s ${speeds}, memory ${Math.round(now.residentBytes / 1e6)} MB`;
      // What fails by itself was not compared.
      const said = now === before ? [] : [figures];
      for (const line of said) progress.log(`Exam, new / in use: ${line}`);
      return keep({ passed: verdict.passed, reason: [...verdict.reasons, ...said].join('; ') });
    },
    async activate(track, installed, left) {
      const { places } = updates();
      if (!track.startsWith('model/')) {
        const place = {
          data,
          fleet: join(data, 'fleet'),
          folderOf: (release: string) => places.release(release),
        };
        try {
          await applyContent(place, track, installed, { signal, left });
        } catch (error) {
          if (!(error instanceof BadInputError)) throw error;
          progress.warn(`It cannot be taken in: ${error.message}`);
          const { trial } = (await updates().state()).tracks[track] ?? emptyTrack;
          if (trial)
            await updates().record(track, {
              type: 'fault',
              reason: `It cannot be taken in: ${error.message}`,
            });
        }
        return;
      }
      const name = track.slice('model/'.length);
      const refused = await activateModel({ files: diskFiles, places, data }, name, installed, signal);
      if (refused !== undefined) {
        progress.warn(`The server refused the model: ${refused}`);
        await updates().record(track, { type: 'fault', reason: `The server refused it: ${refused}` });
      }
    },
  };
}

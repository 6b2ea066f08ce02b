import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../../core/configuration.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import type { Progress } from '../../core/progress.ts';
import { readableJson } from '../../core/schema.ts';
import { type Catalogue, licenceOf, ModelStore, readCatalogue } from '../../models/index.ts';
import { type MachineCare, type MachineModel, notFound, SchoolError } from '../../school/index.ts';
import { type ListedModel, listModels } from '../models/describe-models.ts';
import { Jobs } from './jobs.ts';
import { sticksWithReleases } from './sticks.ts';
import { changeUpdateSettings, viewUpdates } from './updates-view.ts';

const sticksEveryMs = 5000;
const speedsSchema = z.record(z.string(), z.number().positive());
/** A line of `soro model list --measure NAME --json`, as far as it is used. */
const measuredSchema = z.looseObject({ sha256: z.string(), tokensPerSecond: z.number().nullable() });

/** What the administrator's page does about the models and releases of a data folder. */
export function machineCare(
  data: string,
  {
    progress,
    signal,
    roots,
  }: { readonly progress: Progress; readonly signal: AbortSignal; readonly roots?: string[] },
): MachineCare {
  const store = new ModelStore(data);
  const jobs = new Jobs(signal);
  const speedsFile = join(data, 'models', 'speeds.json');
  const environment = { progress, signal };

  // The page asks every few seconds.
  let seen: { readonly at: number; readonly sticks: Promise<string[]> } | undefined;
  const sticks = () => {
    if (!seen || performance.now() - seen.at > sticksEveryMs)
      seen = { at: performance.now(), sticks: sticksWithReleases(roots) };
    return seen.sticks;
  };

  const measured = async () =>
    ((await exists(speedsFile)) && readableJson(speedsSchema, await readText(speedsFile))) || {};

  const find = async (name: string) => {
    const catalogue = await readCatalogue();
    const model = (await listModels(store, catalogue)).find((one) => one.name === name);
    if (!model) throw notFound('model');
    return { model, catalogue };
  };

  const keepSpeed = async (line: string) => {
    if (!line.startsWith('{')) return;
    const { sha256, tokensPerSecond } = measuredSchema.parse(JSON.parse(line));
    if (tokensPerSecond === null) return;
    await writeFileAtomically(
      speedsFile,
      `${JSON.stringify({ ...(await measured()), [sha256]: tokensPerSecond })}\n`,
    );
  };

  return {
    async models() {
      const catalogue = await readCatalogue();
      const [list, parts, speeds] = [
        await listModels(store, catalogue),
        await store.unfinished(),
        await measured(),
      ];
      const bytes = new Map(parts.map((part) => [part.name, part.bytes]));
      return list.map((model) => viewModel(model, catalogue, bytes.get(model.name) ?? null, speeds));
    },
    async licence(name) {
      const { catalogue } = await find(name);
      const licence = licenceOf(catalogue, entryOf(catalogue, name)?.licence ?? 'gemma');
      return { title: licence.title, text: await readFile(join(projectFolder, licence.file), 'utf8') };
    },
    async fetchModel(name) {
      const { catalogue } = await find(name);
      const entry = entryOf(catalogue, name);
      if (!entry || entry.source === 'embedded') throw notFound('model');
      return jobs.start('fetch-model', name, ['model', 'fetch', name, '--accept-licence', '--data', data]);
    },
    async useModel(name) {
      await find(name);
      return jobs.start('use-model', name, ['model', 'use', name, '--data', data]);
    },
    async measureModel(name) {
      await find(name);
      const parameters = ['model', 'list', '--measure', name, '--json', '--data', data];
      return jobs.start('measure-model', name, parameters, (line) => void keepSpeed(line).catch(() => {}));
    },
    async removeModel(name) {
      const { model } = await find(name);
      if (model.inUse || model.served || model.state === 'built-in')
        throw new SchoolError('bad-request', `${name} is in use, or comes with Soro.`);
      if (jobs.job?.state === 'running' && jobs.job.name === name)
        throw new SchoolError('busy', 'This model is being worked on.', { retryAfterSeconds: 10 });
      const release = await store.lock();
      try {
        await store.remove(name);
      } finally {
        await release();
      }
    },
    async applyUpdates(stick) {
      if (stick !== null && !(await sticksWithReleases(roots)).includes(stick)) throw notFound('stick');
      const from = stick === null ? [] : ['--from', stick];
      return jobs.start('update', stick ?? '', ['update', 'apply', '--data', data, ...from]);
    },
    updates: async () => ({
      ...(await viewUpdates(data, environment)),
      sticks: await sticks(),
      job: jobs.job,
    }),
    changeUpdates: (changes) => changeUpdateSettings(data, changes),
    async rollBack(track) {
      const { tracks } = await viewUpdates(data, environment);
      const found = tracks.find(({ name }) => name === track);
      if (!found?.trial && !found?.kept) throw notFound('release');
      return jobs.start('rollback', track, ['update', 'rollback', track, '--data', data]);
    },
    job: () => jobs.job,
    stop: () => jobs.stop(),
  };
}

function viewModel(
  model: ListedModel,
  catalogue: Catalogue,
  partBytes: number | null,
  speeds: Readonly<Record<string, number>>,
): MachineModel {
  const { name, state, sizeBytes, inUse, served, places, memoryBytes } = model;
  const entry = entryOf(catalogue, name);
  const licence = entry && catalogue.licences[entry.licence];
  return {
    name,
    title: entry?.title ?? { tg: model.title, ru: model.title, en: model.title },
    state,
    sizeBytes: state === 'unfinished' ? (entry?.sizeBytes ?? sizeBytes) : sizeBytes,
    partBytes: state === 'unfinished' ? (partBytes ?? sizeBytes) : null,
    goodAt: entry?.goodAt ?? null,
    licence: licence ? { title: licence.title, page: licence.page } : null,
    inUse,
    served,
    places,
    memoryBytes: memoryBytes === null ? null : Math.round(memoryBytes),
    tokensPerSecond: (model.sha256 === null ? undefined : speeds[model.sha256]) ?? null,
    fetchable: entry !== undefined && entry.source !== 'embedded',
  };
}

function entryOf(catalogue: Catalogue, name: string) {
  return catalogue.models.find((entry) => entry.name === name);
}

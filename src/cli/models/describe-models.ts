import { gemma3Shapes, readEmbeddedModel, validateModelFile } from '../../checkpoint/index.ts';
import { SoroError } from '../../core/errors.ts';
import {
  type Catalogue,
  type CatalogueEntry,
  type DamagedModel,
  formatHubAddress,
  type InstalledModel,
  type MachineFit,
  type ModelStore,
  machineFit,
  modelInUse,
  servedModel,
} from '../../models/index.ts';
import { readAssumptions } from '../../quantisation/index.ts';

/** A line of `soro model list`. */
export interface ListedModel {
  readonly name: string;
  readonly title: string;
  readonly state: 'built-in' | 'installed' | 'available' | 'unfinished' | 'damaged';
  readonly inUse: boolean;
  /** Served by a running server now. */
  readonly served: boolean;
  readonly sizeBytes: number;
  readonly sha256: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  readonly goodAt: string | null;
  /** Answers at once that this machine has memory for (0: the model does not fit); null when it is not known. */
  readonly places: number | null;
  readonly memoryBytes: number | null;
  readonly fault: string | null;
}

/** Everything that is installed, then what the catalogue offers. */
export async function listModels(store: ModelStore, catalogue: Catalogue): Promise<ListedModel[]> {
  const choice = await modelInUse(store).catch((error: unknown) => {
    if (error instanceof SoroError) return undefined;
    throw error;
  });
  const served = await servedModel(store);
  const partly = new Map((await store.unfinished()).map(({ name, bytes }) => [name, bytes]));
  const installed = await store.list();
  const mark = (model: Omit<ListedModel, 'inUse' | 'served'>): ListedModel => ({
    ...model,
    inUse: choice?.name === model.name,
    served: served?.name === model.name,
  });
  const own = await Promise.all(
    installed.map(async (model) => mark(await describeInstalled(store, model, catalogue))),
  );
  const names = new Set(own.map(({ name }) => name));
  const offered = await Promise.all(
    catalogue.models
      .filter(({ name }) => !names.has(name))
      .map(async (entry) => mark(await describeEntry(entry, catalogue, partly.get(entry.name)))),
  );
  const known = new Set([...names, ...offered.map(({ name }) => name)]);
  const others = [...partly]
    .filter(([name]) => !known.has(name))
    .map(([name, bytes]) => mark(unfinished(name, bytes)));
  return [
    ...offered.filter(({ state }) => state === 'built-in'),
    ...own,
    ...others,
    ...offered.filter(({ state }) => state !== 'built-in'),
  ];
}

const unknown = {
  sha256: null,
  source: null,
  licence: null,
  goodAt: null,
  places: null,
  memoryBytes: null,
  fault: null,
} as const;

function unfinished(name: string, sizeBytes: number) {
  return { ...unknown, name, title: name, state: 'unfinished', sizeBytes } as const;
}

async function describeInstalled(
  store: ModelStore,
  model: InstalledModel | DamagedModel,
  catalogue: Catalogue,
) {
  if ('fault' in model) {
    const { name, fault } = model;
    return { ...unknown, name, title: name, state: 'damaged', sizeBytes: 0, fault } as const;
  }
  const { name, title, sizeBytes, sha256, source, licence } = model;
  const { shape } = await validateModelFile(store.fileOf(name));
  return {
    name,
    title,
    state: 'installed',
    sizeBytes,
    sha256,
    source,
    licence: licence.title,
    goodAt: catalogue.models.find((entry) => entry.name === name)?.goodAt.en ?? null,
    ...(await fitOf(shape, sizeBytes)),
    fault: null,
  } as const;
}

async function describeEntry(entry: CatalogueEntry, catalogue: Catalogue, partBytes: number | undefined) {
  const { name, title, source, licence, goodAt, size, vocabularySize } = entry;
  const embedded = source === 'embedded' ? await readEmbeddedModel() : undefined;
  const sizeBytes = embedded?.sizeBytes ?? entry.sizeBytes;
  if (sizeBytes === undefined) throw new Error(`The catalogue states no size of ${name}.`);
  return {
    name,
    title: title.en,
    state: embedded ? 'built-in' : partBytes === undefined ? 'available' : 'unfinished',
    sizeBytes,
    sha256: embedded?.sha256 ?? entry.sha256 ?? null,
    source: source === 'embedded' ? null : formatHubAddress(source),
    licence: catalogue.licences[licence]?.title ?? null,
    goodAt: goodAt.en,
    ...(await fitOf({ ...gemma3Shapes[size], vocabularySize }, sizeBytes)),
    fault: null,
  } as const;
}

async function fitOf(shape: Parameters<typeof machineFit>[0], sizeBytes: number): Promise<MachineFit> {
  return machineFit(shape, sizeBytes, await readAssumptions());
}

/** A model in three lines at most. */
export function printModel(model: ListedModel, speed: number | undefined): string {
  const { name, title, state, sizeBytes, inUse, served, goodAt, fault } = model;
  const marks = [state, inUse ? 'in use' : '', served ? 'served now' : ''].filter(Boolean).join(', ');
  const size = state === 'damaged' ? '' : `, ${(sizeBytes / 1e6).toFixed(0)} MB`;
  const measured = speed === undefined ? '' : `, ${speed.toFixed(1)} tokens/s here for one answer`;
  return [
    `${inUse ? '*' : ' '} ${name}  ${title} (${marks}${size}${measured})`,
    fault === null ? '' : `    ${fault}`,
    goodAt === null ? '' : `    ${goodAt}`,
    fitLine(model),
  ]
    .filter(Boolean)
    .join('\n');
}

function fitLine({ places, memoryBytes }: ListedModel): string {
  if (places === null || memoryBytes === null) return '';
  const needs = `${(memoryBytes / 1e9).toFixed(1)} GB of memory with the system`;
  if (places === 0) return `    Does not fit this machine: it needs ${needs} for one answer at a time.`;
  return `    Fits this machine: ${places} ${places === 1 ? 'answer' : 'answers'} at once, ${needs} (reckoned as in soro plan).`;
}

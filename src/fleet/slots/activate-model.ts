import { z } from 'zod';
import {
  chooseModel,
  importModel,
  licenceOf,
  ModelStore,
  modelInUse,
  readCatalogue,
  servedModel,
  waitForServer,
} from '../../models/index.ts';
import type { InstalledRelease } from '../decide/track.ts';
import type { Files } from '../files/files.ts';
import { StateFile } from '../files/state-file.ts';
import type { Places } from './places.ts';

const activeSchema = z.strictObject({
  release: z.string().nullable(),
  /** What was in use before the first release of the hub; gone back to. */
  before: z.strictObject({ name: z.string(), sha256: z.string() }),
});

/** As long as a server may take to end its answers and load another model. */
const patienceMs = 5 * 60_000;

/** The name under which a release's model is installed: `soro-r4`. */
export function modelNameOf(name: string, { number }: InstalledRelease): string {
  return `${name}-r${number}`;
}

/**
 * Makes the model of a release the one in use, once: what an administrator chooses afterwards stays. A running server
 * follows, and no answer under way is lost. Returns why the server refused it, where it did.
 */
export async function activateModel(
  { files, places, data }: { readonly files: Files; readonly places: Places; readonly data: string },
  name: string,
  installed: InstalledRelease | null,
  signal: AbortSignal,
): Promise<string | undefined> {
  const memory = new StateFile(files, `${places.root}/active-${name}`, activeSchema);
  const active = await memory.read();
  const release = installed?.release ?? null;
  if ((active?.release ?? null) === release) return undefined;
  const store = new ModelStore(data);
  const before = active?.before ?? (await modelInUse(store));
  const chosen = installed ? await installFrom(store, places, name, installed, signal) : before;
  if ((await modelInUse(store)).sha256 !== chosen.sha256) await chooseModel(store, chosen);
  await memory.write({ release, before });
  const outcome = await waitForServer(store, chosen, { signal, patienceMs });
  return typeof outcome === 'object' ? outcome.reason : undefined;
}

/** Why a running server does not serve the model of a release; undefined when it does, or none runs. */
export async function faultOfModel(data: string, name: string, installed: InstalledRelease) {
  const served = await servedModel(new ModelStore(data));
  const own = modelNameOf(name, installed);
  return served?.refused?.name === own ? `The server refused it: ${served.refused.reason}` : undefined;
}

/** The file of a model in the folder of a release. */
export function modelFileOf(folder: string): string {
  return `${folder}/model.gguf`;
}

async function installFrom(
  store: ModelStore,
  places: Places,
  name: string,
  installed: InstalledRelease,
  signal: AbortSignal,
) {
  const catalogue = await readCatalogue();
  const { model } = await importModel(
    store,
    modelFileOf(places.release(installed.release)),
    {
      name: modelNameOf(name, installed),
      title: installed.title,
      // Whoever enrols a school accepts the licence of its models; every one descends from Gemma.
      licence: licenceOf(catalogue, 'gemma').title,
    },
    { signal },
  );
  return { name: model.name, sha256: model.sha256 };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import { readText, writeFileAtomically } from '../../core/files.ts';
import { modelNameSchema } from '../catalogue/catalogue.ts';
import { type ModelChoice, modelInUse } from '../in-use.ts';
import type { ModelStore } from '../store.ts';

/** What a running server says about its model, for `soro model`. */
const servedSchema = z.strictObject({
  name: modelNameSchema,
  sha256: sha256Schema,
  processId: z.int().positive(),
  /** The last model that it could not change over to. */
  refused: z.strictObject({ name: modelNameSchema, reason: z.string() }).nullable(),
});

type ServedState = z.output<typeof servedSchema>;

const lookEveryMs = 1000;

/** Says what this process serves. */
export async function announceServed(
  store: ModelStore,
  { name, sha256 }: ModelChoice,
  refused: ServedState['refused'] = null,
): Promise<void> {
  const state: ServedState = { name, sha256, processId: process.pid, refused };
  await writeFileAtomically(stateFile(store), `${JSON.stringify(state)}\n`);
}

/** Takes it back when the server ends. */
export async function forgetServed(store: ModelStore): Promise<void> {
  await rm(stateFile(store), { force: true });
}

/** What the running server serves; undefined when none runs that follows the choice. */
export async function servedModel(store: ModelStore): Promise<ServedState | undefined> {
  try {
    const state = servedSchema.parse(JSON.parse(await readText(stateFile(store))));
    process.kill(state.processId, 0);
    return state;
  } catch {
    // Not written, just being replaced, or left by a server that was killed.
    return undefined;
  }
}

/** Waits until a running server has changed over or has refused to. Undefined when none runs, or after the time. */
export async function waitForServer(
  store: ModelStore,
  wanted: ModelChoice,
  { signal, patienceMs }: { readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<'changed' | { readonly reason: string } | undefined> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const state = await servedModel(store);
    if (!state) return undefined;
    if (state.sha256 === wanted.sha256) return 'changed';
    const choice = await modelInUse(store);
    if (state.refused && choice.sha256 !== wanted.sha256) return { reason: state.refused.reason };
    if (performance.now() >= end) return undefined;
    await delay(lookEveryMs / 4, undefined, { signal });
  }
}

/**
 * Calls `change` with each model that is chosen while a server runs, one at a time. Files are looked at by time, as
 * watches of folders differ between systems and do not see network drives.
 * @returns what ends it.
 */
export function followChoice<Served extends ModelChoice>(
  store: ModelStore,
  served: Served,
  change: (choice: ModelChoice, current: Served) => Promise<Served>,
): () => void {
  let current = served;
  let isBusy = false;
  const look = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const choice = await modelInUse(store);
      if (choice.sha256 !== current.sha256) current = await change(choice, current);
    } catch {
      // The choice cannot be read: the model stays, and `soro model` says what is wrong.
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return () => clearInterval(timer);
}

function stateFile(store: ModelStore): string {
  return join(store.folder, 'served.json');
}

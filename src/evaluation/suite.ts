import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder, sharedFolder } from '../core/configuration.ts';
import { BadInputError, SoroError } from '../core/errors.ts';
import { exists, readText } from '../core/files.ts';
import { at } from '../core/known.ts';
import { parseWith } from '../core/schema.ts';
import { parseYaml } from '../core/yaml.ts';
import { readTask, readTaskDescription, readTextTask } from './tasks/task.ts';

const suitesSchema = z.record(
  z.string(),
  z.strictObject({
    tasks: z.array(z.string().min(1)).min(1),
    texts: z.record(z.string(), z.string()).default({}),
  }),
);

/** What of a suite can be measured here, and what cannot. */
export interface Suite {
  /** Folders of tasks. */
  readonly tasks: readonly string[];
  /** Name → text file. */
  readonly texts: Readonly<Record<string, string>>;
  /** Tasks and texts whose data is not here, with the reason. */
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
}

const suitesFile = join(projectFolder, 'benchmarks/suites.yaml');

/**
 * Finds the tasks and texts of a suite of `benchmarks/suites.yaml`. What cannot be read (a hub that is out of
 * reach, shared data that is absent) is named, not skipped in silence.
 * @throws BadInputError when there is no such suite.
 */
export async function findSuite(name: string, signal: AbortSignal): Promise<Suite> {
  const suites = parseWith(suitesSchema, parseYaml(await readText(suitesFile), { file: suitesFile }), {
    file: suitesFile,
  });
  const suite = suites[name];
  if (!suite) {
    throw new BadInputError({
      message: `There is no suite "${name}".`,
      file: suitesFile,
      remedy: `One of: ${Object.keys(suites).join(', ')}.`,
    });
  }
  const tasks: string[] = [];
  const absent: { name: string; reason: string }[] = [];
  const folders = suite.tasks.map((id) => join(projectFolder, 'benchmarks', id));
  // Together: a hub that is out of reach is tried for half a minute.
  const reasons = await Promise.all(folders.map((folder) => reasonOfAbsence(folder, signal)));
  for (const [index, id] of suite.tasks.entries()) {
    const folder = at(folders, index);
    const reason = reasons[index];
    if (reason === undefined) tasks.push(folder);
    else absent.push({ name: id, reason });
  }
  const texts: Record<string, string> = {};
  for (const [label, path] of Object.entries(suite.texts)) {
    const file = join(sharedFolder(), path);
    if (await exists(file)) texts[label] = file;
    else absent.push({ name: `text ${label}`, reason: 'The shared data is not here.' });
  }
  return { tasks, texts, absent };
}

async function reasonOfAbsence(folder: string, signal: AbortSignal): Promise<string | undefined> {
  const { answer, items } = await readTaskDescription(folder);
  try {
    await (answer === 'text' ? readTextTask(folder, signal) : readTask(folder, signal));
    return undefined;
  } catch (error) {
    // A task of this repository that cannot be read is a fault, not an absence.
    if (!(error instanceof SoroError) || 'file' in items || signal.aborted) throw error;
    return error.message;
  }
}

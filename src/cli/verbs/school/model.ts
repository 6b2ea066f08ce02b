import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { sha256Schema } from '../../../core/artefact/fingerprint.ts';
import { BadInputError, CorruptArtefactError, MachineError } from '../../../core/errors.ts';
import { describeBytes } from '../../../core/progress/describe-bytes.ts';
import type { Progress } from '../../../core/progress.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  type Catalogue,
  checkName,
  chooseModel,
  examine,
  fetchModel,
  type HubSource,
  importModel,
  isHubAddress,
  licenceOf,
  ModelStore,
  modelInUse,
  nameFromFile,
  openModel,
  parseHubAddress,
  readCatalogue,
  servedModel,
  servingThreads,
  type WantedModel,
  waitForServer,
} from '../../../models/index.ts';
import { measureModelSpeed } from '../../../quantisation/index.ts';
import { dataFolder } from '../../../school/index.ts';
import { type Environment, withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { acceptLicence } from '../../models/accept-licence.ts';
import { type ListedModel, listModels, printModel } from '../../models/describe-models.ts';
import { openExaminee } from '../../models/examinee.ts';

const sharedFlags = {
  data: z.string().min(1).optional(),
  catalogue: z.string().min(1).optional(),
  json: z.boolean().default(false),
};
const installFlags = {
  ...sharedFlags,
  name: z.string().min(1).optional(),
  acceptLicence: z.boolean().default(false),
  sha256: z.string().toLowerCase().pipe(sha256Schema).optional(),
};
const listFlags = z.strictObject({ ...sharedFlags, measure: z.union([z.boolean(), z.string()]).optional() });
const installSchema = z.strictObject(installFlags);
const plainFlags = z.strictObject(sharedFlags);

/** What a verb needs besides its flags. */
interface Workplace extends Environment {
  readonly store: ModelStore;
  readonly catalogue: Catalogue;
}

/** `soro model list|fetch|import|use|remove`: the models that a school can choose. */
export function modelCommand(): Command {
  const command = new Command('model')
    .summary('list, fetch, import, choose and remove models')
    .description(
      'The models that a school can choose. What the API calls `soro` is always the model in use (docs/models.md).',
    )
    .addHelpText(
      'after',
      examples([
        'soro model list',
        'soro model fetch gemma-3-1b --accept-licence',
        'soro model use gemma-3-1b',
      ]),
    );
  for (const verb of [listCommand(), fetchCommand(), importCommand(), useCommand(), removeCommand()])
    command.addCommand(verb);
  return command;
}

function listCommand(): Command {
  const command = withSharedOptions(new Command('list'))
    .summary('list models: built in, installed, available; which fit this machine')
    .description('Lists the models that are there and those of the catalogue. * marks the one in use.')
    .option('--measure [name]', 'measure here for a moment how fast installed models (or one of them) write')
    .addHelpText('after', examples(['soro model list', 'soro model list --measure']));
  return command.action((given: unknown) =>
    atWork(command, given, listFlags, async ({ json, measure }, { store, catalogue, signal, print }) => {
      const models = await listModels(store, catalogue);
      if (typeof measure === 'string') findReady(models, measure);
      for (const model of models) {
        const isAsked = measure === true || measure === model.name;
        const speed = isAsked && isReady(model) ? await speedOf(store, model.name, signal) : undefined;
        print(json ? JSON.stringify({ ...model, tokensPerSecond: speed ?? null }) : printModel(model, speed));
      }
    }),
  );
}

function fetchCommand(): Command {
  const command = withInstallOptions(new Command('fetch'))
    .summary('download a model of the catalogue, or hub:OWNER/NAME@REVISION/FILE.gguf')
    .description(
      'Downloads a model and checks it. After an interruption the same command continues where it stopped. HF_ENDPOINT ' +
        'names another hub, HF_TOKEN is sent to it: Google asks for one, and that its terms are accepted on the page of the model.',
    )
    .argument('<model>', 'a name of the catalogue, or hub:OWNER/NAME@REVISION/FILE.gguf')
    .addHelpText('after', examples(['soro model fetch gemma-3-4b --accept-licence']));
  return command.action((model: string, given: unknown) =>
    atWork(command, given, installSchema, async (flags, { store, catalogue, progress, signal, print }) => {
      const { source, wanted, licence } = whatToFetch(model, flags, catalogue);
      await acceptLicence(licenceOf(catalogue, licence), { accepted: flags.acceptLicence, signal });
      const watch = watchBytes(progress, `Fetching ${wanted.name}`);
      const result = await fetchModel(store, source, wanted, { signal, onBytes: watch });
      print(flags.json ? JSON.stringify(result) : saidOf(result));
    }),
  );
}

function importCommand(): Command {
  const command = withInstallOptions(new Command('import'))
    .summary('install a model from a stick or a folder')
    .description('Copies a GGUF model of the Gemma 3 family into the data of the school and checks it.')
    .argument('<file>', 'the .gguf file')
    .addHelpText(
      'after',
      examples(['soro model import /media/stick/gemma-3-4b-it-q4_0.gguf --accept-licence']),
    );
  return command.action((path: string, given: unknown) =>
    atWork(command, given, installSchema, async (flags, { store, catalogue, progress, signal, print }) => {
      const file = resolve(path);
      const { wanted, licence } = whatToImport(file, flags, catalogue);
      await acceptLicence(licenceOf(catalogue, licence), { accepted: flags.acceptLicence, signal });
      const watch = watchBytes(progress, `Copying ${wanted.name}`);
      const result = await importModel(store, file, wanted, { signal, onBytes: watch });
      print(flags.json ? JSON.stringify(result) : saidOf(result));
    }),
  );
}

function useCommand(): Command {
  const command = withSharedOptions(new Command('use'))
    .summary('examine a model and make it the one in use')
    .description(
      'Starts the model, asks it six fixed questions, and makes it the one in use if it answers in Tajik. Otherwise ' +
        'nothing changes. A running server ends the answers under way, changes over, and goes back by itself when the model does not start.',
    )
    .argument('<name>', 'as `soro model list` shows it')
    .addHelpText('after', examples(['soro model use gemma-3-4b', 'soro model use soro-270m']));
  return command.action((name: string, given: unknown) =>
    atWork(command, given, plainFlags, async ({ json }, { store, catalogue, progress, signal, print }) => {
      const ready = findReady(await listModels(store, catalogue), name);
      const release = await store.lock();
      try {
        const { file, sha256 } = await openModel(store, name, signal);
        if (ready.places === 0) throw tooLarge(ready);
        const task = progress.task(`Examining ${name}`, { unit: 'questions' });
        const report = await examine(
          () => openExaminee(file, signal),
          signal,
          () => task.advance(),
        );
        task.finish();
        if (!report.passed) {
          if (json) print(JSON.stringify({ name, inUse: false, server: null, exam: report }));
          throw failed(name, report.reasons, (await modelInUse(store)).name);
        }
        const before = await modelInUse(store);
        await chooseModel(store, { name, sha256 });
        const isServed = (await servedModel(store)) !== undefined;
        if (isServed) progress.log('A server is running: it ends the answers under way and changes over.');
        const server = await waitForServer(store, { name, sha256 }, { signal, patienceMs: 10 * 60_000 });
        if (typeof server === 'object') throw notServed(name, before.name, server.reason);
        if (json) print(JSON.stringify({ name, inUse: true, server: server ?? null, exam: report }));
        else print(usedLine(name, server, isServed, report.tokensPerSecond));
      } finally {
        await release();
      }
    }),
  );
}

function removeCommand(): Command {
  const command = withSharedOptions(new Command('remove'))
    .summary('remove an installed model, or what is left of a stopped download')
    .description('Removes a model that is not in use, and says how much space became free.')
    .argument('<name>', 'as `soro model list` shows it')
    .addHelpText('after', examples(['soro model remove gemma-3-1b']));
  return command.action((name: string, given: unknown) =>
    atWork(command, given, plainFlags, async ({ json }, { store, catalogue, print }) => {
      const release = await store.lock();
      try {
        const model = (await listModels(store, catalogue)).find((one) => one.name === name);
        if (model?.inUse || model?.served || model?.state === 'built-in') throw cannotRemove(model);
        if (!model || model.state === 'available') throw notInstalled(name);
        const freedBytes = await store.remove(name);
        print(
          json
            ? JSON.stringify({ name, freedBytes })
            : `Removed ${name}: ${describeBytes(freedBytes)} are free again.`,
        );
      } finally {
        await release();
      }
    }),
  );
}

function withSharedOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'where the school is kept (default: SORO_DATA, or work/school)')
    .option('--catalogue <file>', 'another catalogue of models (YAML)')
    .option('--json', 'print JSON');
}

function withInstallOptions(command: Command): Command {
  return withSharedOptions(command)
    .option('--name <name>', 'what to call it (default: as in the catalogue, or from the file)')
    .option('--accept-licence', 'the school has read the licence of the model and accepts it')
    .option('--sha256 <hash>', 'what the SHA-256 of the file must be');
}

function atWork<
  Schema extends z.ZodType<{ readonly data?: string | undefined; readonly catalogue?: string | undefined }>,
>(
  command: Command,
  given: unknown,
  schema: Schema,
  perform: (flags: z.output<Schema>, workplace: Workplace) => Promise<void>,
): Promise<void> {
  return withEnvironment(command, async (environment) => {
    const flags = parseWith(schema, given, { file: `soro model ${command.name()}` });
    const catalogue = await readCatalogue(flags.catalogue && resolve(flags.catalogue));
    await perform(flags, { ...environment, catalogue, store: new ModelStore(dataFolder(flags.data).path) });
  });
}

type InstallFlags = z.output<typeof installSchema>;

function whatToFetch(
  model: string,
  { name, sha256 }: InstallFlags,
  catalogue: Catalogue,
): { readonly source: HubSource; readonly wanted: WantedModel; readonly licence: string } {
  if (isHubAddress(model)) {
    const source = parseHubAddress(model);
    const called = name === undefined ? nameFromFile(source.file) : checkName(name);
    return {
      source,
      wanted: { name: called, title: called, licence: licenceOf(catalogue, 'gemma').title, sha256 },
      licence: 'gemma',
    };
  }
  const entry = catalogue.models.find((one) => one.name === model);
  if (!entry || entry.source === 'embedded') {
    const names = catalogue.models.filter(({ source }) => source !== 'embedded').map((one) => one.name);
    throw new BadInputError({
      message: entry ? 'This model comes with Soro: it is there.' : `The catalogue has no model "${model}".`,
      remedy: entry
        ? `Choose it: soro model use ${model}.`
        : `One of: ${names.join(', ')}; or an address: hub:OWNER/NAME@REVISION/FILE.gguf.`,
    });
  }
  return {
    source: entry.source,
    wanted: {
      name: name === undefined ? entry.name : checkName(name),
      title: entry.title.en,
      licence: licenceOf(catalogue, entry.licence).title,
      sha256: sha256 ?? entry.sha256,
    },
    licence: entry.licence,
  };
}

/** A file of the catalogue keeps its name there; the name is all that can be known before it is read. */
function whatToImport(file: string, { name, sha256 }: InstallFlags, catalogue: Catalogue) {
  const base = file.split(/[\\/]/u).at(-1);
  const entry = catalogue.models.find(({ source }) => source !== 'embedded' && source.file === base);
  const called = name === undefined ? (entry?.name ?? nameFromFile(file)) : checkName(name);
  const licence = entry?.licence ?? 'gemma';
  const wanted: WantedModel = {
    name: called,
    title: entry?.title.en ?? called,
    licence: licenceOf(catalogue, licence).title,
    sha256: sha256 ?? entry?.sha256,
  };
  return { wanted, licence };
}

function watchBytes(progress: Progress, title: string): (sizeBytes: number, totalBytes: number) => void {
  let task: ReturnType<Progress['task']> | undefined;
  let done = 0;
  return (sizeBytes, total) => {
    task ??= progress.task(title, { total, unit: 'bytes', done: sizeBytes });
    if (done > 0 || sizeBytes === 0) task.advance(sizeBytes - done);
    done = sizeBytes;
    if (sizeBytes === total) task.finish();
  };
}

async function speedOf(store: ModelStore, name: string, signal: AbortSignal): Promise<number> {
  const { file } = await openModel(store, name, signal);
  const request = { contextTokens: 512, promptTokens: 64, generatedTokens: 32, threads: servingThreads() };
  return (await measureModelSpeed({ model: file, ...request }, signal)).generationTokensPerSecond;
}

function isReady({ state }: ListedModel): boolean {
  return state === 'built-in' || state === 'installed';
}

function findReady(models: readonly ListedModel[], name: string): ListedModel {
  const model = models.find((one) => one.name === name);
  if (model?.state === 'damaged') {
    throw new CorruptArtefactError({
      message: model.fault ?? 'The model is damaged.',
      file: name,
      remedy: `Remove it (\`soro model remove ${name}\`) and fetch or import it again.`,
    });
  }
  if (model && isReady(model)) return model;
  throw notInstalled(name);
}

function notInstalled(name: string): BadInputError {
  return new BadInputError({
    message: `There is no installed model "${name}".`,
    remedy: '`soro model list` shows what is installed; `soro model fetch` and `soro model import` install.',
  });
}

function cannotRemove({ name, state }: ListedModel): BadInputError {
  return state === 'built-in'
    ? new BadInputError({
        message: `${name} comes with Soro.`,
        remedy: 'It stays: it is what a school falls back on.',
      })
    : new BadInputError({
        message: `${name} is in use.`,
        remedy: 'Choose another first: soro model use soro-270m.',
      });
}

function tooLarge({ name, memoryBytes }: ListedModel): MachineError {
  return new MachineError({
    message: `${name} does not fit this machine: it needs ${((memoryBytes ?? 0) / 1e9).toFixed(1)} GB of memory with the system.`,
    remedy: '`soro model list` shows which fit. Nothing was changed.',
  });
}

function failed(name: string, reasons: readonly string[], current: string): BadInputError {
  return new BadInputError({
    message: `${name} did not pass: ${reasons.join('; ')}.`,
    remedy: `${current} stays in use. Choose another model, or remove this one: soro model remove ${name}.`,
  });
}

function notServed(name: string, before: string, reason: string): MachineError {
  return new MachineError({
    message: `The server could not start ${name}: ${reason}`,
    remedy: `It went back to ${before}, which stays in use.`,
  });
}

function saidOf({ model, isNew }: Awaited<ReturnType<typeof fetchModel>>): string {
  const { name, sizeBytes, sha256 } = model;
  const what = isNew ? 'Installed' : 'Already installed:';
  return `${what} ${name}, ${describeBytes(sizeBytes)}, SHA-256 ${sha256}.\nTo use it: soro model use ${name}`;
}

function usedLine(
  name: string,
  server: 'changed' | undefined,
  isServed: boolean,
  speed: number | null,
): string {
  const passed = `${name} passed its exam${speed === null ? '' : ` (${speed.toFixed(1)} tokens/s here)`} and is in use.`;
  if (server === 'changed') return `${passed} The running server serves it.`;
  return isServed
    ? `${passed} The running server has not changed over yet; restart it if it does not.`
    : `${passed} The next start of \`soro serve\` serves it.`;
}

import { createEngine, type Engine, SwitchableEngine } from '../../chat/index.ts';
import { validateModelFile } from '../../checkpoint/index.ts';
import { formatError, SoroError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import {
  announceServed,
  chooseModel,
  followChoice,
  forgetServed,
  type ModelChoice,
  ModelStore,
  machineFit,
  openEmbeddedModel,
  openModel,
  openModelInUse,
  type ServedModel,
} from '../../models/index.ts';
import { modelForManyAnswers, readAssumptions } from '../../quantisation/index.ts';

/** As the flags of `soro serve` say; what is left out depends on the model and the machine. */
interface ServingFlags {
  readonly places?: number | undefined;
  readonly context?: number | undefined;
  readonly threads?: number | undefined;
}

/** The model in use of a data folder, and what lets a server follow the choice. */
interface ChosenModel {
  open(warn: (message: string) => void): Promise<Engine>;
  /** From now on each newly chosen model is served; call after `open`. */
  follow(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves the model in use. `open` throws what opening the embedded model throws: that is served when the chosen one
 * cannot be.
 */
export function chosenModel(
  data: string,
  flags: ServingFlags,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): ChosenModel {
  const store = new ModelStore(data);
  let warn = (message: string) => progress.warn(message);
  const open = (model: ServedModel) => openForSchool(model, flags, { progress, signal, warn });
  let serving: { readonly model: ServedModel; readonly engine: SwitchableEngine } | undefined;
  let end = () => {};

  async function openFirst(): Promise<{ model: ServedModel; engine: Engine }> {
    const model = await openModelInUse(store, { signal, warn });
    try {
      return { model, engine: await open(model) };
    } catch (error) {
      const fallback = await openEmbeddedModel(signal);
      if (!(error instanceof SoroError) || signal.aborted || model.sha256 === fallback.sha256) throw error;
      warn(`${model.name} does not start; ${fallback.name} is served. ${formatError(error)}`);
      return { model: fallback, engine: await open(fallback) };
    }
  }

  async function change(
    choice: ModelChoice,
    before: ServedModel,
    engine: SwitchableEngine,
  ): Promise<ServedModel> {
    try {
      const wanted = await openModel(store, choice.name, signal);
      progress.log(`Changing over to ${wanted.name}.`);
      await engine.switchTo(
        () => open(wanted),
        () => open(before),
      );
      await announceServed(store, wanted);
      progress.log(`${wanted.name} is served.`);
      return wanted;
    } catch (error) {
      if (signal.aborted) throw error;
      warn(`${choice.name} cannot be served; ${before.name} stays in use. ${formatError(error)}`);
      await chooseModel(store, before);
      const reason = error instanceof SoroError ? error.message : String(error);
      await announceServed(store, before, { name: choice.name, reason });
      return before;
    }
  }

  return {
    async open(warnInLog) {
      warn = warnInLog;
      const first = await openFirst();
      const engine = new SwitchableEngine(first.engine);
      serving = { model: first.model, engine };
      return engine;
    },
    async follow() {
      if (!serving) throw new Error('Nothing is served yet.');
      const { model, engine } = serving;
      await announceServed(store, model);
      end = followChoice(store, model, (choice, before) => change(choice, before, engine));
    },
    async stop() {
      end();
      await forgetServed(store);
    },
  };
}

/** With as many answers at once as the machine has memory for, unless the flags say how many. */
async function openForSchool(
  { name, file }: ServedModel,
  { places, context, threads }: ServingFlags,
  {
    progress,
    signal,
    warn,
  }: {
    readonly progress: Progress;
    readonly signal: AbortSignal;
    readonly warn: (message: string) => void;
  },
): Promise<Engine> {
  const { shape, sizeBytes } = await validateModelFile(file);
  const fitting = Math.max(1, machineFit(shape, sizeBytes, await readAssumptions()).places);
  const modelFile = await modelForManyAnswers(file, { progress, signal });
  return createEngine({
    modelFile,
    modelId: name,
    sequences: places ?? fitting,
    contextSizeTokens: context,
    threads,
    onRestart: warn,
    signal,
  });
}

import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { validateModelFile } from '../checkpoint/index.ts';
import type { Artefact } from '../core/artefact/manifest.ts';
import { defineStage, requiredInput, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { writeFileAtomically } from '../core/files.ts';
import { sizeSchema } from './budget.ts';
import { exportCompressedTensors } from './compressed-tensors/export.ts';
import { compressedTensorsVersion, type Scheme, schemeNames } from './compressed-tensors/scheme.ts';
import { type QuantiseResult, quantiseModelFile } from './gguf/quantise.ts';
import { type ModelType, modelTypes, tensorTypes } from './gguf/types.ts';
import { type CardFacts, writeCard } from './papers/card.ts';
import { copyServingFiles, writePapers } from './papers/papers.ts';
import { exportSource, hashTexts, measuringThreads, prepareImportance } from './prepare.ts';
import { pureTypes } from './search/groups.ts';
import { type SearchedTypes, searchedTypes, searchTypes } from './search/search.ts';
import { readMixedParagraphs } from './texts.ts';

const settingsSchema = z
  .strictObject({
    type: z
      .enum([...modelTypes, ...schemeNames])
      .default('q5_1')
      .describe(
        'what the weights are quantised to; q5_1 is the smallest that a 270M model bears well without more ado; fp8 and w4a16 are for vLLM',
      ),
    tokenEmbeddingType: z
      .enum(tensorTypes)
      .optional()
      .describe('type of the token embedding; by default that of the rest'),
    pure: z
      .boolean()
      .default(false)
      .describe('every matrix at just this type; llama.cpp gives a few of them more bits otherwise'),
    groupSize: z
      .union([z.literal(32), z.literal(64), z.literal(128)])
      .default(128)
      .describe('w4a16: weights that share a scale'),
    calibration: z
      .array(z.string())
      .default([])
      .describe(
        'plain text files, one paragraph a line: what the model will be used for; their importances guide the rounding',
      ),
    calibrationTokens: z.int().min(512).default(16_384).describe('tokens of calibration text'),
    budget: sizeSchema
      .optional()
      .describe(
        'largest file, for example 80MB: the type of each kind of tensor is searched for; needs calibration texts',
      ),
    searchTokens: z.int().min(64).default(2048).describe('tokens on which the search measures each choice'),
    bands: z.int().min(1).max(6).default(1).describe('parts of the depth that the search treats apart'),
    searchedTypes: z
      .array(z.enum(tensorTypes))
      .min(1)
      .default([...searchedTypes])
      .describe('types that the search chooses from'),
    name: z.string().min(1).default('Soro').describe('what the model is called in its card and in the file'),
    description: z.string().default('').describe('what the card says first: purpose, data, figures'),
  })
  .refine(({ budget, calibration }) => budget === undefined || calibration.length > 0, {
    path: ['calibration'],
    message: 'A search under a budget measures on calibration texts: name at least one.',
  })
  .refine(
    ({ type, budget, calibration }) => !isScheme(type) || (budget === undefined && calibration.length === 0),
    { path: ['type'], message: 'fp8 and w4a16 take neither a budget nor calibration texts.' },
  );

type QuantisationSettings = z.output<typeof settingsSchema>;
type Context = StageContext<QuantisationSettings>;

/** `quantisation`: a checkpoint becomes one model file with its card, checksums and terms. */
export const quantisationStage = defineStage({
  name: 'quantisation',
  kind: 'model',
  formatVersion: 2,
  inputs: { checkpoint: { kinds: ['checkpoint'] } },
  settings: settingsSchema,
  resolvePaths: (settings, resolve) => ({ ...settings, calibration: settings.calibration.map(resolve) }),
  externals: ({ calibration }, signal) => hashTexts({ calibration }, signal),
  // What the texts hold counts, not where they lie.
  incidentalSettings: ['calibration'],
  build,
});

async function build(context: Context): Promise<StageOutcome> {
  const checkpoint = requiredInput(context, 'checkpoint');
  const { type, groupSize } = context.settings;
  if (type === 'fp8') return buildCompressed(context, checkpoint, { name: type });
  if (type === 'w4a16') return buildCompressed(context, checkpoint, { name: type, groupSize });
  return buildGguf(context, checkpoint, type);
}

async function buildGguf(context: Context, checkpoint: Artefact, type: ModelType): Promise<StageOutcome> {
  const { settings, draft, executor, progress, signal } = context;
  const source = await exportSource(context, checkpoint, { name: settings.name });
  const importance = await prepareImportance(context, source, {
    name: 'calibration',
    texts: settings.calibration,
    tokens: settings.calibrationTokens,
  });
  const searched =
    settings.budget === undefined ? undefined : await search(context, source, importance, settings.budget);

  const task = progress.task('Quantising', { unit: 'tensors' });
  let done = 0;
  const result: QuantiseResult = await quantiseModelFile({
    source,
    target: draft.path('model.gguf'),
    type: searched ? 'q4_0' : type,
    tensorTypes: { tokenEmbedding: settings.tokenEmbeddingType },
    tensorTypesByName: searched?.byTensor ?? (settings.pure ? await pureTypes(source, type) : {}),
    importance,
    threads: executor.concurrency,
    signal,
    onTensor: (count) => {
      task.advance(count - done);
      done = count;
    },
  });
  task.finish(summary(result));
  const facts = {
    type: searched ? 'types by search' : type,
    searched,
    calibrationTokens: importance === undefined ? undefined : settings.calibrationTokens,
  };
  return finish(context, checkpoint, { ...facts, ...result }, ['model.gguf'], {
    'llama.cpp': result.llamaVersion,
  });
}

async function search(
  context: Context,
  source: string,
  importance: string | undefined,
  budgetBytes: number,
): Promise<SearchedTypes> {
  const { settings, draft, executor, progress, signal } = context;
  const folder = draft.resumePath('search');
  await mkdir(folder, { recursive: true });
  const task = progress.task('Measuring what each kind of tensor bears', { unit: 'kinds' });
  const searched = await searchTypes(
    {
      source,
      shape: (await validateModelFile(source)).shape,
      bands: settings.bands,
      types: settings.searchedTypes,
      importance,
      texts: await readMixedParagraphs(settings.calibration, {
        purpose: 'search',
        totalCharacters: settings.searchTokens * 3,
        paragraphCharacters: 1000,
      }),
      contextTokens: 512,
      threads: measuringThreads(executor.concurrency),
      folder,
      task,
      signal,
    },
    budgetBytes,
  );
  task.finish([...searched.types].map(([name, type]) => `${name} ${type}`).join(', '));
  await writeFileAtomically(
    draft.path('search.json'),
    `${JSON.stringify({ budgetBytes, ...searched, types: Object.fromEntries(searched.types) }, null, 1)}\n`,
  );
  return searched;
}

async function buildCompressed(
  context: Context,
  checkpoint: Artefact,
  scheme: Scheme,
): Promise<StageOutcome> {
  const { draft, progress, signal } = context;
  const task = progress.task('Quantising', { unit: 'tensors' });
  const result = await exportCompressedTensors(checkpoint.directory, draft.directory, {
    scheme,
    signal,
    onTensor: () => task.advance(),
  });
  task.finish(summary(result));
  const copied = await copyServingFiles(checkpoint.directory, draft.directory);
  const type = scheme.name === 'fp8' ? 'fp8' : `w4a16, groups of ${scheme.groupSize}`;
  return finish(
    context,
    checkpoint,
    { type, tokenEmbeddingType: 'bf16', ...result },
    ['model.safetensors', 'config.json', ...copied],
    { 'compressed-tensors format': compressedTensorsVersion },
  );
}

async function finish(
  { settings, draft, signal }: Context,
  checkpoint: Artefact,
  facts: Omit<CardFacts, 'name' | 'description' | 'checkpoint'>,
  files: readonly string[],
  tools: Record<string, string>,
): Promise<StageOutcome> {
  const { name, description } = settings;
  const card = writeCard({ ...facts, name, description, checkpoint: checkpoint.manifest });
  await writePapers(checkpoint.directory, draft.directory, { card, type: facts.type, files }, signal);
  return {
    counts: { sizeBytes: facts.sizeBytes, bitsPerWeight: facts.bitsPerWeight },
    licences: ['Gemma Terms of Use', ...checkpoint.manifest.licences],
    tools,
  };
}

function summary(result: { readonly sizeBytes: number; readonly bitsPerWeight: number }): string {
  return `${(result.sizeBytes / 1e6).toFixed(1)} MB, ${result.bitsPerWeight.toFixed(2)} bits per weight`;
}

function isScheme(type: string): boolean {
  return (schemeNames as readonly string[]).includes(type);
}

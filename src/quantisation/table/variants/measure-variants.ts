import { rename, rm } from 'node:fs/promises';
import type { z } from 'zod';
import type { StageContext } from '../../../core/artefact/stage.ts';
import { exists, readText, writeFileAtomically } from '../../../core/files.ts';
import { at } from '../../../core/known.ts';
import { parseJson, parseWith } from '../../../core/schema.ts';
import { answerChoiceTasks, type Task } from '../../../evaluation/index.ts';
import { quantiseModelFile } from '../../gguf/quantise.ts';
import { compareModels, measureModelSpeed, type Speed } from '../../inference/index.ts';
import { exportSource } from '../../prepare.ts';
import { readParagraphs } from '../../texts.ts';
import { type MadeVariant, makeVariant, type VariantSources } from './make-variant.ts';
import {
  type Answers,
  answersSchema,
  type BaseResult,
  type VariantResult,
  variantResultSchema,
} from './results.ts';
import type { TableSettings } from './settings.ts';
import type { Variant } from './variants.ts';

type Context = StageContext<TableSettings>;

/** Paragraphs of every text, by the text's name. */
export type Texts = Readonly<Record<string, readonly string[]>>;

/** Reads what is measured of each text. */
export async function readTexts({
  texts,
  textCharacters,
  paragraphCharacters,
}: TableSettings): Promise<Texts> {
  const limits = { purpose: 'measure', totalCharacters: textCharacters, paragraphCharacters } as const;
  const read = Object.entries(texts).map(
    async ([name, file]) => [name, await readParagraphs(file, limits)] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

/** Makes and measures variants that have no result yet; a result is kept as soon as it is whole. */
export async function measureGroup(
  group: readonly (readonly [name: string, variant: Variant])[],
  sources: VariantSources,
  { texts, tasks }: { readonly texts: Texts; readonly tasks: readonly Task[] },
  context: Context,
): Promise<VariantResult[]> {
  const { settings, draft, signal } = context;
  const resultFile = (name: string) => draft.resumePath('results', `${name}.json`);
  const waiting: (readonly [name: string, variant: Variant, made: MadeVariant])[] = [];
  for (const [name, variant] of group) {
    if (await exists(resultFile(name))) continue;
    waiting.push([name, variant, await makeVariant(name, variant, sources)]);
  }
  if (waiting.length > 0) {
    const model = sources.models.checkpoint;
    const compared = await compareModels(
      {
        reference: model?.file ?? '',
        candidates: waiting.map(([, , { file }]) => file),
        texts: Object.values(texts).flat(),
        contextTokens: settings.contextTokens,
        threads: sources.threads,
      },
      signal,
    );
    for (const [index, [name, variant, made]] of waiting.entries()) {
      const { file, isStandIn, ...facts } = made;
      const speeds = isStandIn ? {} : await measureSpeeds(file, sources);
      const answers = await answerTasks(file, tasks, sources);
      const { budget, ...kept } = variant;
      const result = {
        name,
        variant: { ...kept, ...(budget !== undefined && { budget }) },
        ...facts,
        texts: splitByText(at(compared, index), texts),
        answers,
        speeds,
      };
      await writeFileAtomically(resultFile(name), JSON.stringify(result));
      if (!settings.keepModels) await rm(file);
    }
  }
  return Promise.all(group.map(([name]) => readDraft(resultFile(name), variantResultSchema)));
}

async function answerTasks(
  file: string,
  tasks: readonly Task[],
  { settings: { contextTokens }, threads, signal }: VariantSources,
): Promise<Answers> {
  return tasks.length === 0 ? {} : answerChoiceTasks(tasks, { file, contextTokens, threads, signal });
}

/** What the unquantised model answers rightly; kept like the variants' results. */
export async function answerReference(
  sources: VariantSources,
  tasks: readonly Task[],
  { draft }: Context,
): Promise<Answers> {
  const kept = draft.resumePath('results', 'unquantised-answers.json');
  if (!(await exists(kept))) {
    const answers = await answerTasks(sources.models.checkpoint?.file ?? '', tasks, sources);
    await writeFileAtomically(kept, JSON.stringify(answers));
  }
  return readDraft(kept, answersSchema);
}

async function measureSpeeds(
  model: string,
  { settings, threads, signal }: VariantSources,
): Promise<Record<string, Speed>> {
  const speeds: Record<string, Speed> = {};
  for (const contextTokens of settings.speedContexts) {
    const request = { model, contextTokens, promptTokens: 512, generatedTokens: 64, threads };
    speeds[contextTokens] = await measureModelSpeed(request, signal);
  }
  return speeds;
}

function splitByText<Paragraph>(all: readonly Paragraph[], texts: Texts): Record<string, Paragraph[]> {
  let start = 0;
  const split: Record<string, Paragraph[]> = {};
  for (const [name, paragraphs] of Object.entries(texts)) {
    split[name] = all.slice(start, start + paragraphs.length);
    start += paragraphs.length;
  }
  return split;
}

async function readDraft<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>> {
  const source = { file, family: 'corrupt', remedy: 'Delete the draft folder and start again.' } as const;
  return parseWith(schema, parseJson(await readText(file), source), source);
}

/** The checkpoint before its training, in bits; `undefined` without the input. */
export async function measureBase(
  context: Context,
  texts: Texts,
  threads: number,
): Promise<BaseResult | undefined> {
  const { inputs, settings, draft, signal } = context;
  if (!inputs.base) return undefined;
  const exported = await exportSource(context, inputs.base, { name: 'base', file: 'base.gguf' });
  const small = draft.resumePath('base-bf16.gguf');
  // BF16 holds the released weights exactly, and takes half the time.
  await quantiseModelFile({ source: exported, target: `${small}.made`, type: 'bf16', threads, signal });
  await rename(`${small}.made`, small);
  const { contextTokens } = settings;
  const [results = []] = await compareModels(
    { reference: small, candidates: [small], texts: Object.values(texts).flat(), contextTokens, threads },
    signal,
  );
  const bits = results.map(({ candidateNats, characters }) => ({
    bits: candidateNats / Math.LN2,
    characters,
  }));
  return splitByText(bits, texts);
}

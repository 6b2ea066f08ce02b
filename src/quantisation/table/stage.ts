import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import { hashFile } from '../../core/fingerprint.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { defineStage, requiredInput, type StageContext, type StageOutcome } from '../../core/stage.ts';
import { compareModels, measureModelSpeed, type Speed } from '../inference/index.ts';
import { exportSource, hashTexts, measuringThreads, prepareImportance } from '../prepare.ts';
import { quantiseModelFile } from '../quantise.ts';
import { readParagraphs } from '../texts.ts';
import { type MadeVariant, makeVariant, type VariantSources } from './make-variant.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';
import {
  type Accuracies,
  accuraciesSchema,
  type BaseResult,
  type VariantResult,
  variantResultSchema,
} from './results.ts';
import { lacking, namedVariants, type TableSettings, tableSettingsSchema } from './settings.ts';
import { type ReleaseTable, summarise } from './summarise.ts';
import type { Variant } from './variants.ts';

type Context = StageContext<TableSettings>;

/** `quantisation-table`: many ways to make a model small, each measured against the unquantised one. */
export const quantisationTableStage = defineStage({
  name: 'quantisation-table',
  kind: 'report',
  formatVersion: 1,
  inputs: {
    checkpoint: { kinds: ['checkpoint'] },
    recovered: { kinds: ['checkpoint'], optional: true },
    base: { kinds: ['checkpoint'], optional: true },
  },
  settings: tableSettingsSchema,
  resolvePaths: (settings, resolve) => ({
    ...settings,
    texts: Object.fromEntries(Object.entries(settings.texts).map(([name, path]) => [name, resolve(path)])),
    tajikCalibration: settings.tajikCalibration.map(resolve),
    englishCalibration: settings.englishCalibration.map(resolve),
    ...(settings.accuracies !== undefined && { accuracies: resolve(settings.accuracies) }),
  }),
  externals: describeFiles,
  incidentalSettings: [
    'texts',
    'tajikCalibration',
    'englishCalibration',
    'accuracies',
    'threads',
    'together',
  ],
  build,
});

async function describeFiles(settings: TableSettings, signal: AbortSignal): Promise<Record<string, string>> {
  const { texts, tajikCalibration, englishCalibration, accuracies } = settings;
  return {
    ...(await hashTexts({ tajikCalibration, englishCalibration }, signal)),
    ...(await hashTexts(
      Object.fromEntries(Object.entries(texts).map(([name, path]) => [`text ${name}`, [path]])),
      signal,
    )),
    ...(accuracies !== undefined && { accuracies: await hashFile(accuracies, signal) }),
  };
}

async function build(context: Context): Promise<StageOutcome> {
  const { settings, draft, inputs, progress } = context;
  if (Object.keys(settings.texts).length === 0) throw noTexts();
  const accuracies = await readAccuracies(settings.accuracies);
  const variants = chooseVariants(context);
  const sources = await prepareSources(context);
  const texts = await readTexts(settings);

  const results: VariantResult[] = [];
  const names = Object.keys(variants);
  const task = progress.task('Measuring variants', { total: names.length, unit: 'variants' });
  for (let start = 0; start < names.length; start += settings.together) {
    const group = names
      .slice(start, start + settings.together)
      .map((name) => [name, variants[name] as Variant] as const);
    results.push(...(await measureGroup(group, sources, texts, context)));
    task.advance(group.length);
  }
  task.finish(`${results.length} variants`);

  const base = await measureBase(context, texts, sources.threads);
  const table = summarise({ name: settings.name, results, base, accuracies, conditions: settings });
  await writeReport(draft.directory, table, results);
  if (settings.keepModels) {
    for (const name of names) {
      const file = draft.resumePath('variants', `${name}.gguf`);
      await mkdir(draft.path('models'), { recursive: true });
      await copyFile(file, draft.path('models', `${name}.gguf`));
    }
  }
  const checkpoint = requiredInput({ inputs }, 'checkpoint');
  return {
    counts: { variants: results.length, texts: Object.keys(settings.texts).length },
    licences: checkpoint.manifest.licences,
  };
}

function chooseVariants({ settings, inputs, progress }: Context): Record<string, Variant> {
  const chosen: Record<string, Variant> = {};
  for (const [name, variant] of Object.entries(namedVariants(settings))) {
    const lack = lacking(variant, settings, inputs);
    if (lack === undefined) chosen[name] = variant;
    else if (settings.variants === undefined) progress.log(`${name} is left out: it needs ${lack}.`);
    else {
      throw new BadInputError({
        message: `The variant ${name} needs ${lack}.`,
        place: `variants.${name}`,
        remedy: `Give ${lack}, or leave the variant out.`,
      });
    }
  }
  return chosen;
}

async function prepareSources(context: Context): Promise<VariantSources> {
  const { settings, inputs, draft, executor, signal, progress } = context;
  const { name, calibrationTokens: tokens } = settings;
  const checkpoint = requiredInput({ inputs }, 'checkpoint');
  const file = await exportSource(context, checkpoint, { name });
  const recovered = inputs.recovered && {
    folder: inputs.recovered.directory,
    file: await exportSource(context, inputs.recovered, { name, file: 'recovered.gguf' }),
  };
  const folder = draft.resumePath('variants');
  await mkdir(folder, { recursive: true });
  const plain = join(folder, 'plain.gguf');
  const threads = settings.threads ?? measuringThreads(executor.concurrency);
  const { sizeBytes } = await quantiseModelFile({
    source: file,
    target: plain,
    type: 'q4_0',
    threads,
    signal,
  });
  await rm(plain);
  const importance = (name: 'tajik' | 'english', texts: readonly string[]) =>
    prepareImportance(context, file, { name, texts, tokens });
  return {
    settings,
    models: { checkpoint: { folder: checkpoint.directory, file }, recovered },
    importances: {
      tajik: await importance('tajik', settings.tajikCalibration),
      english: await importance('english', settings.englishCalibration),
    },
    plainBytes: sizeBytes,
    folder,
    threads,
    signal,
    onSearch: (message) => progress.log(`Searched types: ${message}`),
  };
}

/** Paragraphs of every text, by the text's name. */
type Texts = Readonly<Record<string, readonly string[]>>;

async function readTexts({ texts, textCharacters, paragraphCharacters }: TableSettings): Promise<Texts> {
  const limits = { purpose: 'measure', totalCharacters: textCharacters, paragraphCharacters } as const;
  const read = Object.entries(texts).map(
    async ([name, file]) => [name, await readParagraphs(file, limits)] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

/** Makes and measures variants that have no result yet; a result is kept as soon as it is whole. */
async function measureGroup(
  group: readonly (readonly [name: string, variant: Variant])[],
  sources: VariantSources,
  texts: Texts,
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
      const { budget, ...kept } = variant;
      const result = {
        name,
        variant: { ...kept, ...(budget !== undefined && { budget }) },
        ...facts,
        texts: splitByText(compared[index] ?? [], texts),
        speeds,
      };
      await writeFileAtomically(resultFile(name), JSON.stringify(result));
      if (!settings.keepModels) await rm(file);
    }
  }
  return Promise.all(group.map(([name]) => readResult(resultFile(name))));
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

async function readResult(file: string): Promise<VariantResult> {
  const source = { file, family: 'corrupt', remedy: 'Delete the draft folder and start again.' } as const;
  return parseWith(variantResultSchema, parseJson(await readText(file), source), source);
}

async function measureBase(context: Context, texts: Texts, threads: number): Promise<BaseResult | undefined> {
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

async function writeReport(
  folder: string,
  table: ReleaseTable,
  results: readonly VariantResult[],
): Promise<void> {
  const write = (name: string, text: string) => writeFileAtomically(join(folder, name), text);
  await write('variants.json', `${JSON.stringify(results, null, 1)}\n`);
  await write('table.json', `${JSON.stringify(table, null, 1)}\n`);
  await write('table.md', renderMarkdown(table));
  await write('table.html', renderHtml(table));
}

async function readAccuracies(file: string | undefined): Promise<Accuracies | undefined> {
  if (file === undefined) return undefined;
  return parseWith(accuraciesSchema satisfies z.ZodType, parseJson(await readText(file), { file }), { file });
}

function noTexts(): BadInputError {
  return new BadInputError({
    message: 'There is no text to measure on.',
    place: 'texts',
    remedy: 'Name texts by language and register, for example {tg-news: news.txt, ru: ru.txt, en: en.txt}.',
  });
}

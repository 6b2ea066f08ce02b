import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defineStage,
  requiredInput,
  type StageContext,
  type StageOutcome,
} from '../../core/artefact/stage.ts';
import { BadInputError } from '../../core/errors.ts';
import { writeFileAtomically } from '../../core/files.ts';
import { knownEntry } from '../../core/known.ts';
import { hashTasks, readChoiceTasks } from '../../evaluation/index.ts';
import { hashTexts } from '../prepare.ts';
import { renderHtml } from './page/render-html.ts';
import { renderMarkdown } from './page/render-markdown.ts';
import { type ReleaseTable, summarise } from './page/summarise.ts';
import { answerReference, measureBase, measureGroup, readTexts } from './variants/measure-variants.ts';
import { prepareSources } from './variants/prepare-sources.ts';
import type { VariantResult } from './variants/results.ts';
import { lacking, namedVariants, type TableSettings, tableSettingsSchema } from './variants/settings.ts';
import type { Variant } from './variants/variants.ts';

type Context = StageContext<TableSettings>;

/** `quantisation-table`: many ways to make a model small, each measured against the unquantised one. */
export const quantisationTableStage = defineStage({
  name: 'quantisation-table',
  kind: 'report',
  formatVersion: 2,
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
    tasks: settings.tasks.map(resolve),
  }),
  externals: describeFiles,
  incidentalSettings: ['texts', 'tajikCalibration', 'englishCalibration', 'tasks', 'threads', 'together'],
  build,
});

async function describeFiles(settings: TableSettings, signal: AbortSignal): Promise<Record<string, string>> {
  const { texts, tajikCalibration, englishCalibration, tasks } = settings;
  return {
    ...(await hashTexts({ tajikCalibration, englishCalibration }, signal)),
    ...(await hashTexts(
      Object.fromEntries(Object.entries(texts).map(([name, path]) => [`text ${name}`, [path]])),
      signal,
    )),
    ...(await hashTasks(tasks, signal)),
  };
}

async function build(context: Context): Promise<StageOutcome> {
  const { settings, draft, inputs, progress, signal } = context;
  if (Object.keys(settings.texts).length === 0) throw noTexts();
  const variants = chooseVariants(context);
  const sources = await prepareSources(context);
  const texts = await readTexts(settings);
  const tasks = await readChoiceTasks(settings.tasks, settings.sampleItems, signal);

  const results: VariantResult[] = [];
  const names = Object.keys(variants);
  const task = progress.task('Measuring variants', { total: names.length, unit: 'variants' });
  for (let start = 0; start < names.length; start += settings.together) {
    const group = names
      .slice(start, start + settings.together)
      .map((name) => [name, knownEntry(variants, name)] as const);
    results.push(...(await measureGroup(group, sources, { texts, tasks }, context)));
    task.advance(group.length);
  }
  task.finish(`${results.length} variants`);

  const base = await measureBase(context, texts, sources.threads);
  const reference = await answerReference(sources, tasks, context);
  const table = summarise({ name: settings.name, results, base, reference, conditions: settings });
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

function noTexts(): BadInputError {
  return new BadInputError({
    message: 'There is no text to measure on.',
    place: 'texts',
    remedy: 'Name texts by language and register, for example {tg-news: news.txt, ru: ru.txt, en: en.txt}.',
  });
}

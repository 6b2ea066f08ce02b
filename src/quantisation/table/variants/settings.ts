import { z } from 'zod';
import { tensorTypes } from '../../gguf/types.ts';
import { searchedTypes } from '../../search/search.ts';
import { defaultVariants, type Variant, variantSchema } from './variants.ts';

const positive = z.int().positive();
const paths = z.array(z.string()).default([]);

export const tableSettingsSchema = z.strictObject({
  texts: z
    .record(
      z
        .string()
        .regex(
          /^(tg|ru|en)(-[\p{L}\p{N}_]+)*$/u,
          'A name is tg, ru or en, then the register or subject: tg-news.',
        ),
      z.string(),
    )
    .describe('language and register (tg-news) → plain text file, one paragraph a line'),
  tajikCalibration: paths.describe(
    'plain text files like what the model will be asked: importances and search',
  ),
  englishCalibration: paths.describe('the same in English, to see what the language of calibration is worth'),
  variants: z
    .record(z.string().regex(/^[\w.-]+$/), variantSchema)
    .optional()
    .describe('name → how it is made; by default 19 that need the inputs they need'),
  textCharacters: positive.default(3000).describe('characters measured of each text'),
  paragraphCharacters: positive.default(600).describe('a longer paragraph is cut here'),
  contextTokens: z.int().min(64).default(512).describe('tokens that a model sees at once'),
  calibrationTokens: z.int().min(512).default(16_384).describe('tokens of each calibration'),
  searchTokens: positive.default(2048).describe('tokens on which the search measures each choice'),
  bands: z.int().min(1).max(6).default(1).describe('parts of the depth that the search treats apart'),
  searchedTypes: z
    .array(z.enum(tensorTypes))
    .min(1)
    .default([...searchedTypes])
    .describe('types that the search chooses from'),
  speedContexts: z
    .array(z.int().min(640))
    .default([2048, 8192])
    .describe('context sizes at which speed and memory are measured'),
  threads: positive.optional().describe('threads of a model; by default one less than there are cores'),
  together: positive.default(4).describe('variants that are compared side by side: fewer take less memory'),
  tasks: paths.describe('folders of tasks with choices (benchmarks/word-meaning): accuracy of each variant'),
  sampleItems: positive.optional().describe('a sample of this many items of each task'),
  keepModels: z.boolean().default(false).describe('keep the model files of the variants in the report'),
  name: z.string().min(1).default('Soro').describe('what the model is called in the table'),
  mostBitsPerWeight: z.number().positive().default(4.6).describe('release condition of the INT4 file'),
  leastKeptGain: z
    .number()
    .min(0)
    .max(1)
    .default(0.95)
    .describe('release condition: share of the gain over the base in bits per character'),
  mostDivergence: z
    .number()
    .positive()
    .default(0.1)
    .describe('release condition: mean divergence on Tajik, nats a token'),
  mostAccuracyLoss: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('release condition: accuracy lost, unless the interval of the difference holds zero'),
});

export type TableSettings = z.output<typeof tableSettingsSchema>;

/** What a variant needs beside the checkpoint and has not been given, or `undefined`. */
export function lacking(
  variant: Variant,
  settings: TableSettings,
  inputs: Readonly<Record<string, unknown>>,
): string | undefined {
  const needsTajik = variant.importance === 'tajik' || variant.type === 'search';
  if (needsTajik && settings.tajikCalibration.length === 0) return 'tajikCalibration';
  if (variant.importance === 'english' && settings.englishCalibration.length === 0)
    return 'englishCalibration';
  if (variant.from === 'recovered' && !inputs.recovered) return 'the input "recovered"';
  return undefined;
}

/** The variants to make: those that are named, or the default ones. */
export function namedVariants(settings: TableSettings): Record<string, Variant> {
  if (settings.variants) return settings.variants;
  return Object.fromEntries(
    Object.entries(defaultVariants).map(([name, variant]) => [name, variantSchema.parse(variant)]),
  );
}

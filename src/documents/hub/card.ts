import { matchesGlob } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import type { HubAddress } from './hub-address.ts';

const patternsSchema = z.union([z.string(), z.array(z.string())]);
const dataFilesSchema = z.union([
  patternsSchema,
  z.array(z.object({ split: z.string(), path: patternsSchema })),
]);

/** What Soro reads of the YAML at the head of a data set's README; there is much more in it. */
const cardSchema = z.object({
  license: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  license_name: z.string().optional().catch(undefined),
  pretty_name: z.string().optional().catch(undefined),
  configs: z
    .array(
      z.object({
        config_name: z.string(),
        data_files: dataFilesSchema.optional(),
        default: z.boolean().optional(),
      }),
    )
    .optional()
    .catch(undefined),
});

export type Card = z.output<typeof cardSchema>;

/** The card at the head of a README; an empty one when there is none. */
export function parseCard(readme: string): Card {
  const yaml = readme.match(/^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\s*(\r?\n|$)/)?.[1];
  if (yaml === undefined) return {};
  try {
    const parsed = cardSchema.safeParse(parse(yaml));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** The licence that a card states: `mit`, `cc-by-sa-4.0`, or the name of a licence of its own. */
export function licenceOfCard({ license, license_name: own }: Card): string | undefined {
  const stated = (Array.isArray(license) ? license : [license]).filter((one) => one !== undefined);
  const named = stated.map((one) => (one === 'other' ? (own ?? 'other') : one));
  // "unknown" and "other" without a name state nothing.
  const usable = named.filter((one) => one !== 'unknown' && one !== 'other');
  return usable.length > 0 ? usable.join(', ') : undefined;
}

/** A file of a data set and the split that it belongs to, as far as that is known. */
export interface SplitFile {
  readonly path: string;
  readonly split: string | undefined;
}

/**
 * The files of a configuration and split: by the card's `configs`, else by the folders' and files' names.
 * Without a split: the training split when there is one, else every file.
 * @throws BadInputError when there is no such configuration or split, or several and none is named.
 */
export function chooseFiles(
  paths: readonly string[],
  card: Card,
  { config, split, name }: HubAddress,
): SplitFile[] {
  const ofConfig = card.configs?.some(({ data_files }) => data_files)
    ? byCard(paths, card.configs, config, name)
    : byName(paths, config, name);
  const splits = [...new Set(ofConfig.flatMap((file) => file.split ?? []))];
  const wanted = split ?? (splits.includes('train') ? 'train' : undefined);
  const chosen = wanted === undefined ? ofConfig : ofConfig.filter((file) => file.split === wanted);
  if (chosen.length > 0) return chosen;
  throw new BadInputError({
    message: split === undefined ? 'The data set holds no files.' : `There is no split "${split}".`,
    file: `hub:${name}`,
    remedy: splits.length > 0 ? `Name one of: ${splits.join(', ')}.` : 'Look at its files on the hub.',
  });
}

function byCard(
  paths: readonly string[],
  configs: NonNullable<Card['configs']>,
  config: string | undefined,
  name: string,
): SplitFile[] {
  const chosen =
    config === undefined
      ? (configs.find((one) => one.default || one.config_name === 'default') ??
        (configs.length === 1 ? configs[0] : undefined))
      : configs.find((one) => one.config_name === config);
  if (!chosen?.data_files) {
    const names = configs.map(({ config_name }) => config_name);
    throw new BadInputError({
      message:
        config === undefined
          ? 'The data set has several configurations.'
          : `There is no configuration "${config}".`,
      file: `hub:${name}`,
      remedy: `Name one behind the revision: ${names.slice(0, 40).join(', ')}${names.length > 40 ? ', …' : ''}.`,
    });
  }
  const rules =
    typeof chosen.data_files === 'string' || chosen.data_files.every((rule) => typeof rule === 'string')
      ? [{ split: 'train', path: chosen.data_files as string | string[] }]
      : (chosen.data_files as { split: string; path: string | string[] }[]);
  return rules.flatMap(({ split, path }) => {
    const patterns = Array.isArray(path) ? path : [path];
    return paths
      .filter((one) => patterns.some((pattern) => one === pattern || matchesGlob(one, pattern)))
      .map((one) => ({ path: one, split }));
  });
}

function byName(paths: readonly string[], config: string | undefined, name: string): SplitFile[] {
  const inFolder = paths.filter((path) => config === undefined || path.split('/').includes(config));
  if (inFolder.length === 0) {
    throw new BadInputError({
      message: `No folder of the data set is called "${config}".`,
      file: `hub:${name}`,
      remedy: 'Leave the configuration out, or look at its files on the hub.',
    });
  }
  return inFolder.map((path) => ({ path, split: splitOfPath(path) }));
}

/** `data/train-00000-of-00002.parquet`, `train/0.jsonl`, `en_test.jsonl.gz` → the split that the name tells. */
function splitOfPath(path: string): string | undefined {
  const word = path.match(/(?:^|[/_.-])(train|test|validation|valid|dev|val)(?=[/_.-])/i)?.[1]?.toLowerCase();
  if (word === undefined) return undefined;
  return word === 'valid' || word === 'val' || word === 'dev' ? 'validation' : word;
}

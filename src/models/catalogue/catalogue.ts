import { join } from 'node:path';
import { z } from 'zod';
import { gemma3Shapes } from '../../checkpoint/index.ts';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import { BadInputError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { keysOf } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';

const line = z.string().min(1);
const inThreeLanguages = z.strictObject({ tg: line, ru: line, en: line });
/** It names a folder too; `soro` is what the API calls the model in use, whichever that is. */
export const modelNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,62}[a-z0-9]$/u)
  .refine((name) => name !== 'soro' && !name.endsWith('.draft'));

const hubSourceSchema = z.strictObject({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/u),
  revision: line,
  file: line.endsWith('.gguf'),
});

/** A file in a repository of a hub. */
export type HubSource = z.output<typeof hubSourceSchema>;

const entrySchema = z
  .strictObject({
    name: modelNameSchema,
    title: inThreeLanguages,
    /** `embedded`: it comes with Soro. */
    source: z.union([z.literal('embedded'), hubSourceSchema]),
    /** Where it is known before the download. */
    sha256: sha256Schema.optional(),
    /** About so large; the hub states the exact size. */
    sizeBytes: z.int().positive().optional(),
    licence: line,
    kind: z.enum(['chat']),
    size: z.enum(keysOf(gemma3Shapes)),
    vocabularySize: z.int().positive(),
    goodAt: inThreeLanguages,
  })
  .refine(({ source, sizeBytes }) => (source === 'embedded') === (sizeBytes === undefined), {
    path: ['sizeBytes'],
    message: 'Only a model from a hub states its size, and it must.',
  });

const licenceSchema = z.strictObject({
  title: line,
  /** The text, relative to Soro's own folder. */
  file: line,
  page: z.url(),
});

const catalogueSchema = z
  .strictObject({
    licences: z.record(line, licenceSchema),
    models: z.array(entrySchema).min(1),
  })
  .superRefine(({ licences, models }, context) => {
    const seen = new Set<string>();
    models.forEach(({ name, licence }, index) => {
      const fault = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['models', index, key], message });
      if (!Object.hasOwn(licences, licence)) fault('licence', `There is no licence "${licence}" above.`);
      if (seen.has(name)) fault('name', `There are two models "${name}".`);
      seen.add(name);
    });
  });

export type Catalogue = z.output<typeof catalogueSchema>;
export type CatalogueEntry = Catalogue['models'][number];
export type Licence = z.output<typeof licenceSchema>;

/** The catalogue that comes with Soro. */
const ownCatalogue = join(import.meta.dirname, 'catalogue.yaml');

/**
 * Reads a catalogue of models.
 * @throws BadInputError naming the key that is missing, unknown or wrong.
 */
export async function readCatalogue(file = ownCatalogue): Promise<Catalogue> {
  return parseWith(catalogueSchema, parseYaml(await readText(file), { file }), { file });
}

/** The licence of a name; every model that Soro serves descends from Gemma 3, so Gemma's is always there. */
export function licenceOf(catalogue: Catalogue, name: string): Licence {
  const licence = catalogue.licences[name];
  if (licence) return licence;
  throw new BadInputError({
    message: `The catalogue has no licence "${name}".`,
    remedy:
      'Every model that Soro serves descends from Gemma 3: copy the licence from the catalogue of Soro.',
  });
}

import { join } from 'node:path';
import { z } from 'zod';
import { gemma3Shapes } from '../../checkpoint/index.ts';
import { readText } from '../../core/files.ts';
import { keysOf } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';

/** One figure with its unit and where it comes from. */
const figureSchema = z.strictObject({
  value: z.number().nonnegative(),
  unit: z.string(),
  source: z.string().min(1),
});

export type Figure = z.output<typeof figureSchema>;

const figureRecord = <Key extends string>(...keys: Key[]) =>
  z.strictObject(
    Object.fromEntries(keys.map((key) => [key, figureSchema])) as Record<Key, typeof figureSchema>,
  );

const sizes = keysOf(gemma3Shapes);

export const assumptionsSchema = z.strictObject({
  machine: figureRecord('memoryReserveBytes', 'processBytes', 'bandwidth', 'bandwidthShare', 'coreSpeed'),
  use: figureRecord(
    'tokensPerSecond',
    'questionsPerPupil',
    'pupilsPerSchool',
    'schoolDays',
    'hoursPerDay',
    'promptTokens',
    'answerTokens',
    'years',
  ),
  prices: figureRecord(
    'electricity',
    'powerReserve',
    'schoolMachine',
    'schoolMachineWatts',
    'schoolMachineCare',
    'largeServer',
    'largeServerWatts',
    'largeServerCare',
    'connection',
    'cloudInput',
    'cloudOutput',
    'cloudTokenFactor',
  ),
  /** Best first. */
  models: z
    .array(
      z.strictObject({
        name: z.string(),
        size: z.enum(sizes),
        vocabulary: z.int().positive(),
        exists: z.boolean(),
      }),
    )
    .min(1),
  /** Best first. */
  quantisations: z.array(z.strictObject({ name: z.string(), bits: z.number().positive() })).min(1),
});

export type Assumptions = z.output<typeof assumptionsSchema>;

/** The file that comes with Soro, to copy and change. */
export const defaultAssumptionsFile = join(import.meta.dirname, 'assumptions.yaml');

/**
 * Reads a file of assumptions.
 * @throws BadInputError naming the key that is missing, unknown or no number.
 */
export async function readAssumptions(file = defaultAssumptionsFile): Promise<Assumptions> {
  const text = await readText(file);
  const remedy = 'Correct the file, or start again from a copy of the one that comes with Soro.';
  return parseWith(assumptionsSchema, parseYaml(text, { file, remedy }), { file });
}

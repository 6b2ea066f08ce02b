import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import unitsFile from './units.json' with { type: 'json' };

const unitSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9]+$/),
  /** As it is written in answers. */
  sign: z.string().min(1),
  /** The quantity that the exact tools convert it in. Without one they do not read it: a share, a currency. */
  dimension: z.string().optional(),
  /** How much of its base unit it is; `5/18` is a fraction. */
  factor: z.string().regex(/^\d+(\/\d+)?$/),
  /** Exponents of what is measured: force is mass · length / time². */
  of: z.record(z.string(), z.int()),
  /** Read in any case, with any ending. */
  names: z.array(z.string().min(1)),
  /** Read letter by letter: Ҷ is joule, ч hour. */
  signs: z.array(z.string().min(1)),
});

/** A unit with the names by which exact tools and graders read it. */
export type MeasureUnit = z.infer<typeof unitSchema>;

/** Every unit that questions and answers name. */
export const measureUnits: readonly MeasureUnit[] = parseWith(
  z.strictObject({ sources: z.string(), units: z.array(unitSchema) }),
  unitsFile,
  { family: 'corrupt' },
).units;

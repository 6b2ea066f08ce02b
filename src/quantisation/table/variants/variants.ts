import { z } from 'zod';
import { sizeSchema } from '../../budget.ts';
import { schemeNames } from '../../compressed-tensors/scheme.ts';
import { modelTypes, tensorTypes } from '../../gguf/types.ts';

/** One way to make a small model of a checkpoint. */
export const variantSchema = z.strictObject({
  type: z
    .enum([...modelTypes, ...schemeNames, 'search'])
    .describe('of the matrices; "search" chooses by measured sensitivity under a budget'),
  embedding: z
    .enum(tensorTypes)
    .optional()
    .describe('type of the token embedding; that of the rest by default'),
  pure: z
    .boolean()
    .default(false)
    .describe('every matrix at just this type: llama.cpp gives a few of them more bits otherwise'),
  importance: z
    .enum(['tajik', 'english'])
    .optional()
    .describe('which calibration text guides the rounding; none by default'),
  from: z.enum(['checkpoint', 'recovered']).default('checkpoint').describe('which input is quantised'),
  groupSize: z.union([z.literal(32), z.literal(64), z.literal(128)]).default(128),
  budget: sizeSchema.optional().describe('for "search"; the size of plain Q4_0 by default'),
});

export type Variant = z.output<typeof variantSchema>;

/** The variants of a release: formats for graphics cards, and the ladder of llama.cpp's types with what helps them. */
export const defaultVariants: Readonly<Record<string, z.input<typeof variantSchema>>> = {
  bf16: { type: 'bf16' },
  fp8: { type: 'fp8' },
  'w4a16-g32': { type: 'w4a16', groupSize: 32 },
  'w4a16-g128': { type: 'w4a16' },
  q8_0: { type: 'q8_0' },
  q6_k: { type: 'q6_k', importance: 'tajik' },
  q5_1: { type: 'q5_1' },
  q5_0: { type: 'q5_0', importance: 'tajik' },
  q4_k_m: { type: 'q4_k_m', importance: 'tajik' },
  q4_1: { type: 'q4_1', importance: 'tajik' },
  iq4_nl: { type: 'iq4_nl', pure: true },
  'iq4_nl-english': { type: 'iq4_nl', pure: true, importance: 'english' },
  'iq4_nl-tajik': { type: 'iq4_nl', pure: true, importance: 'tajik' },
  q4_0: { type: 'q4_0' },
  'q4_0-llama': { type: 'q4_0', embedding: 'q8_0' },
  'q4_0-english': { type: 'q4_0', pure: true, importance: 'english' },
  'q4_0-tajik': { type: 'q4_0', pure: true, importance: 'tajik' },
  search: { type: 'search', importance: 'tajik' },
  'q4_0-recovered': { type: 'q4_0', from: 'recovered' },
};

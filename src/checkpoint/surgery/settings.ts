import { z } from 'zod';

/** How the embedding of a new token is made of those of its parts. */
export const initialisations = ['mean', 'length', 'first', 'shrunk', 'persian'] as const;

export type Initialisation = (typeof initialisations)[number];

/** Settings of the surgery stage. */
export const surgerySettings = z.strictObject({
  initialisation: z
    .enum(initialisations)
    .default('shrunk')
    .describe(
      'how new tokens begin: mean of their parts; length: parts weighted by their characters; first: the first part counts three times; shrunk: the mean of the parts made smaller and moved towards the mean of the script; persian: half of it is what their Persian spelling has (with --tokens and --spared, kept tokens that the first uses far more often than the second begin anew as well)',
    ),
  precision: z.enum(['float32', 'bfloat16']).default('float32').describe('how the weights are stored'),
});

export type SurgerySettings = z.output<typeof surgerySettings>;

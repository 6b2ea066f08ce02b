import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import file from '../data/variation.json' with { type: 'json' };

/** The varieties of Tajik that are counted beside the standard. */
export const varieties = [
  'northern',
  'bukharan',
  'southern',
  'pamiri',
  'diaspora',
  'spoken',
  'dialectal',
] as const;

export type Variety = (typeof varieties)[number];

/** Form → its standard form; empty where the source only explains it. */
const formsSchema = z.record(z.string().min(2), z.string());

const fileSchema = z.strictObject({
  sources: z.record(z.string(), z.string()),
  note: z.string(),
  varieties: z.record(z.enum(varieties), z.string()),
  groups: z.array(
    z.strictObject({
      variety: z.enum(varieties),
      /** A key of `sources`. */
      source: z.string(),
      what: z.string(),
      /** Whole words. */
      words: formsSchema.optional(),
      /** Each with each ending makes a whole word. */
      stems: formsSchema.optional(),
      endings: z.array(z.string()).optional(),
      /** Words that begin so. */
      beginnings: formsSchema.optional(),
    }),
  ),
});

/** One dialect or spoken form. */
export interface VariantForm {
  readonly form: string;
  readonly variety: Variety;
  readonly standard: string;
  readonly source: string;
  /** Whether any word that begins so counts. */
  readonly isBeginning: boolean;
}

const variation = parseWith(fileSchema, file, { family: 'corrupt' });

/** What each variety is called in the report. */
export const varietyTitles: Readonly<Record<Variety, string>> = variation.varieties;

/** Where the forms come from: key → work. */
export const variationSources = variation.sources;

/** Every form of `data/variation.json`; the first group that holds a form has it. */
export function variantForms(): VariantForm[] {
  const forms = new Map<string, VariantForm>();
  for (const { variety, source, words = {}, stems = {}, endings = [], beginnings = {} } of variation.groups) {
    const add = (form: string, standard: string, isBeginning = false) => {
      if (!forms.has(form)) forms.set(form, { form, variety, standard, source, isBeginning });
    };
    for (const [form, standard] of Object.entries(words)) add(form, standard);
    for (const [stem, standard] of Object.entries(stems)) {
      for (const ending of endings) add(stem + ending, standard);
    }
    for (const [form, standard] of Object.entries(beginnings)) add(form, standard, true);
  }
  return [...forms.values()];
}

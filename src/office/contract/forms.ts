import { z } from 'zod';
import { paperFormat, pieceSchema } from './shared.ts';

export const formFieldSchema = z.strictObject({
  key: z.string().min(1).max(60),
  /** In Tajik, as people read it. */
  label: z.string().min(1).max(120),
  kind: z.string().min(1).max(40),
  choices: z.array(z.string().min(1)).max(60).optional(),
  /** What to ask when it is missing; without one the question is made of the label. */
  question: z.string().optional(),
});
export const formSchema = z.strictObject({
  title: z.string().max(200),
  fields: z.array(formFieldSchema).min(1).max(60),
});
export const namedFormSchema = formSchema.extend({ id: z.string().regex(/^[a-z][a-z-]*$/u) });

export const formsReply = z.strictObject({ forms: z.array(namedFormSchema) });

/** A form of the list by its id, or any other form in full. */
const chosenForm = z.union([z.string().max(60), formSchema]);

/** What the person said, one message after the other; `asked` is the field that a message answers. */
export const turnSchema = z.strictObject({
  text: z.string().max(20_000),
  asked: z.string().max(60).optional(),
});
export type Turn = z.output<typeof turnSchema>;

export const fillFormRequest = z.strictObject({
  form: chosenForm,
  turns: z.array(turnSchema).min(1).max(100),
});

export const fillFormReply = z.strictObject({
  title: z.string(),
  fields: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      kind: z.string(),
      choices: z.array(z.string()).optional(),
      /** A piece of the person's own words, or nothing. */
      value: z.string().nullable(),
      /** Where it stands: in which of the turns, from 0, and at which offsets. */
      source: pieceSchema
        .omit({ text: true })
        .extend({ turn: z.int().min(0) })
        .nullable(),
      /** The person was asked and has no answer: it is not asked again. */
      isDeclined: z.boolean(),
    }),
  ),
  /** The one question to ask next; nothing when there is none left. */
  question: z
    .strictObject({ key: z.string(), text: z.string(), choices: z.array(z.string()).optional() })
    .nullable(),
  isComplete: z.boolean(),
});

export const formPaperRequest = z.strictObject({
  form: chosenForm,
  values: z.record(z.string().max(60), z.string().max(5000).nullable()),
  format: paperFormat,
});

import { z } from 'zod';

const texts = z.array(z.string().min(1)).min(1);

/** A rule that an answer keeps or breaks. `decisive`: an answer that breaks it scores nothing. */
const common = { decisive: z.literal(true).optional() };

/** One field of a filled form: its name, and words one of which its value must hold. */
const fieldSchema = z.strictObject({ name: z.string().min(1), value: texts.optional() });

export const rubricRuleSchema = z.discriminatedUnion('rule', [
  /** So much of the answer's letters is in this language. */
  z.strictObject({
    ...common,
    rule: z.literal('language'),
    language: z.enum(['tg', 'ru', 'en']),
    share: z.number().min(0).max(1).default(0.7),
  }),
  z.strictObject({
    ...common,
    rule: z.literal('length'),
    of: z.enum(['words', 'sentences']),
    minimum: z.int().nonnegative().default(1),
    maximum: z.int().positive(),
  }),
  /** Each of `all`, one of `any`: words or phrases, in any spelling that graders read. */
  z.strictObject({ ...common, rule: z.literal('contains'), all: texts.optional(), any: texts.optional() }),
  z.strictObject({ ...common, rule: z.literal('forbids'), any: texts }),
  /** A number with its unit is in the answer. */
  z.strictObject({ ...common, rule: z.literal('number'), value: z.string().min(1) }),
  /** A form: «Ном: …», a line a field. */
  z.strictObject({ ...common, rule: z.literal('fields'), fields: z.array(fieldSchema).min(1) }),
  z.strictObject({ ...common, rule: z.literal('asks') }),
  z.strictObject({ ...common, rule: z.literal('refuses') }),
  z.strictObject({ ...common, rule: z.literal('helps') }),
  z.strictObject({ ...common, rule: z.literal('admits-not-knowing') }),
  /** It refuses, or says that it does not know. */
  z.strictObject({ ...common, rule: z.literal('declines') }),
  z.strictObject({ ...common, rule: z.literal('no-repetition') }),
  /** What only a reader can tell: a question to a judge that is answered by yes or no. */
  z.strictObject({ ...common, rule: z.literal('judge'), question: z.string().min(1) }),
]);

export type RubricRule = z.output<typeof rubricRuleSchema>;

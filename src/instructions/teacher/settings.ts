import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ });
const price = z.number().nonnegative();

/** Settings of the stage `instructions-from-teacher`. */
export const teacherSettingsSchema = z.strictObject({
  teacher: address.describe('base address of an OpenAI-compatible API, up to /v1'),
  model: z.string().min(1).describe('name of the teacher model'),
  licence: z.string().min(1).describe('terms under which the model’s answers may be used'),
  judge: address.optional().describe('base address of the judge’s API; the teacher’s by default'),
  judgeModel: z.string().min(1).optional().describe('name of the judge model; the teacher by default'),
  keyVariable: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/)
    .default('SORO_TEACHER_KEY')
    .describe('environment variable that holds the key of the API; may be unset'),
  examples: z.int().positive().default(1000).describe('how many examples are wanted'),
  perRequest: z.int().min(1).max(20).default(5).describe('examples asked for at once'),
  maximumRequests: z
    .int()
    .positive()
    .optional()
    .describe('requests to the teacher at most; by default three times what would do if all were good'),
  minimumScore: z
    .int()
    .min(1)
    .max(5)
    .default(4)
    .describe('examples that the judge scores lower are left out'),
  minimumCharacters: z.int().positive().default(15).describe('shorter answers are left out'),
  maximumCharacters: z.int().positive().default(2500).describe('longer answers are left out'),
  temperature: z.number().min(0).max(2).default(0.9),
  maximumTokens: z.int().positive().default(3000).describe('tokens of one answer of the API'),
  concurrency: z.int().min(1).max(64).default(4).describe('requests under way at once'),
  timeoutSeconds: z.number().positive().default(120).describe('a request that takes longer is sent again'),
  retryDelayMs: z
    .int()
    .positive()
    .default(1000)
    .describe('first pause before a request is sent again; it doubles'),
  inputPrice: price.default(0).describe('price of a million tokens read, for the cost counter'),
  outputPrice: price.default(0).describe('price of a million tokens written'),
  seed: z.int().nonnegative().default(1).describe('the same seed asks for the same kinds and topics'),
});

/** Settings of the stage `instructions-from-teacher`. */
export type TeacherSettings = z.output<typeof teacherSettingsSchema>;

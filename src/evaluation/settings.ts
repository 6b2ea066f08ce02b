import { z } from 'zod';
import { endpointSchema } from './endpoint/settings.ts';
import { judgeSchema } from './judge-answers.ts';
import { scorings } from './models/examinee.ts';
import { heldOutName } from './models/texts.ts';

const positive = z.int().positive();
const label = z.string().regex(/^[\p{L}\p{N}._-]+$/u, 'Letters, digits, dot, hyphen and underscore only.');

export const settingsSchema = z.strictObject({
  tasks: z.array(z.string()).default([]).describe('folders of tasks (benchmarks/word-meaning)'),
  texts: z
    .record(
      label.refine((name) => name !== heldOutName, `"${heldOutName}" is the name of the corpus's documents.`),
      z.string(),
    )
    .default({})
    .describe('name → plain text file, one paragraph a line, measured in bits per character'),
  heldOutCharacters: positive
    .default(20_000)
    .describe('characters of held-out documents of the corpus measured per model'),
  heldOutByRegister: z
    .boolean()
    .default(false)
    .describe(
      'measures the held-out documents of each register as a text of its own, each of heldOutCharacters',
    ),
  textCharacters: positive.default(20_000).describe('characters of each text file measured per model'),
  documentCharacters: positive
    .default(2_000)
    .describe('characters of one document or paragraph, so that many are measured and not one long one'),
  taskItems: positive.optional().describe('only the first items of each task, for a quick look'),
  sampleItems: positive.optional().describe('number of items to draw from each task, with the seed'),
  files: z.record(label, z.string()).default({}).describe('label → GGUF file, a model beside the inputs'),
  endpoints: z
    .record(label, endpointSchema)
    .default({})
    .describe('label → a model behind an OpenAI-compatible API: {address, model, answers, …}'),
  judge: judgeSchema
    .optional()
    .describe(
      'a model behind an OpenAI-compatible API that tells what rules cannot: {address, model, keyVariable, …}; without it those rules are left out',
    ),
  checkpointEngine: z
    .enum(['llama.cpp', 'pytorch'])
    .default('llama.cpp')
    .describe('what computes with a checkpoint: llama.cpp, or the trainer’s PyTorch; both in 32 bits'),
  scoring: z
    .enum(scorings)
    .default('log-probability')
    .describe('items with choices: the likeliest choice, an answer forced to be a choice, or a free one'),
  chatTemplate: z
    .boolean()
    .default(false)
    .describe("puts each question as a user's turn of the model's chat template"),
  contextTokens: z
    .int()
    .min(32)
    .default(512)
    .describe('tokens that a model sees at once; longer documents are measured in windows'),
  threads: positive.optional().describe('threads of a model; by default one less than there are cores'),
  seed: z.int().nonnegative().default(1).describe('seed of the sample of items and of the resampling'),
});

export type EvaluationSettings = z.output<typeof settingsSchema>;

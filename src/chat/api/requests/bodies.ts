import { z } from 'zod';
import { groundingRequest } from '../grounding-format.ts';
import { messageBody } from './messages.ts';

// What clients may send, in OpenAI's format. The OpenAPI file is made from these.

const stopText = z.string().min(1).max(200);
const penalty = z.number().min(-2).max(2).nullish();

/** Fields that both kinds of completions have. */
const common = {
  model: z.string().nullish().meta({
    description: 'The name of the model in use, or "soro", which always means it. May be left out.',
  }),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().nullish(), include_obfuscation: z.boolean().nullish() })
    .nullish(),
  temperature: z.number().min(0).max(2).nullish().meta({ description: '0 takes the likeliest token.' }),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: z.int().min(-1).nullish().meta({ description: '0 and -1 leave nothing out.' }),
  min_p: z.number().min(0).max(1).nullish(),
  presence_penalty: penalty,
  frequency_penalty: penalty,
  repetition_penalty: z.number().gt(0).max(2).nullish().meta({ description: '1 changes nothing.' }),
  repeat_penalty: z
    .number()
    .gt(0)
    .max(2)
    .nullish()
    .meta({ description: 'Another name of repetition_penalty.' }),
  seed: z.int().nullish().meta({ description: 'The same seed, request and model give the same answer.' }),
  n: z.int().min(1).max(8).nullish(),
  stop: z.union([stopText, z.array(stopText).max(16)]).nullish(),
};

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().max(64),
      description: z.string().nullish(),
      schema: z.union([
        z.boolean(),
        z.custom<Record<string, unknown>>(isPlainObject, 'A schema is an object.'),
      ]),
      strict: z.boolean().nullish(),
    }),
  }),
]);

const tool = z.looseObject({ type: z.string() });

export const chatBody = z.strictObject({
  ...common,
  messages: z.array(messageBody).min(1).max(1000),
  soro: groundingRequest.meta({ description: 'How the answer may be grounded in tools and books.' }),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  response_format: responseFormat.nullish(),
  tools: z.array(tool).max(128).nullish().meta({ description: 'For servers behind --upstream.' }),
  tool_choice: z.union([z.string(), z.looseObject({})]).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  functions: z.array(z.looseObject({})).max(128).nullish(),
  function_call: z.union([z.string(), z.looseObject({})]).nullish(),
});

const tokens = z.array(z.int().nonnegative()).min(1).max(100_000);
const mostPrompts = 64;

export const completionBody = z.strictObject({
  ...common,
  prompt: z
    .union([
      z.string().min(1),
      z.array(z.string().min(1)).min(1).max(mostPrompts),
      tokens,
      z.array(tokens).min(1).max(mostPrompts),
    ])
    .meta({ description: 'A text, several, or the ids of tokens of this model.' }),
  max_tokens: z.int().min(0).nullish().meta({ description: 'Default 16. 0 only with "echo".' }),
  echo: z
    .boolean()
    .nullish()
    .meta({ description: 'The prompt comes before the answer, with its probabilities.' }),
  logprobs: z.int().min(0).max(5).nullish(),
});

export const embeddingsBody = z.strictObject({
  model: z.string().nullish(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
});

/** zod's record would leave a key called `__proto__` out. */
function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type ChatBody = z.infer<typeof chatBody>;
export type CompletionBody = z.infer<typeof completionBody>;
export type EmbeddingsBody = z.infer<typeof embeddingsBody>;

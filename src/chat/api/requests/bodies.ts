import { z } from 'zod';

// What clients may send, in OpenAI's format. The OpenAPI file is made from these.

const content = z.union([
  z.string(),
  z.array(z.strictObject({ type: z.literal('text'), text: z.string() })).max(64),
]);

const stop = z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).max(4)]).nullish();

/** Fields that both kinds of completions have. */
const common = {
  model: z.string().nullish().meta({ description: 'May be left out: the server serves one model.' }),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish().meta({ description: '0 takes the likeliest token.' }),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(0xffff_ffff)
    .nullish()
    .meta({ description: 'The same seed, request and model give the same answer.' }),
  max_tokens: z.number().int().min(1).nullish(),
  n: z.number().int().min(1).max(8).nullish(),
  stop,
  user: z.string().max(1000).nullish().meta({ description: 'Accepted and not kept.' }),
};

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().max(64),
      description: z.string().optional(),
      schema: z.union([z.boolean(), z.record(z.string(), z.unknown())]),
      strict: z.boolean().nullish(),
    }),
  }),
]);

export const chatBody = z.strictObject({
  ...common,
  messages: z
    .array(z.strictObject({ role: z.enum(['system', 'developer', 'user', 'assistant']), content }))
    .min(1)
    .max(1000),
  max_completion_tokens: z.number().int().min(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  response_format: responseFormat.nullish(),
});

export const completionBody = z.strictObject({
  ...common,
  prompt: z.union([z.string().min(1), z.array(z.string().min(1)).length(1)]),
  logprobs: z.number().int().min(0).max(5).nullish(),
});

export const embeddingsBody = z.strictObject({
  model: z.string().nullish(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(64)]),
  encoding_format: z.enum(['float', 'base64']).nullish(),
  user: z.string().max(1000).nullish(),
});

export type ChatBody = z.infer<typeof chatBody>;
export type CompletionBody = z.infer<typeof completionBody>;
export type EmbeddingsBody = z.infer<typeof embeddingsBody>;

/**
 * Fields of OpenAI's that this server does not have, with the values that mean "not used": those are
 * accepted, others are refused by name rather than ignored.
 */
export const neutralValues: Readonly<Record<string, readonly unknown[]>> = {
  audio: [],
  best_of: [1],
  dimensions: [],
  echo: [false],
  frequency_penalty: [0],
  function_call: ['none', 'auto'],
  functions: [[]],
  logit_bias: [{}],
  metadata: [{}],
  modalities: [['text']],
  parallel_tool_calls: [true, false],
  prediction: [],
  presence_penalty: [0],
  reasoning_effort: ['none'],
  service_tier: ['auto', 'default'],
  store: [false],
  suffix: [''],
  tool_choice: ['none', 'auto'],
  tools: [[]],
  web_search_options: [],
};

import { z } from 'zod';
import { annotation, groundingAdditions } from './grounding-format.ts';
import { toolCall } from './tool-calls.ts';

// What the server answers with. The OpenAPI file is made from these, and tests hold real answers against them.

const count = z.int().nonnegative();
const logprob = { token: z.string(), logprob: z.number(), bytes: z.array(z.int().min(0).max(255)) };
const tokenLogprob = z.strictObject(logprob);

const chatLogprobs = z
  .strictObject({
    content: z.array(z.strictObject({ ...logprob, top_logprobs: z.array(tokenLogprob) })),
    refusal: z.null(),
  })
  .nullable();

const textLogprobs = z
  .strictObject({
    tokens: z.array(z.string()),
    token_logprobs: z.array(z.number().nullable()),
    top_logprobs: z.array(z.record(z.string(), z.number()).nullable()),
    text_offset: z.array(count),
  })
  .nullable();

export const usageObject = z.strictObject({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.strictObject({ cached_tokens: count }),
});

const finishReason = z.enum(['stop', 'length', 'tool_calls']);

/** What Soro tells beside OpenAI's fields; other clients pass over it. */
const additions = z.strictObject({
  queue: z
    .strictObject({ position: z.int().positive(), estimated_seconds: count })
    .optional()
    .meta({ description: 'The request waits for a place.' }),
  notice: z
    .literal('one-moment')
    .optional()
    .meta({ description: 'The engine was started again; the text continues where it stopped.' }),
  grounding: groundingAdditions
    .optional()
    .meta({ description: 'What the answer rests on: computed, book, passages, none or own.' }),
  dropped_messages: count.optional().meta({ description: 'Old messages that did not fit into the context.' }),
});

const identity = { id: z.string(), created: count, model: z.string() };

export const chatCompletion = z.strictObject({
  ...identity,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.strictObject({
      index: count,
      message: z.strictObject({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        refusal: z.null(),
        annotations: z
          .array(annotation)
          .optional()
          .meta({ description: 'The pages that the answer quotes.' }),
        tool_calls: z.array(toolCall).optional().meta({ description: 'From a server behind --upstream.' }),
      }),
      logprobs: chatLogprobs,
      finish_reason: finishReason,
    }),
  ),
  usage: usageObject,
  soro: additions,
});

export const chatChunk = z.strictObject({
  ...identity,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.strictObject({
      index: count,
      delta: z.strictObject({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        annotations: z.array(annotation).optional(),
        tool_calls: z.array(toolCall.extend({ index: count })).optional(),
      }),
      logprobs: chatLogprobs,
      finish_reason: finishReason.nullable(),
    }),
  ),
  usage: usageObject.optional(),
  soro: additions.optional(),
});

const textChoice = z.strictObject({
  index: count,
  text: z.string(),
  logprobs: textLogprobs,
  finish_reason: finishReason.nullable(),
});

export const textCompletion = z.strictObject({
  ...identity,
  object: z.literal('text_completion'),
  choices: z.array(textChoice),
  usage: usageObject.optional(),
  soro: additions.optional(),
});

export const embeddingsList = z.strictObject({
  object: z.literal('list'),
  model: z.string(),
  data: z.array(
    z.strictObject({
      object: z.literal('embedding'),
      index: count,
      embedding: z.union([z.array(z.number()), z.string()]),
    }),
  ),
  usage: z.strictObject({ prompt_tokens: count, total_tokens: count }),
});

export const modelObject = z.strictObject({
  id: z.string(),
  object: z.literal('model'),
  created: count,
  owned_by: z.literal('soro'),
});

export const modelList = z.strictObject({ object: z.literal('list'), data: z.array(modelObject) });

export const errorObject = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.enum([
      'invalid_request_error',
      'authentication_error',
      'permission_error',
      'rate_limit_error',
      'server_error',
    ]),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

export const health = z.strictObject({ status: z.enum(['ok', 'starting']), model: z.string() });

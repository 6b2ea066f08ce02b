import { z } from 'zod';
import { BadInputError } from '../core/errors.ts';
import { parseWith } from '../core/schema.ts';
import type { ChatMessage, ChatRequest } from './types.ts';

/**
 * OpenAI's fields that this server does not have, with the values that mean "not used": those are
 * accepted, others are refused by name rather than ignored.
 */
const neutralValues: Readonly<Record<string, readonly unknown[]>> = {
  audio: [],
  frequency_penalty: [0],
  function_call: ['none', 'auto'],
  functions: [[]],
  logit_bias: [{}],
  logprobs: [false],
  metadata: [{}],
  modalities: [['text']],
  n: [1],
  parallel_tool_calls: [true, false],
  prediction: [],
  presence_penalty: [0],
  reasoning_effort: ['none'],
  response_format: [{ type: 'text' }],
  service_tier: ['auto', 'default'],
  store: [false],
  tool_choice: ['none', 'auto'],
  tools: [[]],
  top_logprobs: [0],
  web_search_options: [],
};

const contentSchema = z.union([
  z.string(),
  z
    .array(z.strictObject({ type: z.literal('text'), text: z.string() }))
    .transform((parts) => parts.map((part) => part.text).join('')),
]);

const messageSchema = z.strictObject({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: contentSchema,
});

const requestSchema = z.strictObject({
  /** May be left out: the server serves one model. */
  model: z.string().nullish(),
  messages: z.array(messageSchema).min(1).max(1000),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.number().int().min(0).max(0xffff_ffff).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  /** Accepted and not kept. */
  user: z.string().nullish(),
});

export interface CompletionRequest {
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly chat: ChatRequest;
}

/**
 * Checks the body of a chat completion request (OpenAI's format).
 * @throws BadInputError naming the field, also for fields of OpenAI's that are not supported.
 */
export function parseCompletionRequest(body: unknown): CompletionRequest {
  const request = parseWith(requestSchema, withoutNeutralFields(body), { remedy: 'Correct the request.' });
  const messages = request.messages.map(
    ({ role, content }): ChatMessage => ({ role: role === 'developer' ? 'system' : role, content }),
  );
  checkOrder(messages);
  return {
    model: request.model ?? undefined,
    stream: request.stream ?? false,
    includeUsage: request.stream_options?.include_usage ?? false,
    chat: {
      messages,
      temperature: request.temperature ?? undefined,
      topP: request.top_p ?? undefined,
      seed: request.seed ?? undefined,
      maximumTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
      stop: typeof request.stop === 'string' ? [request.stop] : (request.stop ?? undefined),
    },
  };
}

function withoutNeutralFields(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([key, value]) => {
      const neutral = Object.hasOwn(neutralValues, key) ? neutralValues[key] : undefined;
      if (!neutral) return true;
      if (value === null || neutral.some((one) => JSON.stringify(one) === JSON.stringify(value)))
        return false;
      throw new BadInputError({
        message: `This server does not support "${key}".`,
        place: key,
        remedy: 'Leave the field out.',
      });
    }),
  );
}

function checkOrder(messages: readonly ChatMessage[]): void {
  const misplaced = messages.findIndex((message, index) => index > 0 && message.role === 'system');
  if (misplaced > 0) {
    throw new BadInputError({
      message: 'A system message must be the first and only one.',
      place: `messages.${misplaced}.role`,
      remedy: 'Put everything the model must know into one system message at the beginning.',
    });
  }
  const last = messages.at(-1);
  if (last?.role !== 'user' || last.content.trim() === '') {
    throw new BadInputError({
      message: 'The last message must come from the user and must not be empty.',
      place: `messages.${messages.length - 1}`,
      remedy: 'End the list with the question.',
    });
  }
}

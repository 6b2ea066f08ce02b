import type { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import type { AnswerFormat, ChatMessage, ChatRequest } from '../types.ts';
import {
  type ChatBody,
  type CompletionBody,
  chatBody,
  completionBody,
  type EmbeddingsBody,
  embeddingsBody,
  neutralValues,
} from './requests.ts';

/** A request for one or more answers. */
export interface CompletionRequest {
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** How many answers are wanted; each has a request of its own, with a seed of its own. */
  readonly choices: readonly ChatRequest[];
}

export interface EmbeddingsRequest {
  readonly model: string | undefined;
  readonly texts: readonly string[];
  readonly base64: boolean;
}

/** @throws BadInputError naming the field, also for fields of OpenAI's that are not supported. */
export function parseChatRequest(body: unknown): CompletionRequest {
  const request = parseBody(chatBody, body);
  const messages = request.messages.map(
    ({ role, content }): ChatMessage => ({
      role: role === 'developer' ? 'system' : role,
      content: typeof content === 'string' ? content : content.map((part) => part.text).join(''),
    }),
  );
  checkOrder(messages);
  const wantsLogprobs = request.logprobs ?? false;
  if (request.top_logprobs != null && request.top_logprobs > 0 && !wantsLogprobs) {
    throw new BadInputError({
      message: '"top_logprobs" needs "logprobs": true.',
      place: 'top_logprobs',
      remedy: 'Set "logprobs" too, or leave "top_logprobs" out.',
    });
  }
  return completionRequest(request, {
    messages,
    maximumTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    topLogprobs: wantsLogprobs ? (request.top_logprobs ?? 0) : undefined,
    format: answerFormat(request.response_format),
  });
}

/** @throws BadInputError naming the field. */
export function parseTextRequest(body: unknown): CompletionRequest {
  const request = parseBody(completionBody, body);
  return completionRequest(request, {
    messages: [],
    text: typeof request.prompt === 'string' ? request.prompt : (request.prompt[0] ?? ''),
    // OpenAI's own default.
    maximumTokens: request.max_tokens ?? 16,
    topLogprobs: request.logprobs ?? undefined,
  });
}

/** @throws BadInputError naming the field. */
export function parseEmbeddingsRequest(body: unknown): EmbeddingsRequest {
  const request: EmbeddingsBody = parseBody(embeddingsBody, body);
  return {
    model: request.model ?? undefined,
    texts: typeof request.input === 'string' ? [request.input] : request.input,
    base64: request.encoding_format === 'base64',
  };
}

function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  return parseWith(schema, withoutNeutralFields(body), { remedy: 'Correct the request.' });
}

function completionRequest(request: ChatBody | CompletionBody, rest: ChatRequest): CompletionRequest {
  const chat: ChatRequest = {
    ...rest,
    temperature: request.temperature ?? undefined,
    topP: request.top_p ?? undefined,
    seed: request.seed ?? undefined,
    stop: typeof request.stop === 'string' ? [request.stop] : (request.stop ?? undefined),
  };
  return {
    model: request.model ?? undefined,
    stream: request.stream ?? false,
    includeUsage: request.stream_options?.include_usage ?? false,
    choices: Array.from({ length: request.n ?? 1 }, (_, index) => ({
      ...chat,
      seed: chat.seed === undefined ? undefined : (chat.seed + index) % 2 ** 32,
    })),
  };
}

function answerFormat(format: ChatBody['response_format']): AnswerFormat | undefined {
  if (format?.type === 'json_object') return { type: 'json' };
  if (format?.type === 'json_schema') return { type: 'json-schema', schema: format.json_schema.schema };
  return undefined;
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

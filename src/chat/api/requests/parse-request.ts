import type { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { parseWith } from '../../../core/schema.ts';
import type { AnswerFormat, ChatRequest, PassedOn } from '../../types.ts';
import { readGrounding } from '../grounding-format.ts';
import { type ChatBody, type CompletionBody, chatBody, completionBody, embeddingsBody } from './bodies.ts';
import { toolFields, withoutIdleFields } from './fields.ts';
import { checkOrder, joinSystem, type MessageBody, readMessage, toolPlace } from './messages.ts';

/** A request for one or more answers. */
export interface CompletionRequest {
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** The answers that are wanted: each has a request of its own, with a seed of its own. */
  readonly choices: readonly ChoiceRequest[];
}

export interface ChoiceRequest {
  readonly request: ChatRequest;
  /** Which of several prompts it answers. */
  readonly prompt: number;
  /** The prompt's text comes before the answer. */
  readonly echo: boolean;
  /** Only the prompt is told, and nothing of an answer. */
  readonly promptOnly: boolean;
}

export interface EmbeddingsRequest {
  readonly model: string | undefined;
  readonly texts: readonly string[];
  readonly base64: boolean;
}

const mostChoices = 128;

/** @throws BadInputError naming the field, also for fields of OpenAI's that are not supported. */
export function parseChatRequest(body: unknown): CompletionRequest {
  const usesTools = hasTools(body);
  const request = parseBody(chatBody, body, usesTools ? toolFields : []);
  const passedOn = passedFields(request, usesTools);
  const messages = passedOn ? [] : joinSystem(request.messages.map(readMessage));
  if (!passedOn) checkOrder(messages);
  const wantsLogprobs = request.logprobs ?? false;
  if (request.top_logprobs != null && request.top_logprobs > 0 && !wantsLogprobs) {
    throw new BadInputError({
      message: '"top_logprobs" needs "logprobs": true.',
      place: 'top_logprobs',
      remedy: 'Set "logprobs" too, or leave "top_logprobs" out.',
    });
  }
  const chat: ChatRequest = {
    messages,
    maximumTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    topLogprobs: wantsLogprobs ? (request.top_logprobs ?? 0) : undefined,
    format: answerFormat(request.response_format),
    grounding: readGrounding(request.soro),
    ...(passedOn && { passedOn }),
  };
  return completionRequest(request, [chat]);
}

/** @throws BadInputError naming the field. */
export function parseTextRequest(body: unknown): CompletionRequest {
  const request = parseBody(completionBody, body);
  const echo = request.echo ?? false;
  if (request.max_tokens === 0 && !echo) {
    throw new BadInputError({
      message: '"max_tokens" is 0 and nothing is asked for.',
      place: 'max_tokens',
      remedy: 'Ask for a token, or for the prompt with "echo": true.',
    });
  }
  const prompts = promptsOf(request.prompt).map(
    (prompt): ChatRequest => ({
      messages: [],
      ...prompt,
      // OpenAI's own default.
      maximumTokens: Math.max(1, request.max_tokens ?? 16),
      topLogprobs: request.logprobs ?? undefined,
      // The text of tokens is told with their probabilities, so the two go together.
      promptLogprobs:
        echo && (request.logprobs != null || prompt.tokens) ? (request.logprobs ?? 0) : undefined,
    }),
  );
  return completionRequest(request, prompts, { echo, promptOnly: request.max_tokens === 0 });
}

/** @throws BadInputError naming the field. */
export function parseEmbeddingsRequest(body: unknown): EmbeddingsRequest {
  refuseTokens(body);
  const request = parseBody(embeddingsBody, body);
  return {
    model: request.model ?? undefined,
    texts: typeof request.input === 'string' ? [request.input] : request.input,
    base64: request.encoding_format === 'base64',
  };
}

function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  kept: readonly string[] = [],
): z.output<Schema> {
  return parseWith(schema, withoutIdleFields(body, kept), { remedy: 'Correct the request.' });
}

function completionRequest(
  request: ChatBody | CompletionBody,
  prompts: readonly ChatRequest[],
  { echo = false, promptOnly = false } = {},
): CompletionRequest {
  const { n, top_k, top_p } = request;
  const each = n ?? 1;
  if (prompts.length * each > mostChoices) {
    throw new BadInputError({
      message: `${prompts.length} prompts with ${each} answers each are more than ${mostChoices} answers.`,
      place: 'n',
      remedy: 'Ask for fewer answers, or send the prompts in several requests.',
    });
  }
  const sampling = {
    temperature: request.temperature ?? undefined,
    topP: top_p == null ? undefined : Math.max(top_p, Number.EPSILON),
    topK: top_k == null ? undefined : Math.max(top_k, 0),
    minP: request.min_p ?? undefined,
    repetitionPenalty: request.repetition_penalty ?? request.repeat_penalty ?? undefined,
    presencePenalty: request.presence_penalty ?? undefined,
    frequencyPenalty: request.frequency_penalty ?? undefined,
    stop: typeof request.stop === 'string' ? [request.stop] : (request.stop ?? undefined),
  };
  return {
    model: request.model ?? undefined,
    stream: request.stream ?? false,
    includeUsage: request.stream_options?.include_usage ?? false,
    choices: prompts.flatMap((prompt, index) =>
      Array.from({ length: each }, (_, answer) => ({
        request: { ...prompt, ...sampling, seed: seedOf(request.seed, answer) },
        prompt: index,
        echo,
        promptOnly,
      })),
    ),
  };
}

/** Any whole number, brought to 32 bits; the answers to one question have one after the other. */
function seedOf(seed: number | null | undefined, answer: number): number | undefined {
  if (seed == null) return undefined;
  const size = 2 ** 32;
  return ((seed % size) + size + answer) % size;
}

function promptsOf(prompt: CompletionBody['prompt']): { text?: string; tokens?: readonly number[] }[] {
  if (typeof prompt === 'string') return [{ text: prompt }];
  if (isTokens(prompt)) return [{ tokens: prompt }];
  return prompt.map((one) => (typeof one === 'string' ? { text: one } : { tokens: one }));
}

function isTokens(prompt: readonly unknown[]): prompt is readonly number[] {
  return typeof prompt[0] === 'number';
}

function answerFormat(format: ChatBody['response_format']): AnswerFormat | undefined {
  if (format?.type === 'json_object') return { type: 'json' };
  if (format?.type === 'json_schema') return { type: 'json-schema', schema: format.json_schema.schema };
  return undefined;
}

function hasTools(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const isList = (value: unknown) => Array.isArray(value) && value.length > 0;
  return ('tools' in body && isList(body.tools)) || ('functions' in body && isList(body.functions));
}

function passedFields(request: ChatBody, usesTools: boolean): PassedOn | undefined {
  const place = usesTools ? (request.tools?.length ? 'tools' : 'functions') : toolPlace(request.messages);
  if (place === undefined) return undefined;
  const fields = toolFields.flatMap((name) => (request[name] == null ? [] : [[name, request[name]]]));
  return { messages: request.messages.map(sentOn), fields: Object.fromEntries(fields), place };
}

/** Without what is empty: other servers are as particular as we are. */
function sentOn(message: MessageBody): Record<string, unknown> {
  const { role, content, name, tool_calls, tool_call_id, function_call } = message;
  const filled = Object.entries({ name, tool_call_id, function_call }).filter(([, value]) => value != null);
  return {
    role,
    content: content ?? null,
    ...(tool_calls?.length ? { tool_calls } : {}),
    ...Object.fromEntries(filled),
  };
}

/** Clients that cut texts into OpenAI's tokens would get vectors of quite another text, and nobody would notice. */
function refuseTokens(body: unknown): void {
  const input = typeof body === 'object' && body !== null && 'input' in body ? body.input : undefined;
  const first: unknown = Array.isArray(input) ? input[0] : undefined;
  if (typeof first !== 'number' && !Array.isArray(first)) return;
  throw new BadInputError({
    message:
      'These are the ids of tokens, most likely of another model, whose vectors would mean something else.',
    place: 'input',
    remedy: 'Send texts (LangChain: OpenAIEmbeddings(check_embedding_ctx_length=False)).',
  });
}

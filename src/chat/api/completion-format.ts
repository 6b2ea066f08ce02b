import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  AnswerLogprob,
  ChatUsage,
  Citation,
  EngineModel,
  FinishReason,
  PromptToken,
  TokenLogprob,
  ToolCallDelta,
} from '../types.ts';
import { type Choice, sumUsage } from './choices.ts';
import { annotationsOf, tellGrounding } from './grounding-format.ts';
import type { ChoiceRequest } from './requests/parse-request.ts';
import type { chatChunk, chatCompletion, textCompletion, usageObject } from './responses.ts';

/** What every object of one answer has in common. */
export interface CompletionIdentity {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

/** What is told beside OpenAI's fields. */
export type Additions = NonNullable<z.infer<typeof chatChunk>['soro']>;

/** A piece of an answer on its way into OpenAI's format. */
export interface Delta {
  readonly index: number;
  readonly role?: 'assistant';
  readonly text?: string;
  readonly logprobs?: readonly (AnswerLogprob | PromptToken)[] | undefined;
  readonly toolCalls?: readonly ToolCallDelta[];
  /** Told with the last piece, when the content that they are in is known. */
  readonly citations?: readonly Citation[];
  /** The whole content so far, for the places of citations. */
  readonly content?: string;
  readonly reason?: FinishReason;
}

/** The two kinds of completions: of a conversation and of a text. */
export interface CompletionFormat {
  identity(model: EngineModel): CompletionIdentity;
  whole(
    identity: CompletionIdentity,
    requests: readonly ChoiceRequest[],
    choices: readonly Choice[],
  ): unknown;
  chunk(identity: CompletionIdentity, delta: Delta, additions?: Additions): unknown;
  usageChunk(identity: CompletionIdentity, usage: ChatUsage): unknown;
  /** Whether the first chunk tells the role. */
  readonly tellsRole: boolean;
}

export const chatFormat: CompletionFormat = {
  tellsRole: true,
  identity: (model) => newIdentity('chatcmpl', model),
  whole: (identity, requests, choices): z.infer<typeof chatCompletion> => ({
    ...identity,
    object: 'chat.completion',
    choices: choices.map((choice, index) => ({
      index,
      message: {
        role: 'assistant',
        content: choice.toolCalls.length > 0 && choice.text === '' ? null : choice.text,
        refusal: null,
        ...(choice.grounding &&
          choice.grounding.citations.length > 0 && {
            annotations: annotationsOf(choice.grounding.citations, choice.text),
          }),
        ...(choice.toolCalls.length > 0 && { tool_calls: [...choice.toolCalls] }),
      },
      logprobs: chatLogprobs(choice.logprobs),
      finish_reason: choice.reason,
    })),
    usage: usageOf(sumUsage(requests, usages(choices))),
    soro: {
      dropped_messages: choices[0]?.droppedMessages ?? 0,
      ...(choices[0]?.grounding && { grounding: tellGrounding(choices[0].grounding) }),
    },
  }),
  chunk: (identity, delta, additions): z.infer<typeof chatChunk> => ({
    ...identity,
    object: 'chat.completion.chunk',
    choices: [
      {
        index: delta.index,
        delta: {
          ...(delta.role && { role: delta.role }),
          ...(delta.text !== undefined && { content: delta.text }),
          ...(delta.citations && { annotations: annotationsOf(delta.citations, delta.content ?? '') }),
          ...(delta.toolCalls && { tool_calls: [...delta.toolCalls] }),
        },
        logprobs: chatLogprobs((delta.logprobs ?? []).filter(isOfAnswer)),
        finish_reason: delta.reason ?? null,
      },
    ],
    ...(additions && { soro: additions }),
  }),
  usageChunk: (identity, usage): z.infer<typeof chatChunk> => ({
    ...identity,
    object: 'chat.completion.chunk',
    choices: [],
    usage: usageOf(usage),
  }),
};

export const textFormat: CompletionFormat = {
  tellsRole: false,
  identity: (model) => newIdentity('cmpl', model),
  whole: (identity, requests, choices): z.infer<typeof textCompletion> => ({
    ...identity,
    object: 'text_completion',
    choices: choices.map((choice, index) => ({
      index,
      ...echoed(choice, requests[index]),
      finish_reason: choice.reason,
    })),
    usage: usageOf(sumUsage(requests, usages(choices))),
  }),
  chunk: (identity, delta, additions): z.infer<typeof textCompletion> => ({
    ...identity,
    object: 'text_completion',
    choices: [
      {
        index: delta.index,
        text: delta.text ?? '',
        logprobs: textLogprobs(delta.logprobs ?? []),
        finish_reason: delta.reason ?? null,
      },
    ],
    ...(additions && { soro: additions }),
  }),
  usageChunk: (identity, usage): z.infer<typeof textCompletion> => ({
    ...identity,
    object: 'text_completion',
    choices: [],
    usage: usageOf(usage),
  }),
};

function newIdentity(prefix: string, model: EngineModel): CompletionIdentity {
  return { id: `${prefix}-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: model.id };
}

function usageOf(usage: ChatUsage): z.infer<typeof usageObject> {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.reusedTokens },
  };
}

function chatLogprobs(logprobs: readonly AnswerLogprob[]) {
  if (logprobs.length === 0) return null;
  const plain = ({ token, logprob, bytes }: TokenLogprob) => ({ token, logprob, bytes: [...bytes] });
  const content = logprobs.map((one) => ({ ...plain(one), top_logprobs: one.top.map(plain) }));
  return { content, refusal: null };
}

function isOfAnswer(one: AnswerLogprob | PromptToken): one is AnswerLogprob {
  return one.logprob !== null;
}

function usages(choices: readonly Choice[]): ChatUsage[] {
  return choices.map((choice) => choice.usage);
}

/** The text and the probabilities of an answer, with the prompt's before them where they were asked for. */
function echoed(choice: Choice, request: ChoiceRequest | undefined) {
  const prompt = request?.echo ? echoText(request, choice.promptTokens) : '';
  const answer = request?.promptOnly ? { text: '', logprobs: [] } : choice;
  const tokens = request?.request.topLogprobs === undefined ? [] : choice.promptTokens;
  return { text: prompt + answer.text, logprobs: textLogprobs([...tokens, ...answer.logprobs]) };
}

/** The text of a prompt: as it was sent, or what its tokens stand for. */
export function echoText({ request }: ChoiceRequest, tokens: readonly PromptToken[]): string {
  return request.text ?? Buffer.from(tokens.flatMap((token) => [...token.bytes])).toString('utf8');
}

function textLogprobs(logprobs: readonly (AnswerLogprob | PromptToken)[]) {
  if (logprobs.length === 0) return null;
  let offset = 0;
  return {
    tokens: logprobs.map((one) => one.token),
    token_logprobs: logprobs.map((one) => one.logprob),
    top_logprobs: logprobs.map((one) =>
      one.logprob === null ? null : Object.fromEntries(one.top.map((top) => [top.token, top.logprob])),
    ),
    text_offset: logprobs.map(({ token }) => {
      const before = offset;
      offset += token.length;
      return before;
    }),
  };
}

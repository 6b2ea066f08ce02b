import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { AnswerLogprob, ChatUsage, EngineModel, FinishReason, TokenLogprob } from '../types.ts';
import { type Choice, sumUsage } from './choices.ts';
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
  readonly logprobs?: readonly AnswerLogprob[] | undefined;
  readonly reason?: FinishReason;
}

/** The two kinds of completions: of a conversation and of a text. */
export interface CompletionFormat {
  identity(model: EngineModel): CompletionIdentity;
  whole(identity: CompletionIdentity, choices: readonly Choice[]): unknown;
  chunk(identity: CompletionIdentity, delta: Delta, additions?: Additions): unknown;
  usageChunk(identity: CompletionIdentity, usage: ChatUsage): unknown;
  /** Whether the first chunk tells the role. */
  readonly tellsRole: boolean;
}

export const chatFormat: CompletionFormat = {
  tellsRole: true,
  identity: (model) => newIdentity('chatcmpl', model),
  whole: (identity, choices): z.infer<typeof chatCompletion> => ({
    ...identity,
    object: 'chat.completion',
    choices: choices.map((choice, index) => ({
      index,
      message: { role: 'assistant', content: choice.text, refusal: null },
      logprobs: chatLogprobs(choice.logprobs),
      finish_reason: choice.reason,
    })),
    usage: usageOf(sumUsage(choices.map((choice) => choice.usage))),
    soro: { dropped_messages: choices[0]?.droppedMessages ?? 0 },
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
        },
        logprobs: chatLogprobs(delta.logprobs ?? []),
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
  whole: (identity, choices): z.infer<typeof textCompletion> => ({
    ...identity,
    object: 'text_completion',
    choices: choices.map((choice, index) => ({
      index,
      text: choice.text,
      logprobs: textLogprobs(choice.logprobs),
      finish_reason: choice.reason,
    })),
    usage: usageOf(sumUsage(choices.map((choice) => choice.usage))),
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

function textLogprobs(logprobs: readonly AnswerLogprob[]) {
  if (logprobs.length === 0) return null;
  let offset = 0;
  return {
    tokens: logprobs.map((one) => one.token),
    token_logprobs: logprobs.map((one) => one.logprob),
    top_logprobs: logprobs.map((one) => Object.fromEntries(one.top.map((top) => [top.token, top.logprob]))),
    text_offset: logprobs.map(({ token }) => {
      const before = offset;
      offset += token.length;
      return before;
    }),
  };
}

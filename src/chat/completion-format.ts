import { randomUUID } from 'node:crypto';
import type { ChatEvent, ChatUsage, EngineModel, FinishReason } from './types.ts';

/** What every object of one answer has in common. */
export interface CompletionIdentity {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

export function newCompletion(model: EngineModel): CompletionIdentity {
  return { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: model.id };
}

/** OpenAI's `usage` object. */
export function usageObject(usage: ChatUsage) {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.reusedTokens },
  };
}

/** OpenAI's `chat.completion.chunk`; an empty `delta` with a reason ends the answer. */
export function chunkObject(
  identity: CompletionIdentity,
  delta: { readonly role?: 'assistant'; readonly content?: string },
  finishReason: FinishReason | null = null,
) {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
  return { ...identity, object: 'chat.completion.chunk', choices };
}

/** The chunk without choices that carries `usage` when the client asked for it. */
export function usageChunkObject(identity: CompletionIdentity, usage: ChatUsage) {
  return { ...identity, object: 'chat.completion.chunk', choices: [], usage: usageObject(usage) };
}

/**
 * Collects a whole answer into OpenAI's `chat.completion`. `soro.dropped_messages` is ours: how many old
 * messages did not fit.
 */
export async function completionObject(identity: CompletionIdentity, events: AsyncIterable<ChatEvent>) {
  let content = '';
  for await (const event of events) {
    if (event.type === 'text-delta') {
      content += event.text;
      continue;
    }
    const message = { role: 'assistant', content, refusal: null };
    return {
      ...identity,
      object: 'chat.completion',
      choices: [{ index: 0, message, logprobs: null, finish_reason: event.reason }],
      usage: usageObject(event.usage),
      soro: { dropped_messages: event.droppedMessages },
    };
  }
  throw new Error('The engine ended without a finish event.');
}

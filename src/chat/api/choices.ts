import { Mailbox } from '../mailbox.ts';
import type { AnswerLogprob, ChatEvent, ChatUsage, FinishReason, Grounding, PromptToken } from '../types.ts';
import type { ChoiceRequest } from './requests/parse-request.ts';
import { joinCalls, type ToolCall } from './tool-calls.ts';

/** An event of one of several answers to the same request. */
export interface ChoiceEvent {
  readonly index: number;
  readonly event: ChatEvent;
}

/** One whole answer. */
export interface Choice {
  readonly text: string;
  readonly promptTokens: readonly PromptToken[];
  readonly logprobs: readonly AnswerLogprob[];
  readonly toolCalls: readonly ToolCall[];
  readonly reason: FinishReason;
  readonly usage: ChatUsage;
  readonly droppedMessages: number;
  readonly grounding: Grounding | undefined;
}

/** Writes one answer; `isFurther` for all but the first of a request. */
export type Generate = (
  choice: ChoiceRequest,
  options: { readonly signal: AbortSignal; readonly isFurther: boolean },
) => AsyncIterable<ChatEvent>;

/**
 * Asks for all the answers, `together` of them at a time: as many as their owner may have, so that a request for more
 * takes longer and is not refused. The first error ends them all.
 */
export async function* choiceEvents(
  requests: readonly ChoiceRequest[],
  generate: Generate,
  options: { readonly signal: AbortSignal; readonly together: number },
): AsyncGenerator<ChoiceEvent> {
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const mailbox = new Mailbox<ChoiceEvent>();
  const left = requests.entries();
  const pump = async () => {
    for (const [index, request] of left) {
      const events = generate(request, { signal, isFurther: index > 0 });
      for await (const event of events) mailbox.put({ index, event });
    }
  };
  const pumps = Array.from({ length: Math.min(requests.length, options.together) }, pump);
  void Promise.all(pumps).then(
    () => mailbox.end(),
    (error: unknown) => mailbox.fail(error),
  );
  try {
    yield* mailbox;
  } finally {
    ending.abort();
    await Promise.allSettled(pumps);
  }
}

/** Waits for all the answers. */
export async function collectChoices(events: AsyncIterable<ChoiceEvent>, count: number): Promise<Choice[]> {
  const drafts = Array.from({ length: count }, () => new Draft());
  for await (const { index, event } of events) drafts[index]?.take(event);
  return drafts.map((draft) => draft.choice());
}

class Draft {
  #text = '';
  readonly #promptTokens: PromptToken[] = [];
  readonly #logprobs: AnswerLogprob[] = [];
  readonly #toolCalls: ToolCall[] = [];
  #grounding: Grounding | undefined;
  #finish: Extract<ChatEvent, { type: 'finish' }> | undefined;

  take(event: ChatEvent): void {
    if (event.type === 'text-delta') {
      this.#text += event.text;
      this.#logprobs.push(...(event.logprobs ?? []));
    } else if (event.type === 'prompt') this.#promptTokens.push(...event.tokens);
    else if (event.type === 'tool-calls') joinCalls(this.#toolCalls, event.calls);
    else if (event.type === 'grounding') this.#grounding = event.grounding;
    else if (event.type === 'finish') this.#finish = event;
  }

  choice(): Choice {
    if (!this.#finish) throw new Error('The engine ended without a finish event.');
    const { reason, usage, droppedMessages } = this.#finish;
    return {
      text: this.#text,
      promptTokens: this.#promptTokens,
      logprobs: this.#logprobs,
      toolCalls: this.#toolCalls,
      reason,
      usage,
      droppedMessages,
      grounding: this.#grounding,
    };
  }
}

/** Tokens of all the answers; each prompt counts once, however many answers it has. */
export function sumUsage(
  requests: readonly ChoiceRequest[],
  usages: readonly (ChatUsage | undefined)[],
): ChatUsage {
  const sum = { promptTokens: 0, reusedTokens: 0, completionTokens: 0 };
  const prompts = new Set<number>();
  for (const [index, { prompt, promptOnly }] of requests.entries()) {
    const usage = usages[index];
    if (!usage) continue;
    if (!prompts.has(prompt)) {
      sum.promptTokens += usage.promptTokens;
      sum.reusedTokens += usage.reusedTokens;
      prompts.add(prompt);
    }
    if (!promptOnly) sum.completionTokens += usage.completionTokens;
  }
  return sum;
}

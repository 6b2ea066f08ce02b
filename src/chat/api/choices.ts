import { Mailbox } from '../mailbox.ts';
import type { AnswerLogprob, ChatEvent, ChatRequest, ChatUsage, FinishReason } from '../types.ts';

/** An event of one of several answers to the same question. */
export interface ChoiceEvent {
  readonly index: number;
  readonly event: ChatEvent;
}

/** One whole answer. */
export interface Choice {
  readonly text: string;
  readonly logprobs: readonly AnswerLogprob[];
  readonly reason: FinishReason;
  readonly usage: ChatUsage;
  readonly droppedMessages: number;
}

/** Asks for every choice at the same time; the first error ends them all. */
export async function* choiceEvents(
  requests: readonly ChatRequest[],
  generate: (request: ChatRequest, signal: AbortSignal) => AsyncIterable<ChatEvent>,
  signal: AbortSignal,
): AsyncGenerator<ChoiceEvent> {
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const mailbox = new Mailbox<ChoiceEvent>();
  const pumps = requests.map(async (request, index) => {
    for await (const event of generate(request, either)) mailbox.put({ index, event });
  });
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
  const texts = Array.from({ length: count }, () => '');
  const logprobs = Array.from({ length: count }, (): AnswerLogprob[] => []);
  const choices: Choice[] = [];
  for await (const { index, event } of events) {
    if (event.type === 'text-delta') {
      texts[index] += event.text;
      logprobs[index]?.push(...(event.logprobs ?? []));
    } else if (event.type === 'finish') {
      choices[index] = { ...event, text: texts[index] ?? '', logprobs: logprobs[index] ?? [] };
    }
  }
  if (choices.filter(Boolean).length < count) throw new Error('The engine ended without a finish event.');
  return choices;
}

/** Tokens of all the answers; the prompt, which is the same, counts once. */
export function sumUsage(usages: readonly ChatUsage[]): ChatUsage {
  return {
    promptTokens: usages[0]?.promptTokens ?? 0,
    reusedTokens: usages[0]?.reusedTokens ?? 0,
    completionTokens: usages.reduce((sum, usage) => sum + usage.completionTokens, 0),
  };
}

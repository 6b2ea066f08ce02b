import { throwIfInterrupted } from '../core/errors.ts';
import type { ChatEvent, ChatRequest, Engine, GenerateOptions } from './types.ts';

/** An engine that plays back pieces of text and remembers what it was asked; for tests. */
export interface FakeEngine extends Engine {
  readonly requests: ChatRequest[];
  /** Who asked, in the same order. */
  readonly callers: GenerateOptions[];
  /** How many answers were begun and have not ended. */
  running(): number;
}

/** `pace` is awaited before each piece; the signal is looked at after it, as the real engine does. */
export function fakeEngine(
  pieces: readonly (string | ChatEvent)[],
  options: {
    readonly pace?: () => Promise<void>;
    readonly error?: Error;
    readonly droppedMessages?: number;
  } = {},
): FakeEngine {
  const requests: ChatRequest[] = [];
  const callers: GenerateOptions[] = [];
  let running = 0;
  return {
    model: { id: 'fake', createdSeconds: 1_700_000_000, contextSizeTokens: 2048 },
    requests,
    callers,
    running: () => running,
    async *generate(request, caller = {}) {
      requests.push(request);
      callers.push(caller);
      running += 1;
      try {
        for (const piece of pieces) {
          await options.pace?.();
          throwIfInterrupted(caller.signal);
          yield typeof piece === 'string' ? { type: 'text-delta', text: piece } : piece;
        }
        if (options.error) throw options.error;
        const usage = { promptTokens: 10, completionTokens: pieces.length, reusedTokens: 4 };
        yield { type: 'finish', reason: 'stop', usage, droppedMessages: options.droppedMessages ?? 0 };
      } finally {
        running -= 1;
      }
    },
    async embed(texts) {
      return { vectors: texts.map((text) => [text.length, 1]), promptTokens: texts.length };
    },
    state: () => ({
      ready: true,
      places: 1,
      running: [],
      waiting: [],
      restarts: 0,
      residentBytes: 0,
      totals: {
        answers: requests.length,
        refused: 0,
        cancelled: 0,
        promptTokens: 0,
        reusedTokens: 0,
        completionTokens: 0,
        waitSeconds: 0,
      },
    }),
    close: async () => {},
  };
}

import { throwIfInterrupted } from '../core/errors.ts';
import type { ChatRequest, Engine } from './types.ts';

/** An engine that plays back pieces of text and remembers what it was asked; for tests. */
export interface FakeEngine extends Engine {
  readonly requests: ChatRequest[];
  /** How many answers were begun and have not ended. */
  running(): number;
}

/** `pace` is awaited before each piece; the signal is looked at after it, as the real engine does. */
export function fakeEngine(
  pieces: readonly string[],
  options: {
    readonly pace?: () => Promise<void>;
    readonly error?: Error;
    readonly droppedMessages?: number;
  } = {},
): FakeEngine {
  const requests: ChatRequest[] = [];
  let running = 0;
  return {
    model: { id: 'fake', createdSeconds: 1_700_000_000, contextSizeTokens: 2048 },
    requests,
    running: () => running,
    async *generate(request, signal) {
      requests.push(request);
      running += 1;
      try {
        for (const text of pieces) {
          await options.pace?.();
          throwIfInterrupted(signal);
          yield { type: 'text-delta', text };
        }
        if (options.error) throw options.error;
        const usage = { promptTokens: 10, completionTokens: pieces.length, reusedTokens: 4 };
        yield { type: 'finish', reason: 'stop', usage, droppedMessages: options.droppedMessages ?? 0 };
      } finally {
        running -= 1;
      }
    },
    close: async () => {},
  };
}

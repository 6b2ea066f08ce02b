import type { ChatRequest, Engine } from '../../chat/index.ts';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { EngineEvent } from '../conversations/ask-engine.ts';

/** An engine that plays back pieces of text and remembers what it was asked. */
export interface FakeEngine extends Engine {
  readonly requests: ChatRequest[];
  /** How many answers were begun and have not ended. */
  running(): number;
}

/** `pace` is awaited before each piece; `before` comes first, as a queue would tell it. */
export function fakeEngine(
  pieces: readonly string[] | (() => readonly string[]),
  options: {
    readonly pace?: () => Promise<void>;
    readonly before?: readonly EngineEvent[];
    readonly error?: Error;
  } = {},
): FakeEngine {
  const requests: ChatRequest[] = [];
  let running = 0;
  async function* generate(request: ChatRequest, signal?: AbortSignal): AsyncGenerator<EngineEvent> {
    requests.push(request);
    running += 1;
    try {
      yield* options.before ?? [];
      for (const text of typeof pieces === 'function' ? pieces() : pieces) {
        await options.pace?.();
        throwIfInterrupted(signal);
        yield { type: 'text-delta', text };
      }
      if (options.error) throw options.error;
      const usage = { promptTokens: 10, completionTokens: pieces.length, reusedTokens: 4 };
      yield { type: 'finish', reason: 'stop', usage, droppedMessages: 0 };
    } finally {
      running -= 1;
    }
  }
  return {
    model: { id: 'fake', createdSeconds: 1_700_000_000, contextSizeTokens: 2048 },
    requests,
    running: () => running,
    generate: generate as Engine['generate'],
    close: async () => {},
  };
}

import { describe, expect, it } from 'vitest';
import { BusyError } from '../queue/busy-error.ts';
import { limitsOf } from '../queue/limits.ts';
import type { ChatEvent } from '../types.ts';
import { QueuedEngine } from './queued-engine.ts';
import type { Writer } from './writer.ts';

const finish: Extract<ChatEvent, { type: 'finish' }> = {
  type: 'finish',
  reason: 'stop',
  usage: { promptTokens: 1, completionTokens: 1, reusedTokens: 0 },
  droppedMessages: 0,
};

/** A writer that notes the order in which it is asked for answers and vectors. */
function notingWriter() {
  const seen: string[] = [];
  const writer: Writer = {
    model: { id: 'noting', createdSeconds: 0, contextSizeTokens: 64 },
    prepare: async (_request, { owner }) => ({
      async *write() {
        seen.push(owner);
        await Promise.resolve();
        yield finish;
      },
    }),
    async embed(texts) {
      seen.push(`vectors of ${texts.length}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { vectors: texts.map((text) => [text.length]), promptTokens: texts.length };
    },
    state: () => ({ ready: true, restarts: 0, residentBytes: 0 }),
    close: async () => {},
  };
  return { seen, writer };
}

async function answer(engine: QueuedEngine, options: Parameters<QueuedEngine['generate']>[1]): Promise<void> {
  for await (const _ of engine.generate({ messages: [] }, options));
}

describe('the queue in front of the engine', () => {
  it('reads many texts in turns, between which others have theirs', async () => {
    const { seen, writer } = notingWriter();
    const engine = new QueuedEngine(writer, { places: 1, maximumWaiting: 9 });
    const texts = Array.from({ length: 20 }, (_, index) => 'а'.repeat(index + 1));
    const vectors = engine.embed(texts, { owner: 'program' });
    await answer(engine, { owner: 'pupil' });
    expect(await vectors).toEqual({
      vectors: texts.map((text) => [text.length]),
      promptTokens: 20,
    });
    expect(seen).toEqual(['vectors of 8', 'pupil', 'vectors of 8', 'vectors of 4']);
  });

  it('neither counts nor refuses further answers to a request that it let in', async () => {
    const { writer } = notingWriter();
    const engine = new QueuedEngine(writer, { places: 1, maximumWaiting: 2 });
    const limits = { ...limitsOf('pupil'), requestsPerMinute: 1, running: 1, waiting: 0 };
    await answer(engine, { owner: 'a', limits });
    await expect(answer(engine, { owner: 'a', limits })).rejects.toThrow(BusyError);
    const further = Array.from({ length: 8 }, () => answer(engine, { owner: 'a', limits, isFurther: true }));
    expect(await Promise.all(further)).toHaveLength(8);
  });
});

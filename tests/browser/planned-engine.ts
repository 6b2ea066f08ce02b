import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatEvent, type ChatRequest, type FakeEngine, fakeEngine } from '../../src/chat/index.ts';
import { throwIfInterrupted } from '../../src/core/errors.ts';

/** How an answer is written. The same plan and question give the same answer. */
export interface Plan {
  readonly text: string;
  /** Milliseconds between two pieces of text. Default 1. */
  readonly paceMs?: number;
  /** Told one after the other before the text, each followed by a wait. */
  readonly before?: readonly { readonly event: ChatEvent; readonly ms: number }[];
  /** The engine is started again when this many characters are written. */
  readonly restartAt?: number;
  /** The answer is cut short instead of complete. */
  readonly cutShort?: boolean;
}

/** An engine without a model: a plan says what it answers, and how fast. */
export interface PlannedEngine extends FakeEngine {
  /** The plan of the next answers; a function chooses it by the last question. */
  plan: Plan | ((question: string) => Plan);
  /** How many answers were begun. A lost connection must not begin another. */
  readonly generations: number;
}

const pieceLength = 4;

/** Makes an engine that answers each question with the plan's text. */
export function plannedEngine(plan: PlannedEngine['plan']): PlannedEngine {
  const fake = fakeEngine([]);
  const engine: PlannedEngine = {
    ...fake,
    plan,
    get generations() {
      return fake.requests.length;
    },
    async *generate(request, options = {}) {
      fake.requests.push(request);
      fake.callers.push(options);
      const chosen = typeof engine.plan === 'function' ? engine.plan(questionOf(request)) : engine.plan;
      const { text, paceMs = 1, before = [], restartAt, cutShort = false } = chosen;
      for (const { event, ms } of before) {
        yield event;
        await sleep(ms, undefined, options);
      }
      const beginning = request.answerBeginning ?? '';
      for (let start = beginning.length; start < text.length; start += pieceLength) {
        throwIfInterrupted(options.signal);
        if (restartAt !== undefined && restartAt >= start && restartAt < start + pieceLength)
          yield { type: 'restart' };
        yield { type: 'text-delta', text: text.slice(start, start + pieceLength) };
        await sleep(paceMs);
      }
      const usage = { promptTokens: 10, completionTokens: text.length, reusedTokens: 0 };
      yield { type: 'finish', reason: cutShort ? 'length' : 'stop', usage, droppedMessages: 0 };
    },
  };
  return engine;
}

function questionOf({ messages }: ChatRequest): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? '';
}

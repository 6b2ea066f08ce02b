import {
  type ChatEvent,
  type ChatMessage,
  callerOptions,
  type Engine,
  type GroundingOptions,
} from '../../chat/index.ts';
import type { Role } from '../contract/people.ts';

/** What the model is asked for one answer. */
export interface EngineQuestion {
  readonly messages: readonly ChatMessage[];
  /** What of the answer is written already; it continues from there. */
  readonly beginning: string;
  /** Whose share of the machine is used. */
  readonly owner: string;
  readonly role: Role;
  /** What it may be answered from. */
  readonly grounding: GroundingOptions;
  readonly signal: AbortSignal;
}

/** Asks the engine: the one place that knows how it is asked. */
export function askEngine(engine: Engine, question: EngineQuestion): AsyncIterable<ChatEvent> {
  const { messages, beginning, owner, role, grounding, signal } = question;
  const [first] = messages;
  return engine.generate(
    {
      messages,
      grounding,
      ...(beginning === '' ? {} : { answerBeginning: beginning }),
      // A teacher's text for a class is the same for all its pupils: the model reads it once.
      ...(first?.role === 'system' ? { sharedPrefix: first.content } : {}),
    },
    { ...callerOptions({ owner, role, scopes: ['chat'] }), signal },
  );
}

import type { ChatEvent, ChatMessage, Engine } from '../../chat/index.ts';
import type { Role } from '../people/person.ts';

/** What the model is asked for one answer. */
export interface EngineQuestion {
  readonly messages: readonly ChatMessage[];
  /** What of the answer is written already; it goes on from there. */
  readonly beginning: string;
  /** Whose share of the machine is used. */
  readonly owner: string;
  readonly role: Role;
  readonly signal: AbortSignal;
}

/** What comes while an answer is written; an engine with a queue of its own tells the first two. */
export type EngineEvent =
  | ChatEvent
  | { readonly type: 'queue'; readonly position: number; readonly estimatedSeconds: number }
  | { readonly type: 'restart' };

const goOn = 'Давом деҳ.';

/** Asks the engine: the one place that knows how it is asked. */
export function askEngine(engine: Engine, question: EngineQuestion): AsyncIterable<EngineEvent> {
  const { messages, beginning, signal } = question;
  const turns: ChatMessage[] =
    beginning === ''
      ? [...messages]
      : [...messages, { role: 'assistant', content: beginning }, { role: 'user', content: goOn }];
  return engine.generate({ messages: turns }, signal);
}

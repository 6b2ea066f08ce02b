import { BadInputError } from '../core/errors.ts';
import type { ChatMessage } from './types.ts';

export interface FittedPrompt {
  readonly tokens: readonly number[];
  /** How many of the oldest messages (the system message is never one) were left out. */
  readonly droppedMessages: number;
}

/**
 * Turns a conversation into tokens that leave room for the answer. The oldest turns go first, so that
 * the conversation begins with a user's turn again; the system message and the last message stay.
 * @throws BadInputError when even those are too long.
 */
export function fitContext(
  messages: readonly ChatMessage[],
  tokenise: (messages: readonly ChatMessage[]) => readonly number[],
  maximumPromptTokens: number,
): FittedPrompt {
  const system = messages.filter((message) => message.role === 'system');
  let turns = messages.filter((message) => message.role !== 'system');
  const total = turns.length;
  for (;;) {
    const tokens = tokenise([...system, ...turns]);
    if (tokens.length <= maximumPromptTokens) return { tokens, droppedMessages: total - turns.length };
    const nextUser = turns.findIndex((turn, index) => index > 0 && turn.role === 'user');
    if (nextUser < 0) {
      throw new BadInputError({
        message: `The message is too long: ${tokens.length} tokens, and at most ${maximumPromptTokens} fit.`,
        place: 'messages',
        remedy: 'Shorten the message, or serve with a larger context.',
      });
    }
    turns = turns.slice(nextUser);
  }
}

import { BadInputError } from '../../core/errors.ts';
import type { ChatMessage } from '../types.ts';

/** More than any token of Gemma's is long, so that nothing that fits is refused. */
export const longestTokenCharacters = 64;

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
export async function fitContext(
  messages: readonly ChatMessage[],
  tokenise: (messages: readonly ChatMessage[]) => Promise<readonly number[]>,
  maximumPromptTokens: number,
): Promise<FittedPrompt> {
  const system = messages.filter((message) => message.role === 'system');
  let turns = messages.filter((message) => message.role !== 'system');
  const total = turns.length;
  for (;;) {
    // No use in counting the tokens of a whole book.
    const characters = turns.reduce((sum, turn) => sum + turn.content.length, 0);
    const hopeless = characters > maximumPromptTokens * longestTokenCharacters;
    const tokens = hopeless ? undefined : await tokenise([...system, ...turns]);
    if (tokens && tokens.length <= maximumPromptTokens)
      return { tokens, droppedMessages: total - turns.length };
    const nextUser = turns.findIndex((turn, index) => index > 0 && turn.role === 'user');
    if (nextUser < 0) throw tooLong(tokens?.length, maximumPromptTokens);
    turns = turns.slice(nextUser);
  }
}

/** A prompt that does not fit, however many old turns are left out. */
export class ContextLengthError extends BadInputError {}

/** The error for it; `tokens` unless nobody counted them. */
export function tooLong(tokens: number | undefined, maximumPromptTokens: number): ContextLengthError {
  const found = tokens === undefined ? '' : `${tokens} tokens, and `;
  return new ContextLengthError({
    message: `The message is too long: ${found}at most ${maximumPromptTokens} tokens fit.`,
    place: 'messages',
    remedy: 'Shorten the message, or serve with a larger context.',
  });
}

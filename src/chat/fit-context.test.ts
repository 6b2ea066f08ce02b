import { describe, expect, it } from 'vitest';
import { BadInputError } from '../core/errors.ts';
import { fitContext } from './fit-context.ts';
import type { ChatMessage } from './types.ts';

const message = (role: ChatMessage['role'], content: string): ChatMessage => ({ role, content });
/** One token a letter. */
const tokenise = (messages: readonly ChatMessage[]) => [
  ...Buffer.from(messages.map(({ content }) => content).join(''), 'latin1'),
];
const text = (tokens: readonly number[]) => Buffer.from(tokens).toString('latin1');

const conversation = [
  message('system', 'S'),
  message('user', 'aaaa'),
  message('assistant', 'bbbb'),
  message('user', 'cccc'),
  message('assistant', 'dddd'),
  message('user', 'eeee'),
];

describe('fitContext', () => {
  it('keeps a conversation that fits', () => {
    const { tokens, droppedMessages } = fitContext(conversation, tokenise, 100);
    expect(text(tokens)).toBe('Saaaabbbbccccddddeeee');
    expect(droppedMessages).toBe(0);
  });

  it('drops the oldest turns together with their answers and keeps the system message', () => {
    const { tokens, droppedMessages } = fitContext(conversation, tokenise, 15);
    expect(text(tokens)).toBe('Sccccddddeeee');
    expect(droppedMessages).toBe(2);
  });

  it('refuses a message that is too long by itself', () => {
    expect(() => fitContext(conversation, tokenise, 4)).toThrow(BadInputError);
  });
});

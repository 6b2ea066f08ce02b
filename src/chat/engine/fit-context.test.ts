import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import type { ChatMessage } from '../types.ts';
import { fitContext } from './fit-context.ts';

const message = (role: ChatMessage['role'], content: string): ChatMessage => ({ role, content });
/** One token a letter. */
const tokenise = async (messages: readonly ChatMessage[]) => [
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
  it('keeps a conversation that fits', async () => {
    const { tokens, droppedMessages } = await fitContext(conversation, tokenise, 100);
    expect(text(tokens)).toBe('Saaaabbbbccccddddeeee');
    expect(droppedMessages).toBe(0);
  });

  it('drops the oldest turns together with their answers and keeps the system message', async () => {
    const { tokens, droppedMessages } = await fitContext(conversation, tokenise, 15);
    expect(text(tokens)).toBe('Sccccddddeeee');
    expect(droppedMessages).toBe(2);
  });

  it('refuses a message that is too long by itself', async () => {
    await expect(fitContext(conversation, tokenise, 4)).rejects.toThrow(BadInputError);
    const book = [message('user', 'a'.repeat(100_000))];
    const never = () => Promise.reject(new Error('tokenised'));
    await expect(fitContext(book, never, 4)).rejects.toThrow(BadInputError);
  });
});

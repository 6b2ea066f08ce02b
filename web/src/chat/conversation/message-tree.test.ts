import { describe, expect, it } from 'vitest';
import type { Message } from '../../server/types.ts';
import { leafBelow, pathTo, variantsOf, withMessage } from './message-tree.ts';

const message = (id: string, parentId: string | null, role: 'user' | 'assistant') =>
  ({ id, parentId, role, text: id }) as unknown as Message;

// q1 → a1 → q2 → a2; q1 → a1b; q1b (an edited first question) → a3
const messages = [
  message('q1', null, 'user'),
  message('a1', 'q1', 'assistant'),
  message('q2', 'a1', 'user'),
  message('a2', 'q2', 'assistant'),
  message('a1b', 'q1', 'assistant'),
  message('q1b', null, 'user'),
  message('a3', 'q1b', 'assistant'),
];
const ids = (list: readonly Message[]) => list.map(({ id }) => id);
const find = (id: string) => messages.find((one) => one.id === id) as Message;

describe('the tree of messages', () => {
  it('shows the way from the first question to the leaf', () => {
    expect(ids(pathTo(messages, 'a2'))).toEqual(['q1', 'a1', 'q2', 'a2']);
    expect(ids(pathTo(messages, 'a3'))).toEqual(['q1b', 'a3']);
    expect(pathTo(messages, null)).toEqual([]);
  });

  it('finds other answers and other wordings', () => {
    expect(ids(variantsOf(messages, find('a1')))).toEqual(['a1', 'a1b']);
    expect(ids(variantsOf(messages, find('q1b')))).toEqual(['q1', 'q1b']);
  });

  it('goes on with what was written last below a message', () => {
    expect(leafBelow(messages, 'q1')).toBe('a1b');
    expect(leafBelow(messages, 'a1')).toBe('a2');
  });

  it('does not run in circles when messages do', () => {
    const circle = [message('a', 'b', 'user'), message('b', 'a', 'assistant')];
    expect(ids(pathTo(circle, 'a'))).toEqual(['b', 'a']);
    expect(leafBelow(circle, 'a')).toBe('b');
  });

  it('puts a newer state of a message in its place', () => {
    expect(withMessage(messages, message('a1', 'q1', 'assistant'))).toHaveLength(messages.length);
    expect(withMessage(messages, message('q9', 'a3', 'user'))).toHaveLength(messages.length + 1);
  });
});

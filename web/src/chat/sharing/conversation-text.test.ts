import { describe, expect, it } from 'vitest';
import type { Message } from '../../server/types.ts';
import { conversationFileName, conversationText } from './conversation-text.ts';

const question = { id: '1', role: 'user', text: 'Дарозии дарёи Вахш?' } as Message;
const answer = {
  id: '2',
  role: 'assistant',
  text: '**524** километр [1]',
  grounding: { citations: [{ number: 1, book: { title: 'Ҷуғрофия' }, printedPage: '', page: 7 }] },
  correction: { text: 'Аз сарчашма ҳисоб кунед.' },
} as unknown as Message;

describe('a conversation as a text', () => {
  it('has questions, answers without marking, sources and corrections', () => {
    const text = conversationText([question, answer], {
      title: 'Дарё',
      day: '1.12.2026',
      you: 'Шумо',
      caution: 'Санҷед.',
    });
    expect(text).toBe(
      'Дарё\n1.12.2026\n\nШумо: Дарозии дарёи Вахш?\n\nСоро: 524 километр [1]\n[1] Ҷуғрофия, 7\n(!) Аз сарчашма ҳисоб кунед.\n\nСанҷед.\n',
    );
  });

  it.each([
    ['Чаро шаб мешавад?', 'Чаро шаб мешавад.txt'],
    ['../../etc', 'etc.txt'],
    ['???', 'Соро.txt'],
  ])('%s is kept as %s', (title, name) => {
    expect(conversationFileName(title)).toBe(name);
  });
});

import type { Message } from '../../server/types.ts';
import { wordsOf } from '../../text/words-of.ts';

interface ConversationTextOptions {
  readonly title: string;
  readonly day: string;
  /** Before a question. */
  readonly you: string;
  readonly caution: string;
}

/** A conversation as a text that anybody can read: questions, answers, their sources, corrections of a teacher. */
export function conversationText(
  messages: readonly Message[],
  { title, day, you, caution }: ConversationTextOptions,
): string {
  const parts = messages.map((message) => {
    if (message.role === 'user') return `${you}: ${message.text}`;
    const sources = (message.grounding?.citations ?? []).map(
      ({ number, book, printedPage, page }) => `[${number}] ${book.title}, ${printedPage || page}`,
    );
    const correction = message.correction ? [`(!) ${message.correction.text}`] : [];
    return [`Соро: ${wordsOf(message.text)}`, ...sources, ...correction].join('\n');
  });
  return `${[title, day, '', parts.join('\n\n'), '', caution].join('\n')}\n`;
}

/** A name that every system takes. */
export function conversationFileName(title: string): string {
  const name = title
    .replace(/[^\p{L}\p{M}\p{N} -]/gu, '')
    .trim()
    .slice(0, 60)
    .trim();
  return `${name === '' ? 'Соро' : name}.txt`;
}

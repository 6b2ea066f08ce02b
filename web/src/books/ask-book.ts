import { askedBook } from '../chat/conversation/asked-book.ts';
import { startNew } from '../chat/conversation/open-conversation.ts';
import { go } from '../routes.ts';
import type { Book } from '../server/types.ts';

/** Begins a conversation with one book. */
export function askBook({ id, title }: Book): void {
  startNew();
  askedBook.value = { id, title };
  go('');
}

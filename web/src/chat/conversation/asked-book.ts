import { signal } from '@preact/signals';
import type { Book } from '../../server/types.ts';

/** The book that is asked alone in this conversation. */
export const askedBook = signal<Pick<Book, 'id' | 'title'> | undefined>(undefined);

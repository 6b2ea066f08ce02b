import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { MachineError, throwIfInterrupted } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { type Item, itemSchema } from '../items/item.ts';
import type { DraftBook } from './draft-items.ts';

/** What the thread is given. */
export const draftBookSchema = z.strictObject({
  title: z.string(),
  subject: z.string(),
  grade: z.int().nullable(),
  pages: z.array(z.strictObject({ printedPage: z.string(), text: z.string() })),
});

/** What the thread says: how far it is, then its drafts. */
const draftEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), page: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('drafts'), items: z.array(itemSchema) }),
]);

export type DraftEvent = z.output<typeof draftEventSchema>;

export interface DraftApartOptions {
  readonly signal?: AbortSignal;
  readonly onPage?: (page: number, total: number) => void;
}

/**
 * `draftItems` in a thread of its own.
 * @throws InterruptedError on abort, MachineError when the thread ends without drafts.
 */
export async function draftApart(
  book: DraftBook,
  { signal, onPage }: DraftApartOptions = {},
): Promise<Item[]> {
  throwIfInterrupted(signal);
  const worker = new Worker(new URL('./draft-worker.ts', import.meta.url), { workerData: book });
  const { promise, resolve, reject } = Promise.withResolvers<Item[]>();
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: unknown) => {
    const event = parseWith(draftEventSchema, message);
    if (event.type === 'drafts') resolve(event.items);
    else onPage?.(event.page, event.total);
  });
  worker.once('error', reject);
  worker.once('exit', () => reject(endedEarly()));
  try {
    return await promise;
  } catch (error) {
    throwIfInterrupted(signal);
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function endedEarly(): MachineError {
  return new MachineError({
    message: 'The thread that makes drafts ended too early.',
    remedy: 'Try again; the log of the server says more.',
  });
}

import { signal } from '@preact/signals';
import { call } from '../../server/call.ts';
import { newClientId } from '../../server/client-id.ts';
import { request } from '../../server/request.ts';
import { codeOf, ServerError } from '../../server/server-error.ts';
import type { BookDetails, Upload } from '../../server/types.ts';

/** What this tab does with an upload: sends it, or waits for the line. */
export type TransferState = 'sending' | 'lost' | 'unreadable';

/** Uploads that this tab sends, by their id. They continue while other places of the page are shown. */
export const transfers = signal<ReadonlyMap<string, TransferState>>(new Map());

const running = new Map<string, AbortController>();
const smallestPiece = 64 * 1024;
const largestPiece = 1024 ** 2;
/** A piece that arrives faster may be followed by a larger one. */
const quickMs = 800;
const longestWaitMs = 10_000;

/** Announces a file and begins to send it; one that was begun before continues. @throws ServerError. */
export async function bring(file: File, details: Partial<BookDetails>): Promise<void> {
  const upload = await call('POST /api/uploads', {
    body: {
      clientId: newClientId(),
      fileName: file.name,
      sizeBytes: file.size,
      modifiedAt: Math.round(file.lastModified),
      details: { ...details, authors: [...(details.authors ?? [])] },
    },
  });
  send(upload, file);
}

/** Sends what is missing of an upload. */
export function send(upload: Upload, file: File): void {
  if (running.has(upload.id)) return;
  const controller = new AbortController();
  running.set(upload.id, controller);
  void sendPieces(upload, file, controller.signal).finally(() => {
    running.delete(upload.id);
    if (transfers.value.get(upload.id) !== 'unreadable') tell(upload.id, undefined);
  });
}

/** Stops to send. */
export function stopSending(id: string): void {
  running.get(id)?.abort();
  tell(id, undefined);
}

async function sendPieces(upload: Upload, file: File, signal: AbortSignal): Promise<void> {
  let offset = upload.receivedBytes;
  let pieceBytes = 4 * smallestPiece;
  let waitMs = 500;
  tell(upload.id, 'sending');
  while (offset < file.size && !signal.aborted) {
    const bytes = await file
      .slice(offset, offset + pieceBytes)
      .arrayBuffer()
      .catch(() => undefined);
    if (!bytes) {
      tell(upload.id, 'unreadable');
      return;
    }
    try {
      const begun = performance.now();
      const address = `/api/uploads/${encodeURIComponent(upload.id)}/bytes?offset=${offset}`;
      const told = await request<Upload>('PUT', address, { bytes, signal });
      if (told.state !== 'receiving') return;
      offset = told.receivedBytes;
      waitMs = 500;
      if (performance.now() - begun < quickMs) pieceBytes = Math.min(largestPiece, pieceBytes * 2);
      tell(upload.id, 'sending');
    } catch (error) {
      if (signal.aborted || codeOf(error) === 'not-found') return;
      tell(upload.id, 'lost');
      // On a weak line a small piece arrives where a large one does not.
      pieceBytes = Math.max(smallestPiece, pieceBytes / 2);
      const askedMs = error instanceof ServerError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
      await pause(Math.max(waitMs, askedMs), signal);
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    }
  }
}

function tell(id: string, state: TransferState | undefined): void {
  const next = new Map(transfers.value);
  if (state) next.set(id, state);
  else next.delete(id);
  transfers.value = next;
}

/** Waits; shorter when the line comes back. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

// A file that is half sent is asked about before the tab closes.
addEventListener('beforeunload', (event) => {
  if (running.size > 0) event.preventDefault();
});

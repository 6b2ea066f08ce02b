import { toApiError } from './api-error.ts';
import { type CompletionIdentity, chunkObject, usageChunkObject } from './completion-format.ts';
import type { ChatEvent } from './types.ts';

/**
 * An answer as server-sent events in OpenAI's format, ended by `[DONE]`. The engine is not slowed down
 * by a slow reader (an answer is a few kilobytes), so a phone that went away cannot keep a place.
 * `abandon` is called when the reader goes away.
 */
export function completionStream(
  identity: CompletionIdentity,
  events: AsyncIterable<ChatEvent>,
  options: {
    readonly includeUsage: boolean;
    readonly abandon: () => void;
    readonly onError: (error: unknown) => void;
  },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let open = true;
  return new ReadableStream({
    async start(controller) {
      const send = (value: unknown) => {
        if (!open) return;
        const data = typeof value === 'string' ? value : JSON.stringify(value);
        controller.enqueue(encoder.encode(`data: ${data}\n\n`));
      };
      // `start` must return at once, or nothing is read before the whole answer is there.
      void pump(identity, events, options, send).then(() => {
        if (open) controller.close();
        open = false;
      });
    },
    cancel() {
      open = false;
      options.abandon();
    },
  });
}

async function pump(
  identity: CompletionIdentity,
  events: AsyncIterable<ChatEvent>,
  options: { readonly includeUsage: boolean; readonly onError: (error: unknown) => void },
  send: (value: unknown) => void,
): Promise<void> {
  try {
    send(chunkObject(identity, { role: 'assistant', content: '' }));
    for await (const event of events) {
      if (event.type === 'text-delta') {
        send(chunkObject(identity, { content: event.text }));
        continue;
      }
      const last = chunkObject(identity, {}, event.reason);
      send({ ...last, soro: { dropped_messages: event.droppedMessages } });
      if (options.includeUsage) send(usageChunkObject(identity, event.usage));
    }
    send('[DONE]');
  } catch (error) {
    options.onError(error);
    send(toApiError(error).body);
  }
}

import type { AnswerEvent } from '../../answers/answer-events.ts';
import type { AnswerEvents } from '../../contract/index.ts';

/**
 * Events as `text/event-stream`. Read as the client reads: what a slow phone has not taken is not made yet, so
 * nothing piles up in memory.
 */
export function eventStream(
  follow: (signal: AbortSignal) => AsyncGenerator<AnswerEvent>,
  requestSignal: AbortSignal,
): Response {
  const gone = new AbortController();
  const signal = AbortSignal.any([requestSignal, gone.signal]);
  const events = follow(signal);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('retry: 1000\n\n')),
    async pull(controller) {
      try {
        const { value, done } = await events.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(formatEvent(value)));
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel() {
      gone.abort();
      await events.return(undefined);
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}

function formatEvent(event: AnswerEvent): string {
  switch (event.type) {
    case 'beat':
      return ': beat\n\n';
    case 'text':
      return `id: ${event.length}\nevent: text\ndata: ${JSON.stringify({ text: event.text } satisfies AnswerEvents['text'])}\n\n`;
    case 'queue':
      return message('queue', event.place);
    case 'formula':
      return message('formula', event.formula);
    case 'grounding':
      return message('grounding', event.grounding);
    case 'finish':
      return message('finish', { answer: event.answer });
    case 'moment':
    case 'reset':
      return message(event.type, {});
  }
}

function message<Name extends keyof AnswerEvents>(name: Name, data: AnswerEvents[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

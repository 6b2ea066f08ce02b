import type { ChatUsage, Citation, PromptToken } from '../types.ts';
import { toApiError } from './api-error.ts';
import { type ChoiceEvent, sumUsage } from './choices.ts';
import { type CompletionFormat, type CompletionIdentity, type Delta, echoText } from './completion-format.ts';
import { tellGrounding } from './grounding-format.ts';
import type { ChoiceRequest } from './requests/parse-request.ts';

export interface StreamOptions {
  readonly format: CompletionFormat;
  readonly requests: readonly ChoiceRequest[];
  readonly includeUsage: boolean;
  /** Called when the reader goes away. */
  readonly abandon: () => void;
  readonly onError: (error: unknown) => void;
}

/** A reader that lets so much pile up reads no more; an answer is a few kilobytes. */
const mostUnreadBytes = 1_000_000;
/** A sign of life for phones and proxies that close silent connections. */
const heartbeatMs = 15_000;

/**
 * Answers as server-sent events in OpenAI's format, ended by `[DONE]`. The engine is not slowed down
 * by a slow reader, so a phone that went away cannot keep a place.
 */
export function completionStream(
  identity: CompletionIdentity,
  events: AsyncIterable<ChoiceEvent>,
  options: StreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let open = true;
  let heartbeat: NodeJS.Timeout;
  const stop = () => {
    open = false;
    clearInterval(heartbeat);
  };
  return new ReadableStream(
    {
      start(controller) {
        const write = (text: string) => {
          if (!open) return;
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) > -mostUnreadBytes) return;
          stop();
          options.abandon();
          controller.error(new Error('The reader does not read.'));
        };
        const send = (value: unknown) =>
          write(`data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`);
        heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs).unref();
        // `start` must return at once, or nothing is read before the whole answer is there.
        void pump(identity, events, options, send).then(() => {
          if (open) controller.close();
          stop();
        });
      },
      cancel() {
        stop();
        options.abandon();
      },
    },
    { highWaterMark: 16_384, size: (bytes) => bytes?.length ?? 0 },
  );
}

/** The citations of an answer under way, and its content so far. */
interface Grounded {
  readonly citations: readonly Citation[];
  content: string;
}

function addContent(grounded: Grounded | undefined, text: string): void {
  if (grounded) grounded.content += text;
}

/** Citations are told with the last piece: their places are known then. */
function citedAtEnd(grounded: Grounded | undefined): Pick<Delta, 'citations' | 'content'> {
  return grounded === undefined || grounded.citations.length === 0 ? {} : grounded;
}

async function pump(
  identity: CompletionIdentity,
  events: AsyncIterable<ChoiceEvent>,
  { format, requests, includeUsage, onError }: StreamOptions,
  send: (value: unknown) => void,
): Promise<void> {
  const usages: ChatUsage[] = [];
  const begun = new Set<number>();
  const grounded = new Map<number, Grounded>();
  const echoing = new Set(requests.flatMap(({ echo }, index) => (echo ? [index] : [])));
  const echo = (index: number, tokens: readonly PromptToken[]) => {
    const request = requests[index];
    if (!request || !echoing.delete(index)) return;
    const logprobs = request.request.topLogprobs === undefined ? [] : tokens;
    send(format.chunk(identity, { index, text: echoText(request, tokens), logprobs }));
  };
  try {
    for await (const { index, event } of events) {
      if (format.tellsRole && !begun.has(index)) {
        send(format.chunk(identity, { index, role: 'assistant', text: '' }));
      }
      begun.add(index);
      switch (event.type) {
        case 'queue': {
          const queue = { position: event.position, estimated_seconds: event.estimatedSeconds };
          send(format.chunk(identity, { index }, { queue }));
          break;
        }
        case 'grounding':
          grounded.set(index, { citations: event.grounding.citations, content: '' });
          send(format.chunk(identity, { index }, { grounding: tellGrounding(event.grounding) }));
          break;
        case 'restart':
          send(format.chunk(identity, { index }, { notice: 'one-moment' }));
          break;
        case 'prompt':
          echo(index, event.tokens);
          break;
        case 'tool-calls':
          send(format.chunk(identity, { index, toolCalls: event.calls }));
          break;
        case 'text-delta':
          echo(index, []);
          if (requests[index]?.promptOnly) break;
          addContent(grounded.get(index), event.text);
          send(format.chunk(identity, { index, text: event.text, logprobs: event.logprobs }));
          break;
        case 'finish':
          echo(index, []);
          usages[index] = event.usage;
          send(
            format.chunk(
              identity,
              { index, reason: event.reason, ...citedAtEnd(grounded.get(index)) },
              { dropped_messages: event.droppedMessages },
            ),
          );
      }
    }
    if (includeUsage) send(format.usageChunk(identity, sumUsage(requests, usages)));
    send('[DONE]');
  } catch (error) {
    onError(error);
    send(toApiError(error).body);
  }
}

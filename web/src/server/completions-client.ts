import { EventStreamParser } from './event-stream.ts';
import { reach } from './request.ts';
import { ServerError } from './server-error.ts';
import type { Citation, Grounding } from './types.ts';

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

type CompletionEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'queue'; readonly position: number; readonly seconds: number | null }
  | { readonly type: 'moment' }
  | { readonly type: 'grounding'; readonly grounding: Omit<Grounding, 'citations'> }
  | { readonly type: 'citations'; readonly citations: readonly Citation[] }
  | { readonly type: 'finish'; readonly reason: 'stop' | 'length'; readonly droppedMessages: number };

/** OpenAI's file citation with the quote beside it. */
interface Annotation {
  readonly file_id: string;
  readonly filename: string;
  readonly soro: Omit<Citation, 'book' | 'pdfPage' | 'printedPage'> & {
    readonly title: string;
    readonly pdf_page: number | null;
    readonly printed_page: string;
  };
}

interface Chunk {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string; readonly annotations?: readonly Annotation[] };
    readonly finish_reason?: 'stop' | 'length' | null;
  }[];
  readonly soro?: {
    readonly dropped_messages?: number;
    readonly queue?: { readonly position: number; readonly estimated_seconds?: number };
    readonly notice?: string;
    readonly grounding?: {
      readonly kind: Grounding['kind'];
      readonly understood?: string;
      readonly tool?: string;
      readonly is_model?: boolean;
    };
  };
  readonly error?: {
    readonly message?: string;
    readonly param?: string | null;
    readonly code?: string | null;
  };
}

let servedModel: string | undefined;

/**
 * Asks the server this page came from and gives the answer as it is written.
 * @throws ServerError; the signal's AbortError when it is stopped.
 */
export async function* streamCompletion(
  turns: readonly Turn[],
  signal: AbortSignal,
): AsyncGenerator<CompletionEvent> {
  servedModel = servedModel ?? (await findModel(signal));
  const response = await reach('/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: servedModel, messages: turns, stream: true }),
    signal,
  });
  if (!response.ok || !response.body) {
    // The server may have been started again with another model.
    if (response.status === 404) servedModel = undefined;
    throw errorOf(await response.json().catch(() => ({})), response.status);
  }
  const parser = new EventStreamParser();
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { value, done } = await reader.read().catch((error: unknown) => {
      throw signal.aborted ? error : new ServerError('offline', 0, { message: String(error) });
    });
    if (done) throw new ServerError('offline', 0, { message: 'The answer broke off.' });
    for (const { data } of parser.push(decoder.decode(value, { stream: true }))) {
      if (data === '[DONE]') return;
      yield* eventsOf(JSON.parse(data) as Chunk);
    }
  }
}

function* eventsOf(chunk: Chunk): Generator<CompletionEvent> {
  if (chunk.error) throw errorOf(chunk);
  const { queue, notice, grounding } = chunk.soro ?? {};
  if (queue) yield { type: 'queue', position: queue.position, seconds: queue.estimated_seconds ?? null };
  if (notice === 'one-moment') yield { type: 'moment' };
  if (grounding) {
    const { is_model: isModel, ...rest } = grounding;
    yield { type: 'grounding', grounding: { ...rest, ...(isModel !== undefined && { isModel }) } };
  }
  const choice = chunk.choices?.[0];
  if (choice?.delta?.content) yield { type: 'text', text: choice.delta.content };
  const annotations = choice?.delta?.annotations;
  if (annotations) yield { type: 'citations', citations: annotations.map(citationOf) };
  if (choice?.finish_reason) {
    const droppedMessages = chunk.soro?.dropped_messages ?? 0;
    yield { type: 'finish', reason: choice.finish_reason, droppedMessages };
  }
}

function citationOf({ file_id: id, filename: fileName, soro }: Annotation): Citation {
  const { title, pdf_page: pdfPage, printed_page: printedPage, ...rest } = soro;
  return { ...rest, book: { id, title, fileName }, pdfPage, printedPage };
}

async function findModel(signal: AbortSignal): Promise<string> {
  const response = await reach('/v1/models', { signal });
  const list = (await response.json().catch(() => ({}))) as { data?: { id: string }[] };
  const id = list.data?.[0]?.id;
  if (!id) throw new ServerError('failed', 0, { message: 'The server names no model.' });
  return id;
}

function errorOf({ error }: Chunk, status = 0): ServerError {
  const details = { message: error?.message ?? `The server answered ${status}.` };
  if (status === 413 || error?.param === 'messages') return new ServerError('too-long', status, details);
  if (status === 429 || status === 503 || error?.code === 'overloaded')
    return new ServerError('busy', status, details);
  return new ServerError('failed', status, details);
}

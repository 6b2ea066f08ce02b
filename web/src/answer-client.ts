import { EventStreamParser } from './event-stream.ts';

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export type AnswerEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: 'stop' | 'length'; readonly droppedMessages: number };

export type ErrorKind = 'offline' | 'busy' | 'too-long' | 'failed';

/** Why no (whole) answer came, in the words of `messages.errors`. */
export class AnswerError extends Error {
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

interface Chunk {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string };
    readonly finish_reason?: 'stop' | 'length' | null;
  }[];
  readonly soro?: { readonly dropped_messages?: number };
  readonly error?: {
    readonly message?: string;
    readonly param?: string | null;
    readonly code?: string | null;
  };
}

let servedModel: string | undefined;

/**
 * Asks the server this page came from and gives the answer as it is written.
 * @throws AnswerError; the signal's AbortError when it is stopped.
 */
export async function* streamAnswer(
  turns: readonly Turn[],
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
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
      throw signal.aborted ? error : new AnswerError('offline', String(error));
    });
    if (done) throw new AnswerError('offline', 'The answer broke off.');
    for (const data of parser.push(decoder.decode(value, { stream: true }))) {
      if (data === '[DONE]') return;
      yield* eventsOf(JSON.parse(data) as Chunk);
    }
  }
}

function* eventsOf(chunk: Chunk): Generator<AnswerEvent> {
  if (chunk.error) throw errorOf(chunk);
  const choice = chunk.choices?.[0];
  if (choice?.delta?.content) yield { type: 'text', text: choice.delta.content };
  if (choice?.finish_reason) {
    const droppedMessages = chunk.soro?.dropped_messages ?? 0;
    yield { type: 'finish', reason: choice.finish_reason, droppedMessages };
  }
}

async function findModel(signal: AbortSignal): Promise<string> {
  const response = await reach('/v1/models', { signal });
  const list = (await response.json().catch(() => ({}))) as { data?: { id: string }[] };
  const id = list.data?.[0]?.id;
  if (!id) throw new AnswerError('failed', 'The server names no model.');
  return id;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new AnswerError('offline', String(error));
  }
}

function errorOf({ error }: Chunk, status?: number): AnswerError {
  const message = error?.message ?? `The server answered ${status}.`;
  if (status === 413 || error?.param === 'messages') return new AnswerError('too-long', message);
  if (status === 503 || error?.code === 'overloaded') return new AnswerError('busy', message);
  return new AnswerError('failed', message);
}

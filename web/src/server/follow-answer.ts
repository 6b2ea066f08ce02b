import type { AnswerEvents } from '../../../src/school/contract/index.ts';
import { EventStreamParser, type ServerEvent } from './event-stream.ts';
import { reach } from './request.ts';
import { errorOf, ServerError } from './server-error.ts';
import type { Answer, AnswerEvent } from './types.ts';

export interface FollowOptions {
  readonly answerId: string;
  /** How much of the text (UTF-16 units) is there already. */
  readonly after: number;
  readonly signal: AbortSignal;
  /** Waits before the line is tried again; tests make it short. */
  readonly pause?: (attempt: number, signal: AbortSignal) => Promise<void>;
  /** A line without a sign of life for so long is dead: the server comments every 15 s. */
  readonly silenceMs?: number;
}

/**
 * Follows an answer to its end. When the line breaks it is taken up again where the text ended: nothing is
 * generated twice, nothing is lost.
 * @throws ServerError when the server refuses; the signal's AbortError.
 */
export async function* followAnswer(options: FollowOptions): AsyncGenerator<AnswerEvent> {
  const { answerId, signal, pause = pauseBeforeRetry, silenceMs = 40_000 } = options;
  let after = options.after;
  let failures = 0;
  for (;;) {
    try {
      const path = `/api/answers/${encodeURIComponent(answerId)}/events?after=${after}`;
      for await (const event of readEvents(path, signal, silenceMs)) {
        if (failures > 0) yield { type: 'found' };
        failures = 0;
        const own = eventOf(event, after);
        if (!own) continue;
        if (own.type === 'text') after = own.end;
        if (own.type === 'reset') after = 0;
        yield own;
        if (own.type === 'finish') return;
      }
    } catch (error) {
      if (signal.aborted) throw error;
      const mayPass = error instanceof ServerError && (error.status === 0 || error.status >= 502);
      if (!mayPass) throw error;
    }
    // Ended without `finish`: the line broke, or the server went away.
    if (failures === 0) yield { type: 'lost' };
    failures += 1;
    await pause(failures, signal);
  }
}

async function* readEvents(
  path: string,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<ServerEvent> {
  const line = new AbortController();
  const cut = () => line.abort();
  signal.addEventListener('abort', cut, { once: true });
  let watch = setTimeout(cut, silenceMs);
  try {
    const response = await reach(path, { headers: { accept: 'text/event-stream' }, signal: line.signal });
    if (!response.ok || !response.body) throw await errorOf(response);
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(cut, silenceMs);
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    if (signal.aborted || error instanceof ServerError) throw error;
    throw new ServerError('offline', 0, { message: String(error) });
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', cut);
    line.abort();
  }
}

function eventOf({ name, data, id }: ServerEvent, after: number): AnswerEvent | undefined {
  const value = JSON.parse(data) as Record<string, unknown>;
  if (name === 'queue') {
    return { type: 'queue', position: Number(value.position), seconds: value.seconds as number | null };
  }
  if (name === 'moment' || name === 'reset') return { type: name };
  if (name === 'formula') {
    return { type: 'formula', source: String(value.source), mathml: String(value.mathml) };
  }
  if (name === 'grounding') {
    return { type: 'grounding', grounding: JSON.parse(data) as AnswerEvents['grounding'] };
  }
  if (name === 'finish') return { type: 'finish', answer: value.answer as Answer };
  if (name !== 'text') return undefined;
  const text = String(value.text);
  const end = id === undefined ? after + text.length : Number(id);
  // What is there already (a line that was cut in the middle of an event) is left out.
  const fresh = text.slice(Math.max(0, text.length - (end - after)));
  return end > after ? { type: 'text', text: fresh, end } : undefined;
}

/** 0.5, 1, 2, 4, then every 8 seconds; at once when the phone says that it is back in the network. */
function pauseBeforeRetry(attempt: number, signal: AbortSignal): Promise<void> {
  const delayMs = Math.min(8000, 250 * 2 ** attempt);
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const stop = () => {
      reject(new Error('stopped'));
      done();
    };
    const timer = setTimeout(done, delayMs);
    addEventListener('online', done);
    signal.addEventListener('abort', stop);
  });
}

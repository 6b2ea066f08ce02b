import { eventData } from '../../../src/chat/engine/upstream/event-data.ts';
import { type PupilScript, systemText } from './script.ts';

/** What one pupil got. */
export interface PupilResult {
  readonly name: string;
  readonly tokens: number;
  /** Milliseconds from each question to the first text of its answer. */
  readonly firstTextMs: readonly number[];
  /** Milliseconds that they spent waiting and reading a growing answer. */
  readonly answeringMs: number;
  /** Announced and actual seconds of each wait in the queue. */
  readonly waits: readonly { readonly announced: number; readonly actual: number }[];
  /** Each answer: when it was asked for, when each piece of it came, when it ended (milliseconds, one clock for all). */
  readonly answers: readonly AnswerTimes[];
  readonly errors: readonly string[];
  readonly unanswered: number;
}

export interface AnswerTimes {
  readonly askedMs: number;
  readonly piecesMs: readonly number[];
  readonly endedMs: number;
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[];
  readonly usage?: { readonly completion_tokens?: number } | null;
  readonly soro?: { readonly queue?: { readonly estimated_seconds: number } };
  readonly error?: { readonly message: string };
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Goes through a lesson as one pupil; `address` ends in `/v1`. */
export async function attend(script: PupilScript, address: string, model: string): Promise<PupilResult> {
  const result = {
    name: script.name,
    tokens: 0,
    firstTextMs: [] as number[],
    answeringMs: 0,
    waits: [] as { announced: number; actual: number }[],
    answers: [] as AnswerTimes[],
    errors: [] as string[],
    unanswered: 0,
  };
  const history: { role: 'user' | 'assistant'; content: string }[] = [];
  for (const turn of script.turns) {
    await sleep(turn.typingMs);
    const begun = performance.now();
    const leaving = new AbortController();
    let text = '';
    const piecesMs: number[] = [];
    let counted: number | undefined;
    let announced: number | undefined;
    try {
      const response = await fetch(`${address}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${script.name}` },
        signal: leaving.signal,
        body: JSON.stringify({
          model,
          stream: true,
          stream_options: { include_usage: true },
          temperature: 0,
          max_tokens: turn.answerTokens,
          messages: [
            { role: 'system', content: systemText },
            ...history,
            { role: 'user', content: turn.question },
          ],
        }),
      });
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
      for await (const data of eventData(response.body)) {
        const chunk = JSON.parse(data) as Chunk;
        if (chunk.error) throw new Error(chunk.error.message);
        announced ??= chunk.soro?.queue?.estimated_seconds;
        counted = chunk.usage?.completion_tokens ?? counted;
        const content = chunk.choices?.[0]?.delta?.content;
        if (!content) continue;
        if (text === '') {
          const firstMs = performance.now() - begun;
          result.firstTextMs.push(firstMs);
          if (announced !== undefined) result.waits.push({ announced, actual: firstMs / 1000 });
        }
        text += content;
        piecesMs.push(performance.now());
        if (turn.leavesAfterCharacters !== undefined && text.length >= turn.leavesAfterCharacters) {
          leaving.abort();
        }
      }
    } catch (error) {
      if (!leaving.signal.aborted) result.errors.push(String(error));
    }
    if (text === '') result.unanswered += 1;
    const endedMs = performance.now();
    result.answers.push({ askedMs: begun, piecesMs, endedMs });
    result.answeringMs += endedMs - begun;
    // One piece is one token, but for characters of several tokens; the usage is exact where it came.
    result.tokens += counted ?? piecesMs.length;
    if (text !== '')
      history.push({ role: 'user', content: turn.question }, { role: 'assistant', content: text });
    await sleep(turn.readingMs);
  }
  return result;
}

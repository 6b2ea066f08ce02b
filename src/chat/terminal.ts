import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { formatError, SoroError, throwIfInterrupted } from '../core/errors.ts';
import { placeOfCitation } from './citation-place.ts';
import type { ChatMessage, Engine, Grounding } from './types.ts';

export interface TerminalOptions {
  readonly engine: Engine;
  readonly input: Readable;
  readonly output: Writable & { readonly isTTY?: boolean };
  readonly signal?: AbortSignal | undefined;
  /** Answers this one question and returns. */
  readonly prompt?: string | undefined;
}

const help = 'Type a question. /new begins a new conversation, /exit ends; Ctrl-C stops an answer.\n';

/**
 * Talks with the model in a terminal; the answer appears as it is written. Reads lines from a pipe too:
 * each line is one question of the same conversation.
 * @throws what the engine throws for a one-shot `prompt`; in a conversation an error is shown and the
 * question taken back.
 */
export async function chatInTerminal(options: TerminalOptions): Promise<void> {
  const { engine, output, signal, prompt } = options;
  if (prompt !== undefined) {
    await answer(engine, [{ role: 'user', content: prompt }], output, signal);
    return;
  }
  await converse(options);
}

async function converse({ engine, input, output, signal }: TerminalOptions): Promise<void> {
  const terminal = output.isTTY === true;
  const lines = createInterface({ input, output: terminal ? output : undefined, terminal, prompt: '> ' });
  let answering: AbortController | undefined;
  lines.on('SIGINT', () => (answering ? answering.abort() : lines.close()));
  // A pipe that has ended (or Ctrl-D during an answer) closes readline before its last lines are read.
  let open = terminal;
  lines.on('close', () => {
    open = false;
  });
  const ask = () => {
    if (open) lines.prompt();
  };
  const onAbort = () => lines.close();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (terminal) output.write(`${engine.model.id}\n${help}`);
    let messages: ChatMessage[] = [];
    ask();
    for await (const line of lines) {
      const text = line.trim();
      if (text === '/exit') break;
      if (text === '/new') messages = [];
      else if (text.startsWith('/')) output.write(help);
      else if (text !== '') {
        answering = new AbortController();
        const either = AbortSignal.any(signal ? [signal, answering.signal] : [answering.signal]);
        messages = await turn(engine, [...messages, { role: 'user', content: text }], output, either);
        answering = undefined;
        throwIfInterrupted(signal);
      }
      ask();
    }
    throwIfInterrupted(signal);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    lines.close();
  }
}

/** The conversation after one more answer; without the question when it could not be answered. */
async function turn(
  engine: Engine,
  messages: readonly ChatMessage[],
  output: Writable,
  signal: AbortSignal,
): Promise<ChatMessage[]> {
  try {
    return [...messages, { role: 'assistant', content: await answer(engine, messages, output, signal) }];
  } catch (error) {
    if (signal.aborted) output.write('\n');
    else if (error instanceof SoroError) output.write(`${formatError(error)}\n`);
    else throw error;
    return messages.slice(0, -1);
  }
}

async function answer(
  engine: Engine,
  messages: readonly ChatMessage[],
  output: Writable,
  signal: AbortSignal | undefined,
): Promise<string> {
  let text = '';
  let grounding: Grounding | undefined;
  for await (const event of engine.generate({ messages }, { signal })) {
    if (event.type === 'text-delta') {
      text += event.text;
      output.write(event.text);
    } else if (event.type === 'grounding') grounding = event.grounding;
    else if (event.type === 'finish') {
      output.write('\n');
      for (const citation of grounding?.citations ?? []) {
        output.write(`  [${citation.number}] ${placeOfCitation(citation)}\n`);
      }
      if (grounding?.kind === 'own' && grounding.isModel === true && grounding.citations.length === 0)
        output.write('  (аз худ, бе манбаъ)\n');
      if (event.droppedMessages > 0) {
        output.write(
          `(The conversation is long: its first ${event.droppedMessages} messages were left out.)\n`,
        );
      }
    }
  }
  return text;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { serveParent } from '../../../llama/index.ts';
import { type FromChild, type StartMessage, type ToChild, toChildSchema } from '../protocol.ts';

// Plays the engine's child without a model. The first token of a prompt says how it behaves:
// 1 writes six words, 2 is killed before the fourth word the first time, 3 is killed at once, 4 hangs, 5 hangs and 6 is
// killed over its grammar, 7 aborts over its prompt, 8 takes all memory over its grammar.

const words = 6;
const cancelled = new Set<number>();

async function write(request: StartMessage): Promise<void> {
  const manner = request.prompt[0];
  const goesOn = request.written.length > 0;
  if (manner === 5 || manner === 6 || manner === 8) send({ type: 'trying', id: request.id, what: 'grammar' });
  if (manner === 5) for (;;);
  if (manner === 8) takeMemory();
  if (manner === 6) process.kill(process.pid, 'SIGKILL');
  send({ type: 'begun', id: request.id, reusedTokens: 0 });
  if (manner === 7) {
    send({ type: 'trying', id: request.id, what: 'reading' });
    process.kill(process.pid, 'SIGABRT');
  }
  if (manner === 3) process.kill(process.pid, 'SIGKILL');
  for (let index = request.written.length; index < words; index += 1) {
    await sleep(2);
    if (cancelled.has(request.id)) return;
    if (manner === 2 && index === 3 && !goesOn) process.kill(process.pid, 'SIGKILL');
    if (manner === 4 && index === 3) for (;;);
    const last = index === words - 1;
    const output = {
      id: request.id,
      token: index,
      text: `w${index} `,
      ...(last && { end: 'stop' as const }),
    };
    send({ type: 'step', outputs: [output], milliseconds: 1, promptTokens: 0 });
  }
}

/** Grows for ever, like a grammar without an end, and hears nothing. */
function takeMemory(): never {
  const taken: Buffer[] = [];
  for (;;) taken.push(Buffer.alloc(2 ** 24, taken.length));
}

function handle(message: ToChild, answer: (message: FromChild) => void): void {
  if (message.type === 'open') {
    if (message.modelFile === 'damaged.gguf') {
      process.stderr.write('llama_model_load: error\n');
      process.kill(process.pid, 'SIGABRT');
    }
    answer({
      type: 'ready',
      contextSizeTokens: 64,
      embeddingSize: 2,
      tokenCount: 100,
      begin: '',
      end: '',
      version: 'fake',
    });
  }
  if (message.type === 'cancel') cancelled.add(message.id);
  if (message.type === 'start') void write(message);
  if (message.type === 'tokenise') {
    answer({ type: 'tokens', pieces: message.pieces.map(({ text }) => [...Buffer.from(text)]) });
  }
}

const send = serveParent<typeof toChildSchema, FromChild>(toChildSchema, handle);

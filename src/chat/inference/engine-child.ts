import { writeFileSync } from 'node:fs';
import { parseWith } from '../../core/schema.ts';
import { serialiseError } from '../../core/serialised-error.ts';
import { type FromChild, type OpenMessage, type ToChild, toChildSchema } from '../engine/protocol.ts';
import { Batcher } from './batcher.ts';
import { Embedder, normalised } from './embedder.ts';
import { loadLibrary } from './library.ts';
import { LlamaModel } from './model.ts';

// The child process with the model: whatever goes wrong inside llama.cpp ends this process and not the server.

interface Opened {
  readonly model: LlamaModel;
  readonly batcher: Batcher;
}

function send(message: FromChild): void {
  process.send?.(message);
}

function open(message: OpenMessage): Opened {
  const library = loadLibrary(message.libraryFile);
  const model = new LlamaModel(library, message);
  const batcher = new Batcher(model, { ...message, send });
  const { begin, end } = model.specialTexts;
  const chatTemplate = model.metadata('tokenizer.chat_template');
  send({
    type: 'ready',
    contextSizeTokens: model.contextSizeTokens,
    embeddingSize: model.embeddingSize,
    tokenCount: model.tokenCount,
    ...(chatTemplate === undefined ? {} : { chatTemplate }),
    begin,
    end,
    version: library.version,
  });
  return { model, batcher };
}

/** Reads texts piece by piece between the rounds of the answers, so that nobody who reads one waits long. */
async function embed(
  { model, batcher }: Opened,
  id: number,
  texts: readonly (readonly number[])[],
): Promise<number[][]> {
  const longest = Math.max(...texts.map((tokens) => tokens.length));
  const embedder = await batcher.between(async () => model.embedder(longest));
  try {
    const vectors: number[][] = [];
    for (const tokens of texts) {
      const sum = new Float64Array(model.embeddingSize);
      for (let start = 0; start < tokens.length; start += Embedder.chunkTokens) {
        const chunk = tokens.slice(start, start + Embedder.chunkTokens);
        const part = await batcher.between(() => {
          send({ type: 'trying', id, what: 'reading' });
          return embedder.read(chunk, start);
        });
        for (const [index, value] of part.entries()) sum[index] = (sum[index] ?? 0) + value;
      }
      vectors.push(normalised(sum));
    }
    return vectors;
  } finally {
    await batcher.between(async () => embedder.free());
  }
}

/** Answers a call, or says why it failed. */
async function call(id: number, work: () => FromChild | Promise<FromChild>): Promise<void> {
  try {
    send(await work());
  } catch (error) {
    send({ type: 'call-failed', call: id, error: serialiseError(error) });
  }
}

function handle(opened: Opened, message: ToChild): void {
  const { model, batcher } = opened;
  switch (message.type) {
    case 'start':
      batcher.start(message);
      return;
    case 'cancel':
      batcher.cancel(message.id);
      return;
    case 'tokenise':
      void call(message.call, () => ({
        type: 'tokens',
        call: message.call,
        pieces: message.pieces.map((piece) => model.tokenise(piece.text, piece.control)),
      }));
      return;
    case 'embed':
      void call(message.call, async () => ({
        type: 'vectors',
        call: message.call,
        vectors: await embed(opened, message.call, message.texts),
      }));
      return;
    case 'ping':
      send({ type: 'pong', call: message.call, residentBytes: process.memoryUsage.rss() });
      return;
    case 'open':
      throw new Error('The model is open already.');
  }
}

/** When memory runs out, the system should end this process, which comes back, rather than the server. */
function volunteerForTheKiller(): void {
  try {
    if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '500');
  } catch {
    // Only a preference: a system that does not allow it chooses by itself.
  }
}

let opened: Opened | undefined;
volunteerForTheKiller();
process.on('message', (value) => {
  const message = parseWith(toChildSchema, value);
  if (message.type !== 'open') {
    if (opened) handle(opened, message);
    return;
  }
  try {
    opened = open(message);
  } catch (error) {
    send({ type: 'failed', error: serialiseError(error) });
  }
});
// Without its parent (killed) nobody reads the answers. Ctrl-C goes to the parent, which ends this process.
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});

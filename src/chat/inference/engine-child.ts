import { type Send, serveParent } from '../../llama/index.ts';
import {
  type FromChild,
  type OpenMessage,
  type ReadyMessage,
  type ToChild,
  toChildSchema,
} from '../engine/protocol.ts';
import { Batcher } from './batcher.ts';
import { Embedder, normalised } from './embedder.ts';
import { ServedModel } from './model.ts';

// The child process with the model: whatever goes wrong inside llama.cpp ends this process and not the server.

interface Opened {
  readonly model: ServedModel;
  readonly batcher: Batcher;
}

function open(message: OpenMessage): Opened {
  const model = new ServedModel(message);
  const batcher = new Batcher(model, { ...message, send });
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

function readyMessage({ model }: Opened): ReadyMessage {
  const { begin, end } = model.specialTexts;
  const { chatTemplate } = model;
  return {
    type: 'ready',
    contextSizeTokens: model.contextSizeTokens,
    embeddingSize: model.embeddingSize,
    tokenCount: model.vocabularySize,
    ...(chatTemplate === undefined ? {} : { chatTemplate }),
    begin,
    end,
    version: model.version,
  };
}

async function handle(message: ToChild, answer: Send<FromChild>, call: number | undefined): Promise<void> {
  if (message.type === 'open') {
    if (opened) throw new Error('The model is open already.');
    opened = open(message);
    answer(readyMessage(opened));
    return;
  }
  if (!opened) return;
  const { model, batcher } = opened;
  switch (message.type) {
    case 'start':
      batcher.start(message);
      return;
    case 'cancel':
      batcher.cancel(message.id);
      return;
    case 'tokenise': {
      const pieces = message.pieces.map((piece) => model.tokenise(piece.text, piece.control));
      answer({ type: 'tokens', pieces });
      return;
    }
    case 'embed':
      answer({ type: 'vectors', vectors: await embed(opened, call ?? 0, message.texts) });
  }
}

let opened: Opened | undefined;
const send = serveParent<typeof toChildSchema, FromChild>(toChildSchema, handle);

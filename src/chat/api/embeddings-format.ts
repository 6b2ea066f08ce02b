import type { z } from 'zod';
import type { Embeddings, EngineModel } from '../types.ts';
import type { embeddingsList } from './responses.ts';

/** OpenAI's list of embeddings; `base64` is the little-endian float32 form that its own client asks for. */
export function embeddingsObject(
  model: EngineModel,
  { vectors, promptTokens }: Embeddings,
  base64: boolean,
): z.infer<typeof embeddingsList> {
  return {
    object: 'list',
    model: model.id,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: base64 ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : [...vector],
    })),
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
}

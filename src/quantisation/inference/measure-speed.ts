import { MeasuredModel } from './measured-model.ts';
import type { InferenceRequest, Speed } from './protocol.ts';

/** The physical batch of llama.cpp's server. */
const batchTokens = 512;

/**
 * Tokens a second for a prompt and for an answer of one conversation, and the resident memory that the
 * model took. The tokens are arbitrary: arithmetic takes the same time for all.
 */
export function measureSpeed(request: Extract<InferenceRequest, { job: 'speed' }>): Speed {
  const { promptTokens, generatedTokens } = request;
  const memoryBefore = process.memoryUsage.rss();
  const model = new MeasuredModel({
    file: request.model,
    contextTokens: request.contextTokens,
    batchTokens: Math.min(batchTokens, request.contextTokens),
    threads: request.threads,
  });
  const token = (index: number) => (3 + index * 7919) % model.vocabularySize;
  const prompt = Array.from({ length: promptTokens }, (_, index) => token(index));
  const evaluate = () => {
    for (let start = 0; start < promptTokens; start += batchTokens) {
      model.read(prompt.slice(start, start + batchTokens), start, false);
    }
  };
  // Once to bring the weights into memory, once for the clock.
  evaluate();
  model.clear();
  const began = performance.now();
  evaluate();
  const prefilled = performance.now();
  for (let index = 0; index < generatedTokens; index += 1) {
    model.read([token(index)], promptTokens + index, false);
  }
  const ended = performance.now();
  return {
    prefillTokensPerSecond: (promptTokens / (prefilled - began)) * 1000,
    generationTokensPerSecond: (generatedTokens / (ended - prefilled)) * 1000,
    memoryBytes: Math.max(1, process.memoryUsage.rss() - memoryBefore),
  };
}

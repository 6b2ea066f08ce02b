import type { ChatRequest } from '../types.ts';

/** A request in OpenAI's format; what was left out stays out, so that the other server's defaults hold. */
export function upstreamBody(request: ChatRequest, model: string): Record<string, unknown> {
  const { text, topLogprobs, format } = request;
  const logprobs =
    text === undefined ? { logprobs: true, top_logprobs: topLogprobs } : { logprobs: topLogprobs };
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    ...(text === undefined ? { messages: request.messages } : { prompt: text }),
    max_tokens: request.maximumTokens,
    temperature: request.temperature,
    top_p: request.topP,
    seed: request.seed,
    ...(request.stop?.length ? { stop: request.stop } : {}),
    ...(topLogprobs === undefined ? {} : logprobs),
    ...(format && {
      response_format:
        format.type === 'json'
          ? { type: 'json_object' }
          : { type: 'json_schema', json_schema: { name: 'answer', schema: format.schema } },
    }),
  };
}

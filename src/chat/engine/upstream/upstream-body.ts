import type { ChatRequest } from '../../types.ts';

/** A request in OpenAI's format; what was left out stays out, so that the other server's defaults hold. */
export function upstreamBody(request: ChatRequest, model: string): Record<string, unknown> {
  const { text, tokens, topLogprobs, format, passedOn } = request;
  const prompt = text ?? tokens;
  const logprobs =
    prompt === undefined ? { logprobs: true, top_logprobs: topLogprobs } : { logprobs: topLogprobs };
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    ...(prompt === undefined ? { messages: passedOn?.messages ?? request.messages } : { prompt }),
    ...passedOn?.fields,
    max_tokens: request.maximumTokens,
    temperature: request.temperature,
    top_p: request.topP,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    // Not OpenAI's, but understood by the servers that understand them at all (vLLM, llama-server).
    top_k: request.topK,
    min_p: request.minP,
    repetition_penalty: request.repetitionPenalty,
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

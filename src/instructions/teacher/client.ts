import { z } from 'zod';
import { BadInputError, MachineError, throwIfInterrupted } from '../../core/errors.ts';
import { postJson } from '../../core/network/post-json.ts';
import { maximumAttempts, PassingFailure, retryAfterMs, withRetries } from '../../core/network/retry.ts';

/** A model behind an OpenAI-compatible API. */
export interface Endpoint {
  /** Base address, up to /v1. */
  readonly address: string;
  readonly model: string;
  readonly key: string | undefined;
  readonly timeoutMs: number;
  readonly retryDelayMs: number;
}

/** What is sent. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
  readonly temperature: number;
  readonly maximumTokens: number;
  readonly seed: number;
}

/** Tokens and requests used so far. */
export interface Usage {
  requests: number;
  retries: number;
  promptTokens: number;
  completionTokens: number;
}

const answerSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({ content: z.string().nullable() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.looseObject({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
});

/**
 * Asks a model once and returns its text. Busy servers (429, 5xx), cut connections and timeouts are tried
 * again with growing pauses; `usage` counts every request.
 * @throws MachineError when it stays so, BadInputError when the server refuses the request.
 */
export async function askModel(
  endpoint: Endpoint,
  prompt: Prompt,
  usage: Usage,
  signal: AbortSignal,
): Promise<string> {
  const { retryDelayMs } = endpoint;
  const giveUp = (failure: PassingFailure) => noAnswer(endpoint, failure);
  const onRetry = () => {
    usage.retries += 1;
  };
  return withRetries({ signal, retryDelayMs, giveUp, onRetry }, () => {
    usage.requests += 1;
    return askOnce(endpoint, prompt, usage, signal);
  });
}

async function askOnce(
  endpoint: Endpoint,
  prompt: Prompt,
  usage: Usage,
  signal: AbortSignal,
): Promise<string> {
  const { address, model, key, timeoutMs } = endpoint;
  const body = {
    model,
    messages: [
      { role: 'system', content: prompt.system },
      { role: 'user', content: prompt.user },
    ],
    temperature: prompt.temperature,
    max_tokens: prompt.maximumTokens,
    seed: prompt.seed,
  };
  const request = { address, path: 'chat/completions', key, body, timeoutMs, signal };
  const { response, text, json } = await postJson(request).catch((error: unknown) => {
    throwIfInterrupted(signal);
    throw new PassingFailure(error instanceof Error ? error.message : String(error));
  });
  if (!response.ok) throw failureOf(response, endpoint, text);
  const answer = answerSchema.safeParse(json);
  // A proxy's page or half an answer with status 200: the connection, not the request, is at fault.
  if (!answer.success) throw new PassingFailure('the answer is not one of a chat completion');
  usage.promptTokens += answer.data.usage?.prompt_tokens ?? 0;
  usage.completionTokens += answer.data.usage?.completion_tokens ?? 0;
  return answer.data.choices[0]?.message.content ?? '';
}

function failureOf(response: Response, { address, model }: Endpoint, text: string): Error {
  const { status } = response;
  if (status === 429 || status === 408 || status >= 500) {
    return new PassingFailure(`HTTP ${status}`, retryAfterMs(response.headers));
  }
  const remedies: Record<number, string> = {
    401: 'Put the key of the API into the variable that keyVariable names.',
    403: 'The key may not use this model: ask for access or name another model.',
    404: `Check the address (it ends in /v1) and the name of the model "${model}".`,
  };
  return new BadInputError({
    message: `The model refuses the request (HTTP ${status}): ${text.slice(0, 200)}`,
    file: address,
    remedy: remedies[status] ?? 'Change the settings that the message names.',
    // What was asked and paid for so far stays.
    unfinishedWork: 'keep',
  });
}

function noAnswer({ address }: Endpoint, cause: PassingFailure): MachineError {
  return new MachineError({
    message: `The model does not answer (${cause.message}), ${maximumAttempts} times.`,
    file: address,
    remedy: 'Wait or ask for less at once (concurrency), then run the same command again: it continues.',
    cause,
  });
}

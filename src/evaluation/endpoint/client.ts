import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { postJson } from '../../core/network/post-json.ts';
import { PassingFailure, retryAfterMs, withRetries } from '../../core/network/retry.ts';
import type { Failure } from '../results.ts';
import type { EndpointSettings } from './settings.ts';

/** A request that got no usable answer; the item is counted as failed. */
export class FailedRequest extends PassingFailure {
  readonly failure: Failure;

  constructor(failure: Failure, message: string, retryAfterMs?: number) {
    super(message, retryAfterMs);
    this.failure = failure;
  }
}

/** Tokens of a prompt with their log-probabilities. */
export interface EchoedToken {
  readonly token: string;
  /** Null of the first. */
  readonly logProbability: number | null;
  /** Where it begins, in code points. */
  readonly offset: number;
}

const echoSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        logprobs: z
          .looseObject({
            tokens: z.array(z.string()),
            token_logprobs: z.array(z.number().nullable()),
            text_offset: z.array(z.int()),
          })
          .nullish(),
      }),
    )
    .min(1),
});

const completionSchema = z.looseObject({
  choices: z.array(z.looseObject({ text: z.string(), finish_reason: z.string().nullish() })).min(1),
});

const chatSchema = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({ content: z.string().nullable() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
});

/** A text that an endpoint wrote. */
export interface WrittenText {
  readonly text: string;
  readonly cut: boolean;
}

/** What is asked of an endpoint. */
export interface Asked {
  readonly prompt: string;
  readonly maximumTokens: number;
  readonly stop: readonly string[];
  /** As a user's turn of a dialogue. */
  readonly chat: boolean;
  /** The answer is JSON of this schema (dialogues only). */
  readonly schema?: object;
}

/** An OpenAI-compatible API. Busy and broken answers are tried again; what stays is a {@link FailedRequest}. */
export class EndpointClient {
  readonly #settings: EndpointSettings;
  readonly #signal: AbortSignal;

  constructor(settings: EndpointSettings, signal: AbortSignal) {
    this.#settings = settings;
    this.#signal = signal;
  }

  /** The tokens of a prompt with their log-probabilities; undefined where the server does not tell them. */
  async echo(prompt: string): Promise<EchoedToken[] | undefined> {
    const body = { prompt, max_tokens: 1, echo: true, logprobs: 1, temperature: 0 };
    const answer = await this.#ask('completions', body, echoSchema);
    const found = answer.choices[0]?.logprobs;
    const length = [...prompt].length;
    const tokens = (found?.tokens ?? []).flatMap((token, index): EchoedToken[] => {
      const offset = found?.text_offset[index] ?? length;
      return offset < length ? [{ token, logProbability: found?.token_logprobs[index] ?? null, offset }] : [];
    });
    return tokens.some(({ logProbability }) => logProbability !== null) ? tokens : undefined;
  }

  /** Lets the model write. */
  async write({ prompt, maximumTokens, stop, chat, schema }: Asked): Promise<WrittenText> {
    const common = {
      max_tokens: maximumTokens,
      temperature: 0,
      ...(stop.length > 0 ? { stop } : {}),
    };
    if (!chat) {
      const answer = await this.#ask('completions', { ...common, prompt }, completionSchema);
      const [choice] = answer.choices;
      return { text: choice?.text ?? '', cut: choice?.finish_reason === 'length' };
    }
    const body = {
      ...common,
      messages: [{ role: 'user', content: prompt }],
      ...(schema
        ? {
            response_format: {
              type: 'json_schema',
              json_schema: { name: 'answer', strict: true, schema },
            },
          }
        : {}),
    };
    const [choice] = (await this.#ask('chat/completions', body, chatSchema)).choices;
    return { text: choice?.message.content ?? '', cut: choice?.finish_reason === 'length' };
  }

  async #ask<Schema extends z.ZodType>(
    path: string,
    body: object,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const { attempts, retrySeconds } = this.#settings;
    const options = { signal: this.#signal, attempts, retryDelayMs: retrySeconds * 1000 };
    return withRetries({ ...options, giveUp: (failure) => failure }, () => this.#askOnce(path, body, schema));
  }

  async #askOnce<Schema extends z.ZodType>(
    path: string,
    body: object,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const { address, model, keyVariable, timeoutSeconds } = this.#settings;
    const { response, text, json } = await postJson({
      address,
      path,
      key: keyVariable === undefined ? undefined : process.env[keyVariable],
      body: { model, ...body },
      timeoutMs: timeoutSeconds * 1000,
      signal: this.#signal,
    }).catch((error: unknown) => {
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      throw new FailedRequest(isLate ? 'time-out' : 'no-connection', String(error));
    });
    if (!response.ok) throw this.#refusal(response, text);
    const answer = schema.safeParse(json);
    if (!answer.success) throw new FailedRequest('nonsense', text.slice(0, 200));
    return answer.data;
  }

  /** Wrong key, address or model name: no item will do better. */
  #refusal({ status, headers }: Response, text: string): Error {
    if (![401, 403, 404].includes(status)) {
      return new FailedRequest('refused', `HTTP ${status}: ${text.slice(0, 200)}`, retryAfterMs(headers));
    }
    const { address, model } = this.#settings;
    return new BadInputError({
      message: `The endpoint refuses the request (HTTP ${status}): ${text.slice(0, 200)}`,
      file: address,
      remedy:
        status === 404
          ? `Check the address (it ends in /v1) and the name of the model "${model}".`
          : 'Put the key of the API into the variable that keyVariable names.',
      unfinishedWork: 'keep',
    });
  }
}

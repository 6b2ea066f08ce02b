import type { z } from 'zod';
import { BadInputError, fromSystemError, MachineError, throwIfInterrupted } from '../../core/errors.ts';
import { retryAfterMs } from '../../core/network/retry.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { servingDefaults } from '../defaults.ts';
import { BusyError } from '../queue/busy-error.ts';
import type { ChatEvent, ChatRequest, ChatUsage, Engine, FinishReason } from '../types.ts';
import { eventData } from './event-data.ts';
import { QueuedEngine } from './queued-engine.ts';
import { upstreamBody } from './upstream-body.ts';
import { chunkSchema, embeddingsSchema, errorSchema, modelsSchema } from './upstream-schemas.ts';
import type { Writer } from './writer.ts';

export interface UpstreamOptions {
  /** Base address of an OpenAI-compatible server, with its `/v1`. */
  readonly address: string;
  readonly key?: string | undefined;
  /** Default: the only (or first) model that it lists. */
  readonly model?: string | undefined;
  /** Requests that it gets at the same time. Default 32. */
  readonly places?: number | undefined;
  readonly maximumWaiting?: number | undefined;
}

/** A server that says nothing about it: enough for a school conversation. */
const assumedContextTokens = 8192;
const listTimeoutMs = 10_000;
/** A busy server that does not say when it will have time. */
const assumedWaitMs = 5000;

/**
 * Answers through another server (vLLM, llama-server, another Soro), behind the same queue.
 * @throws BadInputError for a wrong address or model, MachineError when the server does not answer.
 */
export async function createUpstreamEngine(
  options: UpstreamOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Engine> {
  const server = new Upstream(options.address, options.key);
  const writer = await createWriter(server, options);
  return new QueuedEngine(writer, {
    places: options.places ?? 32,
    maximumWaiting: options.maximumWaiting ?? 256,
  });
}

async function createWriter(
  server: Upstream,
  options: UpstreamOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Writer> {
  const timeout = AbortSignal.timeout(listTimeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const list = await server.json('models', undefined, modelsSchema, signal);
  const found = options.model ? list.data.find((one) => one.id === options.model) : list.data[0];
  if (!found) {
    throw new BadInputError({
      message: options.model ? `There is no model "${options.model}" there.` : 'It serves no model.',
      file: options.address,
      remedy: `Name one of: ${list.data.map((one) => one.id).join(', ') || '(none)'}.`,
    });
  }
  const context = found.max_model_len ?? found.meta?.n_ctx ?? assumedContextTokens;
  const model = {
    id: found.id,
    createdSeconds: found.created ?? 0,
    contextSizeTokens: context,
    callsTools: true,
    readsPassages: true,
  };
  return {
    model,
    async prepare(request, { limits }) {
      if (request.answerBeginning) throw cannotContinue();
      if (request.promptLogprobs !== undefined) throw cannotEcho();
      const maximumTokens = Math.min(
        request.maximumTokens ?? servingDefaults.maximumTokens,
        limits.answerTokens,
        context,
      );
      return { write: (stop) => write(server, { ...request, maximumTokens }, found.id, stop) };
    },
    async embed(texts, stop) {
      const body = { model: found.id, input: texts };
      const answer = await server.json('embeddings', body, embeddingsSchema, stop);
      return {
        vectors: answer.data.toSorted((a, b) => a.index - b.index).map((one) => one.embedding),
        promptTokens: answer.usage.prompt_tokens,
      };
    },
    state: () => ({ ready: server.healthy, restarts: 0, residentBytes: 0 }),
    close: async () => {},
  };
}

type WriterEvent = Exclude<ChatEvent, { type: 'queue' }>;

async function* write(
  server: Upstream,
  request: ChatRequest,
  model: string,
  signal: AbortSignal,
): AsyncGenerator<WriterEvent> {
  const path = request.text === undefined ? 'chat/completions' : 'completions';
  const response = await server.post(path, upstreamBody(request, model), signal);
  let reason: FinishReason | undefined;
  let tokens = 0;
  let usage: ChatUsage | undefined;
  for await (const data of server.events(response, signal)) {
    const chunk = parseWith(chunkSchema, parseJson(data, { family: 'corrupt' }), { family: 'corrupt' });
    if (chunk.error) throw server.broken(chunk.error.message);
    const [choice] = chunk.choices ?? [];
    const text = choice?.delta?.content ?? choice?.text ?? '';
    const logprobs = choice?.logprobs?.content?.map((one) => ({
      token: one.token,
      bytes: one.bytes ?? [...Buffer.from(one.token)],
      logprob: one.logprob,
      top: (one.top_logprobs ?? []).map((top) => ({
        ...top,
        bytes: top.bytes ?? [...Buffer.from(top.token)],
      })),
    }));
    if (text !== '') tokens += 1;
    if (text !== '' || logprobs?.length) yield { type: 'text-delta', text, ...(logprobs && { logprobs }) };
    const calls = choice?.delta?.tool_calls ?? [];
    if (calls.length > 0) yield { type: 'tool-calls', calls };
    if (choice?.finish_reason) reason = reasonOf(choice.finish_reason);
    if (chunk.usage) {
      usage = {
        promptTokens: chunk.usage.prompt_tokens,
        completionTokens: chunk.usage.completion_tokens ?? 0,
        reusedTokens: chunk.usage.prompt_tokens_details?.cached_tokens ?? 0,
      };
    }
  }
  if (!reason) throw server.broken('The answer was cut off.');
  usage ??= { promptTokens: 0, completionTokens: tokens, reusedTokens: 0 };
  yield { type: 'finish', reason, usage, droppedMessages: 0 };
}

/** A server may know more reasons (a filter struck): to us it has stopped. */
function reasonOf(told: string): FinishReason {
  return told === 'length' || told === 'tool_calls' ? told : 'stop';
}

/** Each server tells the probabilities of a prompt in its own way. */
function cannotEcho(): BadInputError {
  return new BadInputError({
    message: 'The prompt comes back from another server without probabilities, and only where it is a text.',
    place: 'echo',
    remedy: 'Leave "echo" or "logprobs" out, or ask that server itself.',
  });
}

/** OpenAI's format has no way to say it. */
function cannotContinue(): BadInputError {
  return new BadInputError({
    message: 'Another server cannot continue an answer that was begun.',
    place: 'answerBeginning',
    remedy: 'Ask the question again.',
  });
}

/** HTTP to the other server; its errors become ours. */
class Upstream {
  healthy = true;
  readonly #address: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(address: string, key: string | undefined) {
    this.#address = address.replace(/\/+$/u, '');
    if (!/^https?:\/\/[^/]/u.test(this.#address)) {
      throw new BadInputError({
        message: 'This is not the address of a server.',
        place: address,
        remedy: 'Give it like http://192.168.1.5:8000/v1.',
      });
    }
    this.#headers = {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
  }

  async json<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>> {
    const response = await this.#fetch(path, body, signal);
    const source = { file: `${this.#address}/${path}`, family: 'corrupt' } as const;
    return parseWith(schema, parseJson(await response.text(), source), source);
  }

  post(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    return this.#fetch(path, body, signal);
  }

  async *events(response: Response, signal: AbortSignal): AsyncGenerator<string> {
    try {
      if (response.body) yield* eventData(response.body);
    } catch (error) {
      throwIfInterrupted(signal);
      if (signal.aborted) throw signal.reason;
      throw error instanceof MachineError ? error : this.broken('The connection was cut.', error);
    }
  }

  broken(message: string, cause?: unknown): MachineError {
    return new MachineError({
      message: `The other server failed: ${message}`,
      file: this.#address,
      remedy: 'Ask again; look at its log if that does not help.',
      cause,
    });
  }

  async #fetch(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.#address}/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: this.#headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal,
      });
    } catch (error) {
      if (signal.aborted && signal.reason?.name !== 'TimeoutError') throw signal.reason;
      this.healthy = false;
      throw fromSystemError(this.broken('It cannot be reached.', error), this.#address);
    }
    this.healthy = response.status < 500;
    if (response.ok) return response;
    throw await this.#refusal(response);
  }

  async #refusal(response: Response): Promise<Error> {
    const text = await response.text().catch(() => '');
    const parsed = errorSchema.safeParse(safeJson(text));
    const message = parsed.success ? parsed.data.error.message : `HTTP status ${response.status}.`;
    if (response.status === 429) {
      const waitMs = retryAfterMs(response.headers) ?? assumedWaitMs;
      return new BusyError(
        { message: 'The other server has too much to do.' },
        'everybody',
        Math.ceil(waitMs / 1000),
      );
    }
    if ([400, 413, 422].includes(response.status)) {
      const place = parsed.success ? (parsed.data.error.param ?? undefined) : undefined;
      return new BadInputError({ message, place, remedy: 'Correct the request.' });
    }
    return this.broken(message);
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

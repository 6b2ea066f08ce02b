import { BadInputError } from '../../../core/errors.ts';
import { parseJson, parseWith } from '../../../core/schema.ts';
import { servingDefaults } from '../../defaults.ts';
import type { ChatEvent, ChatRequest, ChatUsage, Engine, FinishReason } from '../../types.ts';
import { QueuedEngine } from '../queued-engine.ts';
import type { Writer } from '../writer.ts';
import { Replicas } from './replicas.ts';
import { upstreamBody } from './upstream-body.ts';
import { chunkSchema, embeddingsSchema, modelsSchema } from './upstream-schemas.ts';
import { UpstreamServer } from './upstream-server.ts';

export interface UpstreamOptions {
  /**
   * Base address of an OpenAI-compatible server, with its `/v1`; several that serve the same model, separated by commas, are
   * asked in turn, and one that dies is left out until it answers again.
   */
  readonly address: string;
  readonly key?: string | undefined;
  /** Default: the only (or first) model that it lists. */
  readonly model?: string | undefined;
  /** Requests that each of them gets at the same time. Default 32. */
  readonly places?: number | undefined;
  readonly maximumWaiting?: number | undefined;
}

/** A server that says nothing about it: enough for a school conversation. */
const assumedContextTokens = 8192;
const listTimeoutMs = 10_000;

/**
 * Answers through another server (vLLM, llama-server, another Soro), behind the same queue.
 * @throws BadInputError for a wrong address or model, MachineError when the server does not answer.
 */
export async function createUpstreamEngine(
  options: UpstreamOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Engine> {
  const servers = options.address.split(',').map((one) => new UpstreamServer(one.trim(), options.key));
  const replicas = new Replicas(servers);
  const writer = await createWriter(replicas, options);
  const placesOfOne = options.places ?? 32;
  return new QueuedEngine(writer, {
    places: () => placesOfOne * replicas.living,
    maximumWaiting: options.maximumWaiting ?? 256,
  });
}

async function createWriter(
  replicas: Replicas,
  options: UpstreamOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Writer> {
  const timeout = AbortSignal.timeout(listTimeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const list = await replicas.first((server) => server.json('models', undefined, modelsSchema, signal));
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
      return {
        write: (stop) =>
          replicas.stream((server) => write(server, { ...request, maximumTokens }, found.id, stop), stop),
      };
    },
    async embed(texts, stop) {
      const body = { model: found.id, input: texts };
      const answer = await replicas.first(
        (server) => server.json('embeddings', body, embeddingsSchema, stop),
        stop,
      );
      return {
        vectors: answer.data.toSorted((a, b) => a.index - b.index).map((one) => one.embedding),
        promptTokens: answer.usage.prompt_tokens,
      };
    },
    state: () => ({ ready: replicas.areUp, restarts: replicas.deaths, residentBytes: 0 }),
    close: async () => replicas.close(),
  };
}

type WriterEvent = Exclude<ChatEvent, { type: 'queue' }>;

async function* write(
  server: UpstreamServer,
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

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deepestRequestLevels, parseJson } from '../../core/schema.ts';
import type { ChatEvent, ChatRequest, Engine } from '../types.ts';
import { type ApiError, apiError, toApiError } from './api-error.ts';
import {
  type CallerVariables,
  callerOptions,
  localCaller,
  needsScope,
  type ResolveCaller,
} from './caller.ts';
import { choiceEvents, collectChoices } from './choices.ts';
import { type CompletionFormat, chatFormat, textFormat } from './completion-format.ts';
import { completionStream } from './completion-stream.ts';
import { embeddingsObject } from './embeddings-format.ts';
import { Metrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { type Page, servePage } from './page.ts';
import {
  type CompletionRequest,
  parseChatRequest,
  parseEmbeddingsRequest,
  parseTextRequest,
} from './parse-request.ts';
import { trustedHost } from './security.ts';
import { secureHeaders } from './security-headers.ts';

export interface ApiOptions {
  readonly engine: Engine;
  /** The built page; without it only the API is served. */
  readonly page?: Page | undefined;
  /** Told about every error that is a defect, not the client's. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** Who sent a request. Default: whoever sits at this machine, who may do everything. */
  readonly resolveCaller?: ResolveCaller | undefined;
  /** Further routes, before the page. */
  readonly routes?: Hono | undefined;
  /** Names that this server answers to besides those of this machine itself. */
  readonly hosts?: readonly string[] | ((name: string) => boolean) | undefined;
  /**
   * Texts that are no secret, such as a school's system text: a system message that begins with one is read
   * once for everybody.
   */
  readonly sharedTexts?: readonly string[] | undefined;
}

const maximumBodyBytes = 1_000_000;

/** The HTTP application: the OpenAI-compatible API, what watches it, and the page. */
export function createApi(options: ApiOptions): Hono<CallerVariables> {
  const { engine, resolveCaller = () => localCaller } = options;
  const report = options.onError ?? (() => {});
  const metrics = new Metrics();
  const app = new Hono<CallerVariables>();

  app.use(secureHeaders);
  app.use(async (c, next) => {
    await next();
    metrics.answered(c.req.routePath, c.res.status);
  });
  app.use(trustedHost(options.hosts ?? []));
  app.get('/healthz', (c) => c.json({ status: 'ok', model: engine.model.id }));
  app.get('/readyz', (c) => {
    const { ready } = engine.state();
    return c.json({ status: ready ? 'ok' : 'starting', model: engine.model.id }, ready ? 200 : 503);
  });
  app.get('/metrics', needsScope('metrics', resolveCaller), (c) =>
    c.body(metrics.text(engine), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  app.get('/openapi.json', (c) => c.json(openApiDocument()));
  app.get('/v1/models', needsScope('models', resolveCaller), (c) =>
    c.json({ object: 'list', data: [modelOf(engine)] }),
  );
  app.get('/v1/models/:id', needsScope('models', resolveCaller), (c) => {
    const id = c.req.param('id');
    return id === engine.model.id ? c.json(modelOf(engine)) : send(c, unknownModel(id, engine));
  });

  const body = bodyLimit({
    maxSize: maximumBodyBytes,
    onError: (c) => send(c, apiError(413, `The request is larger than ${maximumBodyBytes} bytes.`)),
  });
  const completions = (format: CompletionFormat, parse: (body: unknown) => CompletionRequest) => {
    return async (c: Context<CallerVariables>) => {
      const given = await jsonBody(c);
      if ('error' in given) return send(c, given.error);
      const request = parse(given.value);
      if (isOther(request.model, engine)) return send(c, unknownModel(request.model ?? '', engine));
      const abandoned = new AbortController();
      const signal = AbortSignal.any([c.req.raw.signal, abandoned.signal]);
      const options_ = callerOptions(c.get('caller'));
      const generate = (one: ChatRequest, either: AbortSignal) =>
        timed(
          engine.generate(withShared(one, options.sharedTexts), { ...options_, signal: either }),
          metrics,
        );
      const events = choiceEvents(request.choices, generate, signal);
      const identity = format.identity(engine.model);
      if (!request.stream) {
        return c.json(format.whole(identity, await collectChoices(events, request.choices.length)) as object);
      }
      // What is refused at once is told as an error of its own, with its status, not inside a stream.
      const iterator = events[Symbol.asyncIterator]();
      const first = await iterator.next();
      const stream = completionStream(identity, replay(first, iterator), {
        format,
        includeUsage: request.includeUsage,
        abandon: () => abandoned.abort(),
        onError: (error) => signal.aborted || reportDefect(error, report),
      });
      return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    };
  };
  const chatScope = needsScope('chat', resolveCaller);
  app.post('/v1/chat/completions', chatScope, body, completions(chatFormat, parseChatRequest));
  app.post('/v1/completions', chatScope, body, completions(textFormat, parseTextRequest));
  app.post('/v1/embeddings', needsScope('embeddings', resolveCaller), body, async (c) => {
    const given = await jsonBody(c);
    if ('error' in given) return send(c, given.error);
    const request = parseEmbeddingsRequest(given.value);
    if (isOther(request.model, engine)) return send(c, unknownModel(request.model ?? '', engine));
    const signal = c.req.raw.signal;
    const found = await engine.embed(request.texts, { ...callerOptions(c.get('caller')), signal });
    return c.json(embeddingsObject(engine.model, found, request.base64));
  });

  if (options.routes) app.route('/', options.routes);
  servePage(app, options.page ?? new Map());
  app.notFound((c) => send(c, apiError(404, `There is nothing at ${c.req.method} ${c.req.path}.`)));
  app.onError((error, c) => {
    if (c.req.raw.signal.aborted) return send(c, apiError(499 as 400, 'The connection was closed.'));
    reportDefect(error, report);
    return send(c, toApiError(error));
  });
  return app;
}

/** The body of a request as JSON; browsers send other types from foreign sites without asking. */
async function jsonBody(c: Context): Promise<{ readonly value: unknown } | { readonly error: ApiError }> {
  const mediaType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    return { error: apiError(415, 'The content type must be application/json.') };
  }
  const source = { remedy: 'Send valid JSON.', deepestLevels: deepestRequestLevels };
  return { value: parseJson(await c.req.text(), source) };
}

/** Notes when the first text of an answer comes. */
async function* timed(events: AsyncIterable<ChatEvent>, metrics: Metrics): AsyncGenerator<ChatEvent> {
  const begun = performance.now();
  let silent = true;
  for await (const event of events) {
    if (silent && event.type === 'text-delta') {
      metrics.firstText((performance.now() - begun) / 1000);
      silent = false;
    }
    yield event;
  }
}

async function* replay<Value>(
  first: IteratorResult<Value, undefined>,
  rest: AsyncIterator<Value, undefined>,
): AsyncGenerator<Value> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function withShared(request: ChatRequest, texts: readonly string[] = []): ChatRequest {
  const [system] = request.messages;
  if (system?.role !== 'system') return request;
  const found = texts.filter((text) => system.content.trimStart().startsWith(text.trimStart()));
  const sharedPrefix = found.sort((a, b) => b.length - a.length)[0];
  return sharedPrefix === undefined ? request : { ...request, sharedPrefix };
}

function send(c: Context, { status, body, headers }: ApiError) {
  return c.json(body, status, { ...headers });
}

function reportDefect(error: unknown, report: (error: unknown) => void): void {
  if (toApiError(error).status === 500) report(error);
}

function modelOf({ model }: Engine) {
  return { id: model.id, object: 'model', created: model.createdSeconds, owned_by: 'soro' };
}

function isOther(model: string | undefined, engine: Engine): boolean {
  return model !== undefined && model !== engine.model.id;
}

function unknownModel(id: string, engine: Engine): ApiError {
  return apiError(404, `There is no model "${id}" here; this server serves "${engine.model.id}".`, {
    param: 'model',
    code: 'model_not_found',
  });
}

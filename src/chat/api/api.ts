import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { BadInputError } from '../../core/errors.ts';
import { narrowGrounding } from '../narrow-grounding.ts';
import type { ChatEvent, ChatRequest, Engine, GroundingOptions } from '../types.ts';
import { type ApiError, apiError, toApiError } from './api-error.ts';
import {
  type CallerVariables,
  callerOptions,
  localCaller,
  needsScope,
  type ResolveCaller,
} from './caller.ts';
import { choiceEvents, collectChoices, type Generate } from './choices.ts';
import { type CompletionFormat, chatFormat, textFormat } from './completion-format.ts';
import { completionStream } from './completion-stream.ts';
import { announceClose } from './connection/announce-close.ts';
import { allowOrigins, type Origin } from './connection/cors.ts';
import { refuseOtherMethods } from './connection/methods.ts';
import { type RefusedBody, readJsonBody } from './connection/read-body.ts';
import { embeddingsObject } from './embeddings-format.ts';
import { Metrics } from './metrics.ts';
import { type ApiOperation, openApiDocument } from './openapi.ts';
import { type Page, servePage } from './page.ts';
import {
  type CompletionRequest,
  parseChatRequest,
  parseEmbeddingsRequest,
  parseTextRequest,
} from './requests/parse-request.ts';
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
  readonly routes?: Hono<CallerVariables> | undefined;
  /** What the further routes are, for the OpenAPI document. */
  readonly operations?: readonly ApiOperation[] | undefined;
  /** Names that this server answers to besides those of this machine itself. */
  readonly hosts?: readonly string[] | ((name: string) => boolean) | undefined;
  /**
   * Texts that are no secret, such as a school's system text: a system message that begins with one is read
   * once for everybody.
   */
  readonly sharedTexts?: readonly string[] | undefined;
  /** Pages elsewhere that may call the API from a browser; see {@link allowOrigins}. Default: none. */
  readonly origins?: readonly Origin[] | undefined;
}

const maximumBodyBytes = 1_000_000;
/** The name that always means the model in use. */
const alias = 'soro';

/** The HTTP application: the OpenAI-compatible API, what watches it, and the page. */
export function createApi(options: ApiOptions): Hono<CallerVariables> {
  const { engine, resolveCaller = () => localCaller } = options;
  const report = options.onError ?? (() => {});
  const metrics = new Metrics();
  // `/v1/models/` is `/v1/models`: some clients end the address with a slash.
  const app = new Hono<CallerVariables>({ strict: false });

  app.use(secureHeaders);
  app.use(announceClose);
  app.use(async (c, next) => {
    await next();
    metrics.answered(c.req.routePath, c.res.status);
  });
  app.use(trustedHost(options.hosts ?? []));
  app.use('/v1/*', allowOrigins(options.origins ?? []));
  app.use('/v1/*', async (c, next) => {
    await next();
    c.res.headers.set('x-request-id', `req_${randomUUID()}`);
  });
  app.get('/healthz', (c) => c.json({ status: 'ok', model: engine.model.id }));
  app.get('/readyz', (c) => {
    const { ready } = engine.state();
    return c.json({ status: ready ? 'ok' : 'starting', model: engine.model.id }, ready ? 200 : 503);
  });
  app.get('/metrics', needsScope('metrics', resolveCaller), (c) =>
    c.body(metrics.text(engine), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  app.get('/openapi.json', (c) => c.json(openApiDocument(options.operations)));
  app.get('/v1/models', needsScope('models', resolveCaller), (c) =>
    c.json({ object: 'list', data: [modelOf(engine)] }),
  );
  app.get('/v1/models/:id', needsScope('models', resolveCaller), (c) => {
    const id = c.req.param('id');
    return isOther(id, engine) ? send(c, unknownModel(id, engine)) : c.json(modelOf(engine));
  });

  const completions = (format: CompletionFormat, parse: (body: unknown) => CompletionRequest) => {
    return async (c: Context<CallerVariables>) => {
      const given = await readJsonBody(c.req.raw, maximumBodyBytes);
      if ('refused' in given) return send(c, bodyError(given.refused));
      const request = parse(given.value);
      if (isOther(request.model, engine)) return send(c, unknownModel(request.model ?? '', engine));
      refuseTools(request, engine);
      const abandoned = new AbortController();
      const signal = AbortSignal.any([c.req.raw.signal, abandoned.signal]);
      const asked = callerOptions(c.get('caller'));
      const { grounding: limits } = c.get('caller');
      const generate: Generate = (choice, own) =>
        timed(
          engine.generate(withLimits(withShared(choice.request, options.sharedTexts), limits), {
            ...asked,
            ...own,
          }),
          metrics,
        );
      const { running } = asked.limits;
      const events = choiceEvents(request.choices, generate, { signal, together: running });
      const identity = format.identity(engine.model);
      if (!request.stream) {
        const choices = await collectChoices(events, request.choices.length);
        return c.json(format.whole(identity, request.choices, choices) as object);
      }
      // What is refused at once is told as an error of its own, with its status, not inside a stream.
      const iterator = events[Symbol.asyncIterator]();
      const first = await iterator.next();
      const stream = completionStream(identity, replay(first, iterator), {
        format,
        requests: request.choices,
        includeUsage: request.includeUsage,
        abandon: () => abandoned.abort(),
        onError: (error) => signal.aborted || reportDefect(error, report),
      });
      return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    };
  };
  const chatScope = needsScope('chat', resolveCaller);
  app.post('/v1/chat/completions', chatScope, completions(chatFormat, parseChatRequest));
  app.post('/v1/completions', chatScope, completions(textFormat, parseTextRequest));
  app.post('/v1/embeddings', needsScope('embeddings', resolveCaller), async (c) => {
    const given = await readJsonBody(c.req.raw, maximumBodyBytes);
    if ('refused' in given) return send(c, bodyError(given.refused));
    const request = parseEmbeddingsRequest(given.value);
    if (isOther(request.model, engine)) return send(c, unknownModel(request.model ?? '', engine));
    const signal = c.req.raw.signal;
    const found = await engine.embed(request.texts, { ...callerOptions(c.get('caller')), signal });
    return c.json(embeddingsObject(engine.model, found, request.base64));
  });

  if (options.routes) app.route('/', options.routes);
  refuseOtherMethods(app, send);
  servePage(app, options.page ?? new Map());
  app.notFound((c) => send(c, options.page?.has(c.req.path) ? onlyRead(c) : notThere(c)));
  app.onError((error, c) => {
    if (c.req.raw.signal.aborted) return send(c, apiError(499 as 400, 'The connection was closed.'));
    reportDefect(error, report);
    return send(c, toApiError(error));
  });
  return app;
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

function withLimits(request: ChatRequest, limits: GroundingOptions | undefined): ChatRequest {
  return limits ? { ...request, grounding: narrowGrounding(request.grounding, limits) } : request;
}

function withShared(request: ChatRequest, texts: readonly string[] = []): ChatRequest {
  const [system] = request.messages;
  if (system?.role !== 'system') return request;
  const found = texts.filter((text) => system.content.trimStart().startsWith(text.trimStart()));
  const sharedPrefix = found.sort((a, b) => b.length - a.length)[0];
  return sharedPrefix === undefined ? request : { ...request, sharedPrefix };
}

function bodyError({ status, message, headers }: RefusedBody): ApiError {
  return { ...apiError(status, message), headers };
}

/** @throws BadInputError where tools are called and the model cannot. */
function refuseTools({ choices }: CompletionRequest, { model }: Engine): void {
  const passedOn = choices[0]?.request.passedOn;
  if (!passedOn || model.callsTools) return;
  throw new BadInputError({
    message: 'The model of this server does not call tools.',
    place: passedOn.place,
    remedy: 'Leave tools out, or put Soro in front of a server that has them (soro serve --upstream).',
  });
}

/** For the page's files. */
function onlyRead(c: Context): ApiError {
  const allow = 'GET, HEAD';
  return {
    ...apiError(405, `${c.req.path} has no ${c.req.method}; there is: ${allow}.`),
    headers: { allow },
  };
}

function notThere(c: Context): ApiError {
  const { path } = c.req;
  const lacksVersion = /^\/(chat\/completions|completions|embeddings|models)(\/|$)/u.test(path);
  const hint = lacksVersion ? ` Did you mean /v1${path}? The base address of the API ends in /v1.` : '';
  return apiError(404, `There is nothing at ${c.req.method} ${path}.${hint}`);
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
  return model !== undefined && model !== engine.model.id && model !== alias;
}

function unknownModel(id: string, engine: Engine): ApiError {
  return apiError(
    404,
    `There is no model "${id}" here; this server serves "${engine.model.id}", which "${alias}" always means.`,
    {
      param: 'model',
      code: 'model_not_found',
    },
  );
}

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { parseJson } from '../core/schema.ts';
import { type ApiError, apiError, toApiError } from './api-error.ts';
import { completionObject, newCompletion } from './completion-format.ts';
import { completionStream } from './completion-stream.ts';
import type { Page } from './page.ts';
import { parseCompletionRequest } from './request-schema.ts';
import { securityHeaders, trustedHost } from './security.ts';
import type { Engine } from './types.ts';

export interface ApiOptions {
  readonly engine: Engine;
  /** The built page; without it only the API is served. */
  readonly page?: Page;
  /** Told about every error that is a defect, not the client's. */
  readonly onError?: (error: unknown) => void;
}

const maximumBodyBytes = 1_000_000;

/** The HTTP application: OpenAI's chat completions, the list of models, the page. */
export function createApi(options: ApiOptions): Hono {
  const { engine, page = new Map() } = options;
  const report = options.onError ?? (() => {});
  const app = new Hono();

  app.use(securityHeaders);
  app.use(trustedHost);
  app.get('/healthz', (c) => c.json({ status: 'ok', model: engine.model.id }));
  app.get('/v1/models', (c) => c.json({ object: 'list', data: [modelObject(engine)] }));
  app.get('/v1/models/:id', (c) =>
    c.req.param('id') === engine.model.id
      ? c.json(modelObject(engine))
      : send(c, unknownModel(c.req.param('id'), engine)),
  );

  app.post(
    '/v1/chat/completions',
    bodyLimit({
      maxSize: maximumBodyBytes,
      onError: (c) => send(c, apiError(413, `The request is larger than ${maximumBodyBytes} bytes.`)),
    }),
    async (c) => {
      const mediaType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (mediaType !== 'application/json') {
        return send(c, apiError(415, 'The content type must be application/json.'));
      }
      const request = parseCompletionRequest(parseJson(await c.req.text(), { remedy: 'Send valid JSON.' }));
      if (request.model !== undefined && request.model !== engine.model.id) {
        return send(c, unknownModel(request.model, engine));
      }
      const abandoned = new AbortController();
      const signal = AbortSignal.any([c.req.raw.signal, abandoned.signal]);
      const identity = newCompletion(engine.model);
      const events = engine.generate(request.chat, signal);
      if (!request.stream) return c.json(await completionObject(identity, events));
      const stream = completionStream(identity, events, {
        includeUsage: request.includeUsage,
        abandon: () => abandoned.abort(),
        onError: (error) => signal.aborted || reportDefect(error, report),
      });
      return c.body(stream, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    },
  );

  app.get('*', compress(), (c) => {
    const file = page.get(c.req.path);
    if (!file) return c.notFound();
    const headers = {
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: file.etag,
    };
    // Compression turns the tag into a weak one.
    const known = c.req.header('if-none-match')?.replace(/^W\//u, '');
    if (known === file.etag) return c.body(null, 304, headers);
    return c.body(file.content, 200, { ...headers, 'content-type': file.contentType });
  });

  app.notFound((c) => send(c, apiError(404, `There is nothing at ${c.req.method} ${c.req.path}.`)));
  app.onError((error, c) => {
    reportDefect(error, report);
    return send(c, toApiError(error));
  });
  return app;
}

function send(c: Context, { status, body }: ApiError) {
  return c.json(body, status satisfies ContentfulStatusCode);
}

function reportDefect(error: unknown, report: (error: unknown) => void): void {
  if (toApiError(error).status === 500) report(error);
}

function modelObject({ model }: Engine) {
  return { id: model.id, object: 'model', created: model.createdSeconds, owned_by: 'soro' };
}

function unknownModel(id: string, engine: Engine): ApiError {
  return apiError(404, `There is no model "${id}" here; this server serves "${engine.model.id}".`, {
    param: 'model',
    code: 'model_not_found',
  });
}

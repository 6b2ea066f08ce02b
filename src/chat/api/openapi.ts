import { z } from 'zod';
import { soroVersion } from '../../core/version.ts';
import { chatBody, completionBody, embeddingsBody } from './requests/bodies.ts';
import {
  chatChunk,
  chatCompletion,
  embeddingsList,
  errorObject,
  health,
  modelList,
  modelObject,
  textCompletion,
} from './responses.ts';

/** One operation of the API, with the schemas that check it. */
export interface ApiOperation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly scope?: string;
  readonly request?: z.ZodType;
  readonly response?: z.ZodType;
  /** What a stream's events hold. */
  readonly event?: z.ZodType;
  readonly text?: string;
  /** Where the answer is a file: its media types. */
  readonly files?: readonly string[];
  /** Where the request is a file; `query` names the parameter with its name. */
  readonly upload?: { readonly maximumBytes: number; readonly query: string };
  readonly errors: readonly number[];
  readonly parameter?: string;
}

const asking = [400, 401, 403, 404, 413, 415, 429, 503] as const;

const operations: readonly ApiOperation[] = [
  {
    method: 'post',
    path: '/v1/chat/completions',
    summary: 'Answer a conversation',
    scope: 'chat',
    request: chatBody,
    response: chatCompletion,
    event: chatChunk,
    errors: asking,
  },
  {
    method: 'post',
    path: '/v1/completions',
    summary: 'Continue a text',
    scope: 'chat',
    request: completionBody,
    response: textCompletion,
    event: textCompletion,
    errors: asking,
  },
  {
    method: 'post',
    path: '/v1/embeddings',
    summary: 'Mean-pooled vectors of texts',
    scope: 'embeddings',
    request: embeddingsBody,
    response: embeddingsList,
    errors: asking,
  },
  {
    method: 'get',
    path: '/v1/models',
    summary: 'The model that is served',
    scope: 'models',
    response: modelList,
    errors: [401, 403],
  },
  {
    method: 'get',
    path: '/v1/models/{id}',
    summary: 'One model',
    scope: 'models',
    response: modelObject,
    errors: [401, 403, 404],
    parameter: 'id',
  },
  { method: 'get', path: '/healthz', summary: 'The server runs', response: health, errors: [] },
  { method: 'get', path: '/readyz', summary: 'The model can answer', response: health, errors: [] },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Figures for Prometheus',
    scope: 'metrics',
    text: 'text/plain; version=0.0.4; charset=utf-8',
    errors: [401, 403],
  },
  { method: 'get', path: '/openapi.json', summary: 'This description', text: 'application/json', errors: [] },
];

const errorTexts: Readonly<Record<number, string>> = {
  400: 'The request is wrong; `param` names the field.',
  401: 'Not signed in.',
  403: 'The key lacks the scope.',
  404: 'There is no such model.',
  413: 'The request is too large.',
  415: 'The content type is not JSON.',
  429: 'Too many requests; Retry-After says when to ask again.',
  503: 'The engine is being started, or the server is stopping.',
};

/** The API as an OpenAPI 3.1 document, made from the schemas that check requests and describe answers. */
export function openApiDocument(more: readonly ApiOperation[] = []): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of [...operations, ...more]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Soro',
      version: soroVersion,
      description: 'An OpenAI-compatible API. Additions of Soro are in the key `soro`.',
    },
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  };
}

function describe(operation: ApiOperation): Record<string, unknown> {
  const { request, response, event, text, parameter, files = [], upload } = operation;
  const content = {
    ...(response && { 'application/json': { schema: jsonSchema(response, 'output') } }),
    ...(event && { 'text/event-stream': { schema: jsonSchema(event, 'output') } }),
    ...(text && { [text]: {} }),
    ...Object.fromEntries(files.map((type) => [type, {}])),
  };
  return {
    summary: operation.summary,
    ...(operation.scope && { security: [{ key: [operation.scope] }, {}] }),
    ...(parameter && {
      parameters: [{ name: parameter, in: 'path', required: true, schema: { type: 'string' } }],
    }),
    ...(upload && {
      parameters: [{ name: upload.query, in: 'query', required: true, schema: { type: 'string' } }],
      requestBody: {
        required: true,
        description: `The file, at most ${upload.maximumBytes} bytes.`,
        content: { 'application/octet-stream': {} },
      },
    }),
    ...(request && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(request, 'input') } },
      },
    }),
    responses: {
      200: { description: 'The answer.', content },
      ...Object.fromEntries(
        operation.errors.map((status) => [
          status,
          {
            description: errorTexts[status],
            content: { 'application/json': { schema: jsonSchema(errorObject, 'output') } },
          },
        ]),
      ),
    },
  };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

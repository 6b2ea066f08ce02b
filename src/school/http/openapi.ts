import { z } from 'zod';
import { soroVersion } from '../../core/version.ts';
import { apiKeySchema } from '../contract/administration.ts';
import { classSchema } from '../contract/classes.ts';
import { answerSchema, conversationSchema, questionSchema } from '../contract/conversations.ts';
import { errorSchema } from '../contract/errors.ts';
import { contract } from '../contract/index.ts';
import type { Operation, ReplyKind } from '../contract/operation.ts';
import { pupilSchema, staffSchema } from '../contract/people.ts';
import { sessionSchema } from '../contract/session.ts';

type Schemas = Record<string, unknown>;

/** What several operations answer, by the name that it gets in the document. */
const named = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries({
  Answer: answerSchema,
  ApiKey: apiKeySchema,
  Class: classSchema,
  Conversation: conversationSchema,
  Pupil: pupilSchema,
  Question: questionSchema,
  Session: sessionSchema,
  Staff: staffSchema,
})) {
  named.add(schema, { id });
}

/** The school's own API as an OpenAPI 3.1 document, made from the contract that checks requests and answers. */
export function schoolApiDocument(): Record<string, unknown> {
  const schemas: Schemas = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, operation] of Object.entries<Operation>(contract)) {
    const [method = '', path = ''] = key.split(' ');
    const address = path.replace(/:(\w+)/gu, '{$1}');
    paths[address] = {
      ...paths[address],
      [method.toLowerCase()]: describeOperation(path, operation, schemas),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: "Soro's school server",
      version: soroVersion,
      description:
        'What the page says to the server. It needs a session (a cookie) and, to write, its token; it is not meant for other programs, which use /v1.',
    },
    paths,
    components: {
      schemas: { ...schemas, Error: schemaOf(errorSchema, 'output', schemas) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'soro_session' } },
    },
  };
}

function describeOperation(path: string, operation: Operation, schemas: Schemas): Record<string, unknown> {
  const { summary, callers, query, body, bytes, reply } = operation;
  const parameters = [
    ...[...path.matchAll(/:(\w+)/gu)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...(query instanceof z.ZodObject ? queryParameters(query, schemas) : []),
  ];
  return {
    summary,
    description: `For: ${callers.join(', ')}.`,
    ...(callers.includes('nobody') ? {} : { security: [{ session: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'input', schemas) } },
          },
        }
      : {}),
    ...(bytes === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/octet-stream': { schema: { type: 'string', format: 'binary', maxLength: bytes } },
            },
          },
        }),
    responses: {
      ...describeReply(reply, schemas),
      default: {
        description: 'The request was refused; `code` says why.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function queryParameters(query: z.ZodObject, schemas: Schemas): object[] {
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !z.safeParse(schema, undefined).success,
    schema: schemaOf(schema, 'output', schemas),
  }));
}

function describeReply(reply: ReplyKind, schemas: Schemas): Record<string, unknown> {
  switch (reply.kind) {
    case 'json':
      return {
        '2XX': {
          description: 'Done',
          content: { 'application/json': { schema: schemaOf(reply.schema, 'output', schemas) } },
        },
      };
    case 'nothing':
      return { 204: { description: 'Done' } };
    case 'file':
      return { 200: { description: 'A file to keep', content: { [reply.mediaType]: {} } } };
    case 'events': {
      const names = Object.entries(reply.events).map(([name, schema]) => ({
        type: 'object',
        title: name,
        properties: { event: { const: name }, data: schemaOf(schema, 'output', schemas) },
      }));
      return {
        200: {
          description: 'Server-sent events',
          content: { 'text/event-stream': { schema: { oneOf: names } } },
        },
      };
    }
  }
}

/** A schema in JSON Schema; the named ones in it go to `schemas` and are referred to. */
function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output', schemas: Schemas): unknown {
  const described = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata: named });
  const { $schema: _version, $defs = {}, ...rest } = pointToComponents(described);
  Object.assign(schemas, $defs);
  const name = named.get(schema)?.id;
  if (name === undefined) return rest;
  schemas[name] = rest;
  return { $ref: `#/components/schemas/${name}` };
}

function pointToComponents<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

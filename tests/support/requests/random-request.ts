import { z } from 'zod';
import { openApiDocument } from '../../../src/chat/index.ts';
import { seededRandom } from '../../../src/core/seeded-random.ts';
import { routes } from '../../../src/school/http/routes.ts';

/** A request that somebody could send: a right one, one with a fault, or rubbish. */
export interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly mediaType: string;
  /** Which of the callers sends it. */
  readonly caller: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Target {
  readonly method: string;
  readonly path: string;
  /** JSON schema of the body. */
  readonly body: JsonNode | undefined;
}

type JsonNode = Readonly<Record<string, unknown>>;

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'];
const mediaTypes = ['application/json', 'application/json; charset=utf-8', 'text/plain', ''];
const queryKeys = ['before', 'limit', 'query', 'after', 'classId', 'x'];
const junk: readonly unknown[] = [
  '',
  ' ',
  '\0',
  '../..',
  '%',
  'null',
  "' OR 1=1 --",
  '__proto__',
  'а'.repeat(3000),
  '\ud800',
  '😀',
  '‮abc',
  'Бό',
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  {},
  [[]],
  { a: { b: { c: [] } } },
  nested(120),
  Array(300).fill('а'),
];

/** Every route of the server: those below `/api`, the API, what watches it, and the page's files. */
const targets: readonly Target[] = [
  ...routes.map(({ method, path, body }): Target => ({ method, path, body: body && schemaOf(body) })),
  ...Object.entries(openApiDocument().paths as Record<string, Record<string, JsonNode>>).flatMap(
    ([path, operations]) =>
      Object.entries(operations).map(
        ([method, operation]): Target => ({
          method: method.toUpperCase(),
          path: path.replace('{id}', ':id'),
          body: bodyOf(operation),
        }),
      ),
  ),
  { method: 'GET', path: '/', body: undefined },
  { method: 'GET', path: '/assets/:file', body: undefined },
];

export const routeCount = targets.length;

/** Makes requests from a seed, to the routes in turn; `ids` are things that exist. */
export class RandomRequests {
  readonly #random: () => number;
  readonly #ids: readonly string[];
  readonly #callers: number;
  #next = 0;

  constructor(seed: number, ids: readonly string[], callers: number) {
    this.#random = seededRandom(seed);
    this.#ids = ids;
    this.#callers = callers;
  }

  next(): RandomRequest {
    const target = targets[this.#next % targets.length] as Target;
    this.#next += 1;
    const method = this.#chance(0.9) ? target.method : this.#pick(methods);
    const parameter = () =>
      this.#chance(0.8) ? this.#pick(this.#ids) : String(this.#pick(junk)).slice(0, 200);
    const path = target.path.replace(/:\w+/gu, () => encodeURIComponent(parameter().toWellFormed()));
    const query = this.#chance(0.15)
      ? `?${this.#pick(queryKeys)}=${encodeURIComponent(parameter().toWellFormed())}`
      : '';
    const hasBody = method !== 'GET' && method !== 'HEAD';
    return {
      method,
      path: path + query,
      body: hasBody ? this.#body(target.body) : undefined,
      mediaType: this.#chance(0.95) ? 'application/json' : this.#pick(mediaTypes),
      caller: Math.floor(this.#random() * this.#callers),
      headers: this.#chance(0.05)
        ? this.#pick([
            { 'last-event-id': '1' },
            { 'content-encoding': 'gzip' },
            { origin: 'https://evil.example' },
            { 'sec-fetch-site': 'cross-site' },
          ])
        : {},
    };
  }

  #body(schema: JsonNode | undefined): string {
    if (this.#chance(0.05))
      return this.#pick([
        '',
        '{',
        '[]',
        'null',
        '"',
        '\ufeff{}',
        '['.repeat(50_000),
        `{"a":${'['.repeat(90)}`,
      ]);
    const value = schema ? this.#value(schema, 0) : {};
    return JSON.stringify(this.#chance(0.5) ? value : this.#spoilt(value)) ?? '';
  }

  /** A value of a schema, mostly: limits and patterns are met by luck. */
  #value(schema: JsonNode, depth: number): unknown {
    if (depth > 8) return null;
    const alternatives = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(alternatives)) return this.#value(this.#pick(alternatives) as JsonNode, depth + 1);
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return this.#pick(schema.enum);
    const type = Array.isArray(schema.type) ? this.#pick(schema.type) : schema.type;
    switch (type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array': {
        const count = Number(schema.minItems ?? 0) + Math.floor(this.#random() * 3);
        const items = (schema.items ?? {}) as JsonNode;
        return Array.from({ length: Math.min(count, 8) }, () => this.#value(items, depth + 1));
      }
      case 'string':
        return this.#pick([
          ...this.#ids,
          'Салом!',
          'client-id-00000000001',
          'Навнома',
          'soro',
          'user',
          'text',
          'sun',
        ]);
      case 'integer':
        return Number(schema.minimum ?? 0) + Math.floor(this.#random() * 5);
      case 'number':
        return Number(schema.minimum ?? 0) + this.#random();
      case 'boolean':
        return this.#chance(0.5);
      case 'null':
        return null;
      default:
        return this.#pick(['Салом!', 1, null, { type: 'object' }]);
    }
  }

  #object(schema: JsonNode, depth: number): Record<string, unknown> {
    const required = new Set((schema.required ?? []) as string[]);
    const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonNode>);
    const present = properties.filter(([key]) => required.has(key) || this.#chance(0.3));
    return Object.fromEntries(present.map(([key, inner]) => [key, this.#value(inner, depth + 1)]));
  }

  /** The same with one thing wrong. */
  #spoilt(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return this.#pick(junk);
    const keys = Object.keys(value);
    if (keys.length === 0 || this.#chance(0.15))
      return { ...value, [String(this.#pick(junk)).slice(0, 40)]: this.#pick(junk) };
    const key = this.#pick(keys);
    const inner: unknown = Reflect.get(value, key);
    const changed = this.#chance(0.4) ? this.#spoilt(inner) : this.#pick(junk);
    return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

function schemaOf(schema: z.ZodType): JsonNode {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonNode;
}

function bodyOf(operation: JsonNode): JsonNode | undefined {
  const body = operation.requestBody as { content: Record<string, { schema: JsonNode }> } | undefined;
  return body?.content['application/json']?.schema;
}

import { isDeepStrictEqual } from 'node:util';
import { BadInputError } from '../../../core/errors.ts';

/**
 * Fields that cannot change the answer of this server, and why: accepted with any value and passed over. docs/api.md
 * lists them.
 */
export const ignoredFields = {
  metadata: 'for the other side’s records',
  store: 'nothing of a request is stored here',
  service_tier: 'there is one',
  user: 'not kept; whose turn it is goes by key',
  safety_identifier: 'not kept',
  prompt_cache_key: 'what may be shared is decided by the server',
  prompt_cache_retention: 'as above',
  prompt_cache_options: 'as above',
  prediction: 'would only be faster',
  reasoning_effort: 'the model does not think beforehand',
  reasoning: 'as above',
  verbosity: 'the model knows no such instruction',
  parallel_tool_calls: 'without tools',
  num_ctx: 'the context is set at the start: soro serve --context',
  keep_alive: 'the model stays in memory',
} as const satisfies Readonly<Record<string, string>>;

/** Fields of this server's own model that are not there, with the values that mean "not used". */
const neutralValues: Readonly<Record<string, readonly unknown[]>> = {
  audio: [],
  best_of: [1],
  dimensions: [],
  function_call: ['none', 'auto'],
  functions: [[]],
  logit_bias: [{}],
  modalities: [['text']],
  moderation: [],
  suffix: [''],
  tool_choice: ['none', 'auto'],
  tools: [[]],
  web_search_options: [],
};

/** Fields that are handed on to another server, where there is one. */
export const toolFields = [
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'functions',
  'function_call',
] as const;

/**
 * A body without the fields that mean nothing here.
 * @throws BadInputError for one that would have to be ignored though it means something.
 */
export function withoutIdleFields(body: unknown, kept: readonly string[] = []): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([key, value]) => {
      if (kept.includes(key)) return true;
      if (Object.hasOwn(ignoredFields, key)) return false;
      const neutral = Object.hasOwn(neutralValues, key) ? neutralValues[key] : undefined;
      if (!neutral) return true;
      if (value === null || neutral.some((one) => isDeepStrictEqual(one, value))) return false;
      throw new BadInputError({
        message: `This server does not support "${key}".`,
        place: key,
        remedy: 'Leave the field out.',
      });
    }),
  );
}

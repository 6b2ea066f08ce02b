import { z } from 'zod';
import { serialisedErrorSchema } from '../../core/processes/serialised-error.ts';

// What the server and the engine's child process say to each other, in the envelope of llama/. `open`, `tokenise` and
// `embed` are questions; answers have ids of their own, which outlive a child.

const count = z.int().nonnegative();
const tokens = z.array(count);

const samplingSchema = z.strictObject({
  temperature: z.number().nonnegative(),
  topK: count,
  topP: z.number().positive().max(1),
  minP: z.number().nonnegative(),
  repetitionPenalty: z.number().positive(),
  repetitionWindowTokens: count,
  presencePenalty: z.number(),
  frequencyPenalty: z.number(),
  seed: count,
});

const startSchema = z.strictObject({
  type: z.literal('start'),
  id: count,
  /** What this owner's earlier requests have read may be used again, by them alone. */
  owner: z.string(),
  prompt: tokens.min(1),
  /** How many of the first tokens of the prompt are no secret and may be kept for everybody. */
  sharedTokens: count,
  /** The answer so far, when it continues after a restart: read again, not told again. */
  written: tokens,
  sampling: samplingSchema,
  maximumTokens: z.int().positive(),
  stop: z.array(z.string()),
  grammar: z.string().optional(),
  /** How many of the likeliest tokens to tell beside each token; absent: no log-probabilities at all. */
  topLogprobs: count.optional(),
  /** The same for the tokens of the prompt, which is then read again. */
  promptLogprobs: count.optional(),
  /** Of two prompts that wait to be read, the smaller number goes first. */
  rank: count,
});

export const toChildSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    modelFile: z.string(),
    sequences: z.int().positive(),
    contextSizeTokens: z.int().positive(),
    batchTokens: z.int().positive(),
    threads: z.int().positive(),
    sharedCacheBytes: count,
  }),
  startSchema,
  z.strictObject({ type: z.literal('cancel'), id: count }),
  z.strictObject({
    type: z.literal('tokenise'),
    pieces: z.array(z.strictObject({ text: z.string(), control: z.boolean() })),
  }),
  z.strictObject({ type: z.literal('embed'), texts: z.array(tokens) }),
]);

const logprobSchema = z.strictObject({ token: z.string(), bytes: tokens, logprob: z.number() });

const answerLogprobSchema = logprobSchema.extend({ top: z.array(logprobSchema) });

/** The first token of a prompt has no probability: nothing is before it. */
const promptTokenSchema = answerLogprobSchema.extend({ logprob: z.number().nullable() });

const outputSchema = z.strictObject({
  id: count,
  token: count,
  /** What can be shown now; empty in the middle of a character or of a possible stop text. */
  text: z.string(),
  logprob: answerLogprobSchema.optional(),
  /** Set with the last token. */
  end: z.enum(['stop', 'length']).optional(),
});

export const fromChildSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    contextSizeTokens: z.int().positive(),
    embeddingSize: z.int().positive(),
    /** Ids of tokens are below this. */
    tokenCount: z.int().positive(),
    chatTemplate: z.string().optional(),
    begin: z.string(),
    end: z.string(),
    version: z.string(),
  }),
  /** A prompt has been read so far: `reused` of its tokens did not have to be. */
  z.strictObject({ type: z.literal('begun'), id: count, reusedTokens: count }),
  /**
   * What follows is one request's own work: its grammar, its prompt, its texts. If the process ends before it says
   * anything else, this request is the reason.
   */
  z.strictObject({ type: z.literal('trying'), id: count, what: z.enum(['grammar', 'reading']) }),
  /** Tokens of the prompt from a position on: each with its probability after those before it. */
  z.strictObject({ type: z.literal('prompt'), id: count, tokens: z.array(promptTokenSchema) }),
  z.strictObject({
    type: z.literal('step'),
    outputs: z.array(outputSchema),
    milliseconds: z.number(),
    promptTokens: count,
  }),
  /** A request that this engine will not do; the others are not touched. */
  z.strictObject({ type: z.literal('refused'), id: count, error: serialisedErrorSchema }),
  z.strictObject({ type: z.literal('tokens'), pieces: z.array(tokens) }),
  z.strictObject({ type: z.literal('vectors'), vectors: z.array(z.array(z.number())) }),
]);

export type ToChild = z.infer<typeof toChildSchema>;
export type FromChild = z.infer<typeof fromChildSchema>;
export type StartMessage = z.infer<typeof startSchema>;
export type OpenMessage = Extract<ToChild, { type: 'open' }>;
export type ReadyMessage = Extract<FromChild, { type: 'ready' }>;
export type OutputMessage = z.infer<typeof outputSchema>;
export type PromptTokenMessage = z.infer<typeof promptTokenSchema>;
export type LogprobMessage = z.infer<typeof answerLogprobSchema>;

import { z } from 'zod';

/**
 * The messages between evaluation and a child: llama.cpp (llama-child.ts) or PyTorch (trainer/soro_scorer).
 * One question at a time, one answer for each, in the envelope of llama/; `open` comes first. PyTorch does not tokenise.
 */
const tokens = z.array(z.int().nonnegative());

export const openSchema = z.strictObject({
  type: z.literal('open'),
  /** A GGUF file that has been validated, or the folder of a checkpoint. */
  file: z.string(),
  /** Tokens that a model sees at once, `<bos>` included. */
  contextTokens: z.int().positive(),
  threads: z.int().positive(),
});

const tokeniseSchema = z.strictObject({
  type: z.literal('tokenise'),
  texts: z.array(z.strictObject({ text: z.string(), special: z.boolean() })),
});

/** A tree of tokens: all that several texts begin with is in it once. */
const treeSchema = z.strictObject({
  type: z.literal('tree'),
  /** How many tokens of the last tree's trunk are kept; the nodes below come after them. */
  kept: z.int().nonnegative(),
  /** How many of the nodes below every leaf has above it: the rest of the trunk, kept for the next tree. */
  trunk: z.int().nonnegative(),
  /** Nodes in an order in which parents come before children. */
  tokens,
  /** Of each node: −1 stands for the last kept token. */
  parents: z.array(z.int().min(-1)),
  /** Tokens whose probability is asked for after a node, node after node. */
  targets: z.array(z.strictObject({ node: z.int().nonnegative(), tokens })),
});

const generateSchema = z.strictObject({
  type: z.literal('generate'),
  requests: z.array(
    z.strictObject({
      prefix: tokens,
      maximumTokens: z.int().positive(),
      stop: z.array(z.string().min(1)),
      /** The answer is one of these. */
      allowed: z.array(tokens).min(1).optional(),
    }),
  ),
});

export const questionSchema = z.discriminatedUnion('type', [
  openSchema,
  tokeniseSchema,
  treeSchema,
  generateSchema,
]);

export const replySchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('opened'),
    /** Of the program: `llama.cpp 0.5.0`. */
    version: z.string(),
    bos: z.int(),
    chatTemplate: z.string().nullable(),
    /** Leaves that a tree may have, tokens that are best computed at once. */
    leaves: z.int().positive(),
    batchTokens: z.int().positive(),
  }),
  z.strictObject({ type: z.literal('tokenised'), tokens: z.array(tokens) }),
  /** Natural-log probability of each target, in their order. */
  z.strictObject({ type: z.literal('scored'), logProbabilities: z.array(z.number()) }),
  z.strictObject({
    type: z.literal('generated'),
    texts: z.array(
      z.strictObject({ text: z.string(), tokens: z.int(), end: z.enum(['stop', 'end-of-text', 'length']) }),
    ),
  }),
]);

export type Question = z.output<typeof questionSchema>;
export type Reply = z.output<typeof replySchema>;
export type OpenQuestion = z.output<typeof openSchema>;
export type TreeQuestion = z.output<typeof treeSchema>;
export type GenerateQuestion = z.output<typeof generateSchema>['requests'][number];

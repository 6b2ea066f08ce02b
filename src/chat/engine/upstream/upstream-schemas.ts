import { z } from 'zod';

// What other servers answer. They know more fields than we read, each its own: here unknown keys are no error.

const usage = z.object({
  prompt_tokens: z.number(),
  completion_tokens: z.number().nullish(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
});

const logprob = z.object({
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(z.number()).nullish(),
});

export const modelsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      created: z.int().nonnegative().nullish(),
      /** vLLM's. */
      max_model_len: z.int().positive().nullish(),
      /** llama-server's. */
      meta: z.object({ n_ctx: z.int().positive().nullish() }).nullish(),
    }),
  ),
});

export const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            tool_calls: z.array(z.looseObject({ index: z.int().min(0).max(127) })).nullish(),
          })
          .nullish(),
        text: z.string().nullish(),
        finish_reason: z.string().nullish(),
        logprobs: z
          .object({
            content: z.array(logprob.extend({ top_logprobs: z.array(logprob).nullish() })).nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  usage: usage.nullish(),
  error: z.object({ message: z.string() }).nullish(),
});

export const embeddingsSchema = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.number() }),
});

export const errorSchema = z.object({
  error: z.object({ message: z.string(), param: z.string().nullish() }),
});

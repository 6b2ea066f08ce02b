import { z } from 'zod';

/** How an endpoint's model is asked. */
export const endpointSchema = z.strictObject({
  address: z.url().describe('base address of an OpenAI-compatible API, up to /v1'),
  model: z.string().min(1).describe('the name that the API knows the model by'),
  keyVariable: z.string().min(1).optional().describe('environment variable that holds the API key'),
  /**
   * `log-probability`: of each choice, through completions with echo and logprobs. `constrained`: the API
   * forces one of the letters (JSON schema). `free`: any answer, in which a choice must be named. `auto`: the
   * first that the server can do, without `constrained`.
   */
  answers: z.enum(['auto', 'log-probability', 'constrained', 'free']).default('auto'),
  timeoutSeconds: z.number().positive().default(60),
  /** Requests at the same time. */
  concurrency: z.int().positive().max(64).default(4),
  /** Attempts at one request before its item counts as failed. */
  attempts: z.int().positive().default(3),
  /** Pause before the second attempt; it doubles. */
  retrySeconds: z.number().positive().default(1),
  /** Items that fail one after the other before the run stops: the server has died. */
  failuresInARow: z.int().positive().default(8),
});

export type EndpointSettings = z.output<typeof endpointSchema>;

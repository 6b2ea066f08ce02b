import type { Limits } from '../queue/limits.ts';
import type { ChatEvent, ChatRequest, EngineModel, Priority } from '../types.ts';

/** A request that has been understood and may wait for its place. */
export interface PreparedAnswer {
  /** Writes it; called when the request has a place. */
  write(signal: AbortSignal): AsyncIterable<Exclude<ChatEvent, { type: 'queue' }>>;
}

export interface WriterState {
  readonly ready: boolean;
  readonly restarts: number;
  readonly residentBytes: number;
  readonly processId?: number | undefined;
}

/** What writes answers, without a queue in front: the engine's process, or another server. */
export interface Writer {
  readonly model: EngineModel;
  /** @throws BadInputError for what can never be answered; so nobody waits for a refusal. */
  prepare(
    request: ChatRequest,
    options: { readonly owner: string; readonly priority: Priority; readonly limits: Limits },
  ): Promise<PreparedAnswer>;
  embed(
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly vectors: readonly (readonly number[])[]; readonly promptTokens: number }>;
  state(): WriterState;
  close(): Promise<void>;
}

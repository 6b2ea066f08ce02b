/** One turn of a conversation, as the OpenAI API names them. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A question to the model. What is left out comes from `servingDefaults`. */
export interface ChatRequest {
  /** An optional system message first, then turns; the last one is the user's. */
  readonly messages: readonly ChatMessage[];
  /** 0 always takes the most likely token. */
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** The same seed, request and model give the same answer. */
  readonly seed?: number | undefined;
  /** Most tokens of the answer. */
  readonly maximumTokens?: number | undefined;
  /** The answer ends before the first of these texts. */
  readonly stop?: readonly string[] | undefined;
}

export interface ChatUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** How many of the prompt's tokens did not have to be read again. */
  readonly reusedTokens: number;
}

/** Why an answer ended: the model (or a stop text) ended it, or there was no room for more. */
export type FinishReason = 'stop' | 'length';

export type ChatEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | {
      readonly type: 'finish';
      readonly reason: FinishReason;
      readonly usage: ChatUsage;
      /** How many of the oldest messages were left out because the conversation outgrew the context. */
      readonly droppedMessages: number;
    };

export interface EngineModel {
  /** The name that the API shows. */
  readonly id: string;
  /** Seconds since 1970 at which the model file was last written. */
  readonly createdSeconds: number;
  readonly contextSizeTokens: number;
}

/** A model that answers. */
export interface Engine {
  readonly model: EngineModel;
  /**
   * Answers one request; waits its turn first when every place is taken.
   * @throws BadInputError when the last message alone is too long, MachineError when too many wait,
   * the signal's reason when it is aborted. Ending the iteration early frees the place.
   */
  generate(request: ChatRequest, signal?: AbortSignal): AsyncIterable<ChatEvent>;
  /** Ends every answer under way and frees the model. */
  close(): Promise<void>;
}

import type { Limits } from './queue/limits.ts';

/** One turn of a conversation, as the OpenAI API names them. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A JSON schema, as far as `jsonSchemaGrammar` understands it. */
export type JsonSchema = boolean | { readonly [key: string]: unknown };

/** The form that an answer must have. */
export type AnswerFormat =
  | { readonly type: 'json' }
  | { readonly type: 'json-schema'; readonly schema: JsonSchema };

/** Fields of OpenAI's for models that call tools, as a client sent them. */
export interface PassedOn {
  /** The conversation with its calls of tools and their results. */
  readonly messages: readonly unknown[];
  /** `tools`, `tool_choice` and the like. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The field by which a server that cannot do it refuses. */
  readonly place: string;
}

/** What an answer rests on: computed by a tool, said by a book, passages that may say it, nothing found, the model's own words. */
export const answerKinds = ['computed', 'book', 'passages', 'none', 'own'] as const;

export type AnswerKind = (typeof answerKinds)[number];

/** A place in a book that an answer quotes; offsets are UTF-16 units of the page's text. */
export interface Citation {
  /** The number in brackets at which the answer names it: 1 for [1]. */
  readonly number: number;
  readonly book: { readonly id: string; readonly title: string; readonly fileName: string };
  /** Headings above the quote, outermost first. */
  readonly section: readonly string[];
  /** Number of the page in the book, from 1: what the page view is asked for. */
  readonly page: number;
  /** Page of the PDF, from 1; null for a book without pages. */
  readonly pdfPage: number | null;
  /** What is printed on the page: `17`, `iv`; empty when nothing is. */
  readonly printedPage: string;
  readonly start: number;
  readonly end: number;
  /** The page's text from `start` to `end`. */
  readonly quote: string;
  /** The words of the quote that answer, as offsets into the page. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
}

/** What an answer rests on, told before its text. */
export interface Grounding {
  readonly kind: AnswerKind;
  /** How the question was understood, where that is not what was typed. */
  readonly understood?: string | undefined;
  /** With `own`: the model wrote it. False for what Soro says of itself. */
  readonly isModel?: boolean | undefined;
  /** The tool that computed the answer. */
  readonly tool?: string | undefined;
  readonly citations: readonly Citation[];
}

/** How an answer may be grounded. What is left out is allowed. */
export interface GroundingOptions {
  /** `off`: the bare model answers. */
  readonly mode?: 'on' | 'off' | undefined;
  /** Only these books are looked at. */
  readonly bookIds?: readonly string[] | undefined;
  /** The model never answers in its own words. */
  readonly onlyFromBooks?: boolean | undefined;
  readonly tools?: boolean | undefined;
  /** Hints before the answer: tasks that a tool could solve are tutored. Absent: they are solved. */
  readonly hintsFirst?: number | undefined;
}

/** A question to the model. What is left out comes from `servingDefaults`. */
export interface ChatRequest {
  /** An optional system message first, then turns; the last one is the user's. */
  readonly messages: readonly ChatMessage[];
  /** A text to be continued as it stands; `messages` is empty then. */
  readonly text?: string | undefined;
  /** The same as the model's own tokens, read as they are. */
  readonly tokens?: readonly number[] | undefined;
  /** The answer's text so far, where one is to be continued; the events carry only what is new. */
  readonly answerBeginning?: string | undefined;
  /** 0 always takes the most likely token. */
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** Draws from this many of the likeliest tokens; 0: from all. */
  readonly topK?: number | undefined;
  readonly minP?: number | undefined;
  readonly repetitionPenalty?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  /** The same seed, request and model give the same answer. */
  readonly seed?: number | undefined;
  /** Most tokens of the answer. */
  readonly maximumTokens?: number | undefined;
  /** The answer ends before the first of these texts. */
  readonly stop?: readonly string[] | undefined;
  /** How many of the likeliest tokens to tell beside each one of the answer; absent: no log-probabilities. */
  readonly topLogprobs?: number | undefined;
  /** The same for the tokens of `text` or `tokens`, told as an event of its own. */
  readonly promptLogprobs?: number | undefined;
  readonly format?: AnswerFormat | undefined;
  /** What only another server understands; `messages` is empty then. For a model that `callsTools`. */
  readonly passedOn?: PassedOn | undefined;
  /**
   * A beginning of the system message that is no secret (a class's system text, a book's passage): the model
   * reads it once for everybody. Never a text that a client sent.
   */
  readonly sharedPrefix?: string | undefined;
  /** Read by the assistant, which is in front of the engine; the engine itself does not ground. */
  readonly grounding?: GroundingOptions | undefined;
}

export interface ChatUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** How many of the prompt's tokens did not have to be read again. */
  readonly reusedTokens: number;
}

/** Why an answer ended: the model (or a stop text) ended it, there was no room for more, or it calls tools. */
export type FinishReason = 'stop' | 'length' | 'tool_calls';

/** A token and the natural logarithm of its probability. */
export interface TokenLogprob {
  /** Its text; with U+FFFD where it is a part of a character only. */
  readonly token: string;
  readonly bytes: readonly number[];
  readonly logprob: number;
}

/** A token of the answer, and the likeliest ones at its place. */
export interface AnswerLogprob extends TokenLogprob {
  readonly top: readonly TokenLogprob[];
}

/** A token of a prompt; the first one has no probability, as nothing is before it. */
export interface PromptToken extends Omit<AnswerLogprob, 'logprob'> {
  readonly logprob: number | null;
}

/** A piece of the call of a tool, as another server told it. */
export type ToolCallDelta = Readonly<Record<string, unknown>> & { readonly index: number };

export type ChatEvent =
  /** Waits for a place; 1 is the next. Told again when it changes, once a second at most. */
  | { readonly type: 'queue'; readonly position: number; readonly estimatedSeconds: number }
  | {
      readonly type: 'text-delta';
      readonly text: string;
      readonly logprobs?: readonly AnswerLogprob[] | undefined;
    }
  /** Before the first text of a request with `promptLogprobs`. */
  | { readonly type: 'prompt'; readonly tokens: readonly PromptToken[] }
  | { readonly type: 'tool-calls'; readonly calls: readonly ToolCallDelta[] }
  /** What the answer rests on; before its text. Only an assistant tells it. */
  | { readonly type: 'grounding'; readonly grounding: Grounding }
  /** One moment: the engine had to be started again. The text continues where it stopped. */
  | { readonly type: 'restart' }
  | {
      readonly type: 'finish';
      readonly reason: FinishReason;
      readonly usage: ChatUsage;
      /** How many of the oldest messages were left out because the conversation outgrew the context. */
      readonly droppedMessages: number;
    };

/** Whose request goes first. Nobody waits forever: whoever has waited for a minute comes first. */
export type Priority = 'teacher' | 'pupil' | 'background';

/** Who asks, and what they may do. */
export interface GenerateOptions {
  /** Whose share of the machine: one pupil is one owner, whatever they open. Default `local`. */
  readonly owner?: string | undefined;
  /** Default `pupil`. */
  readonly priority?: Priority | undefined;
  /** One of several answers to a request that was let in already: neither its rate nor its wait is refused. */
  readonly isFurther?: boolean | undefined;
  /** What is left out is not limited. */
  readonly limits?: Partial<Limits> | undefined;
  /** Frees the place at once. */
  readonly signal?: AbortSignal | undefined;
}

export interface EngineModel {
  /** The name that the API shows. */
  readonly id: string;
  /** Seconds since 1970 at which the model file was last written. */
  readonly createdSeconds: number;
  readonly contextSizeTokens: number;
  /** It may be sent `passedOn`. */
  readonly callsTools?: boolean | undefined;
  /** Large enough to answer from passages of books; the assistant then gives it the passages that it would show. */
  readonly readsPassages?: boolean | undefined;
}

/** Mean-pooled vectors of length 1. */
export interface Embeddings {
  readonly vectors: readonly (readonly number[])[];
  readonly promptTokens: number;
}

/** What the engine is doing, for the teacher's page and for metrics. */
export interface EngineState {
  readonly ready: boolean;
  readonly places: number;
  readonly running: readonly { readonly owner: string; readonly seconds: number }[];
  readonly waiting: readonly {
    readonly owner: string;
    readonly position: number;
    readonly estimatedSeconds: number;
  }[];
  /** How often the engine's process had to be started again. */
  readonly restarts: number;
  /** The engine's own process, while it has one. */
  readonly processId?: number | undefined;
  /** Resident memory of the engine's process at the last look; 0 if it has none of its own. */
  readonly residentBytes: number;
  readonly totals: EngineTotals;
}

/** Counted since the start. */
export interface EngineTotals {
  readonly answers: number;
  readonly refused: number;
  readonly cancelled: number;
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly completionTokens: number;
  readonly waitSeconds: number;
  /** Median of |announced − actual| wait over the last 256 that waited; absent before the first. */
  readonly waitErrorSeconds?: number | undefined;
}

/** A model that answers. */
export interface Engine {
  readonly model: EngineModel;
  /**
   * Answers one request; waits its turn first when every place is taken.
   * @throws BadInputError when the last message alone is too long, BusyError when too many wait or the owner
   * has asked too often, MachineError when the model cannot be brought up again, the signal's reason when it is
   * aborted. Ending the iteration early frees the place.
   */
  generate(request: ChatRequest, options?: GenerateOptions): AsyncIterable<ChatEvent>;
  /** @throws as `generate`. */
  embed(texts: readonly string[], options?: GenerateOptions): Promise<Embeddings>;
  state(): EngineState;
  /** Ends every answer under way and frees the model. */
  close(): Promise<void>;
}

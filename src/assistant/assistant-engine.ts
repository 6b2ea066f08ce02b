import {
  type ChatEvent,
  type ChatRequest,
  type ChatUsage,
  type Engine,
  type GenerateOptions,
  type GroundingOptions,
  narrowGrounding,
} from '../chat/index.ts';
import { throwIfInterrupted } from '../core/errors.ts';
import type { OfficeTexts } from '../office/index.ts';
import { answerQuestion } from './answer-question.ts';
import { readPassages } from './reader/read-passages.ts';
import type { Knowledge, Outcome, StepContext } from './types.ts';

export interface AssistantOptions {
  readonly engine: Engine;
  readonly knowledge: Knowledge | undefined;
  /** The time, and whether it is to be trusted; without it nothing is said about today. */
  readonly clock?: () => NonNullable<StepContext['clock']>;
  /** The organisation's own letters and sentences. */
  readonly office?: OfficeTexts | undefined;
  /** What answers of this installation may rest on at most. */
  readonly limits?: GroundingOptions | undefined;
}

const noUsage: ChatUsage = { promptTokens: 0, completionTokens: 0, reusedTokens: 0 };

/**
 * An engine that answers exactly or from books where it can, and leaves the rest to the model, marked as its own. It
 * looks like any engine, so the API, a school and the terminal use it alike. Exact answers and quotes wait in no queue.
 * A model that reads gets the passages instead of showing them, and its sentences are held against them.
 */
export function createAssistant(given: AssistantOptions): Engine {
  const { engine, knowledge, clock, limits, office } = given;
  return {
    // The server may exchange the model while it runs.
    get model() {
      return engine.model;
    },
    embed: (texts, options) => engine.embed(texts, options),
    state: () => engine.state(),
    close: () => engine.close(),
    async *generate(request: ChatRequest, options: GenerateOptions = {}): AsyncGenerator<ChatEvent> {
      const grounding = narrowGrounding(request.grounding, limits);
      if (!isGroundable(request, grounding)) {
        yield* engine.generate(request, options);
        return;
      }
      throwIfInterrupted(options.signal);
      const context = {
        knowledge,
        clock: clock?.(),
        options: grounding,
        office,
        isSmallModel: engine.model.readsPassages === false,
      };
      const { outcome } = answerQuestion(request.messages, context);
      if (outcome === undefined) {
        yield { type: 'grounding', grounding: { kind: 'own', isModel: true, citations: [] } };
        yield* engine.generate(request, options);
        return;
      }
      if (outcome.kind === 'passages' && mayRead(engine, { ...request, grounding })) {
        yield* readPassages(engine, request, outcome.citations, options);
        return;
      }
      yield* tell(outcome, request.answerBeginning ?? '');
    },
  };
}

/** Whether passages go to the model: it must be able to read, and allowed to say what books do not. */
export function mayRead({ model }: Pick<Engine, 'model'>, request: ChatRequest): boolean {
  return (
    model.readsPassages === true &&
    request.grounding?.onlyFromBooks !== true &&
    request.answerBeginning === undefined
  );
}

/** Texts to be continued, given forms and log-probabilities are the bare model's business. */
function isGroundable(
  { messages, format, topLogprobs, text }: ChatRequest,
  grounding: GroundingOptions,
): boolean {
  return (
    grounding.mode !== 'off' &&
    messages.length > 0 &&
    text === undefined &&
    format === undefined &&
    topLogprobs === undefined
  );
}

/** An outcome as events; of an answer that was begun, only what is missing. */
function* tell({ kind, tool, understood, citations, text }: Outcome, begun: string): Generator<ChatEvent> {
  yield { type: 'grounding', grounding: { kind, tool, understood, citations } };
  const rest = text.startsWith(begun) ? text.slice(begun.length) : text;
  if (rest !== '') yield { type: 'text-delta', text: rest };
  yield { type: 'finish', reason: 'stop', usage: noUsage, droppedMessages: 0 };
}

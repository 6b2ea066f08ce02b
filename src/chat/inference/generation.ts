import { BadInputError } from '../../core/errors.ts';
import type { LogprobMessage, OutputMessage, StartMessage } from '../engine/protocol.ts';
import type { Grammar } from './grammar.ts';
import type { ServedModel } from './model.ts';
import { type Candidate, candidates, draw, logSumExp, topTokens } from './sampler.ts';
import { StopFilter } from './stop-filter.ts';

/**
 * The part of an answer that is not attention: which token comes next, what of its text can be shown, and
 * whether it was the last. Everything in it follows from the request and the tokens so far, so an answer
 * that continues after a restart continues as it would have.
 */
export class Generation {
  readonly #model: ServedModel;
  readonly #request: StartMessage;
  readonly #grammar: Grammar | undefined;
  readonly #filter: StopFilter;
  /** Bytes of an unfinished character wait here. */
  readonly #decoder = new TextDecoder('utf-8');
  readonly tokens: number[] = [];

  constructor(model: ServedModel, request: StartMessage, grammar: Grammar | undefined) {
    this.#model = model;
    this.#request = request;
    this.#grammar = grammar;
    this.#filter = new StopFilter(request.stop);
    for (const token of request.written) {
      if (grammar?.allowed([{ token, logit: 0 }]).length === 0) throw notInGrammar();
      this.#take(token);
    }
  }

  /** Chooses the next token from its logits. */
  next(logits: Float32Array): OutputMessage {
    const token = this.#choose(logits);
    const told =
      this.#request.topLogprobs === undefined
        ? {}
        : { logprob: tokenLogprob(this.#model, logits, token, this.#request.topLogprobs) };
    const output = { id: this.#request.id, token, ...told };
    if (this.#model.isEnd(token)) return { ...output, text: this.#filter.flush(), end: 'stop' };
    const text = this.#take(token);
    if (this.#filter.stopped) return { ...output, text, end: 'stop' };
    if (this.tokens.length < this.#request.maximumTokens) return { ...output, text };
    return { ...output, text: text + this.#filter.flush(), end: 'length' };
  }

  free(): void {
    this.#grammar?.free();
  }

  #take(token: number): string {
    this.tokens.push(token);
    if (!this.#model.isEnd(token)) this.#grammar?.accept(token);
    return this.#filter.push(this.#decoder.decode(this.#model.piece(token), { stream: true }));
  }

  #choose(logits: Float32Array): number {
    const { sampling } = this.#request;
    const index = this.tokens.length;
    const found = candidates(logits, sampling, this.tokens);
    if (!this.#grammar) return draw(found, sampling, index);
    const fitting = this.#grammar.allowed(found);
    return draw(fitting.length > 0 ? fitting : this.#anyAllowed(logits), sampling, index);
  }

  /**
   * None of the likely tokens fits the grammar: the likeliest of all that do. All of them are tried without an order,
   * which costs half as much as the order does.
   */
  #anyAllowed(logits: Float32Array): readonly Candidate[] {
    const likely = this.#grammar?.allowed(topTokens(logits, 256)) ?? [];
    if (likely.length > 0) return likely.slice(0, 1);
    const fitting = this.#grammar?.allowed(Array.from(logits, (logit, token) => ({ token, logit }))) ?? [];
    const [first] = fitting;
    return first ? [fitting.reduce((best, one) => (one.logit > best.logit ? one : best), first)] : [];
  }
}

/** A token's log-probability in a row of logits, with the likeliest `top` tokens. */
export function tokenLogprob(
  model: ServedModel,
  logits: Float32Array,
  token: number,
  top: number,
): LogprobMessage {
  const total = logSumExp(logits);
  const told = (one: Candidate) => {
    const bytes = model.piece(one.token);
    return { token: bytes.toString('utf8'), bytes: [...bytes], logprob: one.logit - total };
  };
  return { ...told({ token, logit: logits[token] ?? 0 }), top: topTokens(logits, top).map(told) };
}

/** llama.cpp would end the process over it. */
function notInGrammar(): BadInputError {
  return new BadInputError({
    message: 'The beginning of the answer does not have the form that was asked for.',
    place: 'answerBeginning',
    remedy: 'Ask the question again.',
  });
}

import { at } from '../../core/known.ts';
import type { BatchRow } from '../../llama/native.ts';
import type { GeneratedText } from '../models/scorer.ts';
import { indexOfLargest } from './log-sum-exp.ts';
import type { GenerateQuestion } from './protocol.ts';
import type { TreeModel } from './tree-model.ts';

/** A text that is being written. */
interface Writing {
  readonly request: GenerateQuestion;
  readonly sequence: number;
  readonly bytes: number[];
  position: number;
  tokens: number;
  /** The token to be computed next. */
  next: number;
  /** What may still come, where the answer is one of a list. */
  allowed: readonly (readonly number[])[] | undefined;
  end: GeneratedText['end'] | undefined;
}

/**
 * Writes the likeliest token after each prompt until it ends; as many texts at once as the model has cells
 * for. Where an answer is one of a list, only tokens that lead to one of them are taken.
 */
export function generateTexts(model: TreeModel, requests: readonly GenerateQuestion[]): GeneratedText[] {
  const results: GeneratedText[] = [];
  for (let start = 0; start < requests.length; ) {
    let cells = 0;
    let end = start;
    while (end < requests.length && end - start < model.sequences) {
      const { prefix, maximumTokens } = at(requests, end);
      cells += prefix.length + 1 + maximumTokens;
      if (end > start && cells > model.cells) break;
      end += 1;
    }
    results.push(...writeTogether(model, requests.slice(start, end)));
    start = end;
  }
  model.context.clear();
  return results;
}

function writeTogether(model: TreeModel, requests: readonly GenerateQuestion[]): GeneratedText[] {
  model.context.clear();
  const texts = requests.map((request, index) => readPrompt(model, request, index + 1));
  for (;;) {
    const open = texts.filter(({ end }) => end === undefined);
    if (open.length === 0) break;
    const logits = model.context.decode(
      open.map(({ next, position, sequence }) => ({
        token: next,
        position,
        sequences: [sequence],
        output: true,
      })),
    );
    for (const [row, text] of open.entries()) {
      text.position += 1;
      takeToken(model, text, logits, row);
    }
  }
  return texts.map(({ bytes, request, tokens, end = 'length' }) => ({
    text: cutAtStop(decode(bytes), request.stop),
    tokens,
    end,
  }));
}

function readPrompt(model: TreeModel, request: GenerateQuestion, sequence: number): Writing {
  const prompt = [model.beginToken, ...request.prefix];
  if (request.prefix.includes(model.beginToken)) throw new RangeError('<bos> must be at the start only.');
  if (prompt.length + request.maximumTokens > model.contextTokens) {
    throw new RangeError(
      `${prompt.length} tokens and ${request.maximumTokens} of answer do not fit into a context of ${model.contextTokens}.`,
    );
  }
  let logits = new Float32Array();
  for (let start = 0; start < prompt.length; start += model.batchTokens) {
    const part = prompt.slice(start, start + model.batchTokens).map(
      (token, index): BatchRow => ({
        token,
        position: start + index,
        sequences: [sequence],
        output: start + index === prompt.length - 1,
      }),
    );
    logits = model.context.decode(part) as typeof logits;
  }
  const text: Writing = {
    request,
    sequence,
    bytes: [],
    position: prompt.length,
    tokens: 0,
    next: 0,
    allowed: request.allowed,
    end: undefined,
  };
  takeToken(model, text, logits, 0);
  return text;
}

function takeToken(model: TreeModel, text: Writing, logits: Float32Array, row: number): void {
  const offset = row * model.vocabularySize;
  const token = text.allowed
    ? likeliestAllowed(text.allowed, text.tokens, logits, offset)
    : indexOfLargest(logits, offset, model.vocabularySize);
  if (token === undefined || model.isEnd(token)) {
    text.end = token === undefined ? 'stop' : 'end-of-text';
    return;
  }
  text.allowed = text.allowed?.filter((tokens) => tokens[text.tokens] === token);
  text.next = token;
  text.tokens += 1;
  text.bytes.push(...model.piece(token));
  const written = decode(text.bytes);
  if (text.request.stop.some((mark) => written.includes(mark))) text.end = 'stop';
  else if (text.tokens >= text.request.maximumTokens) text.end = 'length';
}

/** Among the next tokens of the answers that are still open; nothing when one of them is complete. */
function likeliestAllowed(
  allowed: readonly (readonly number[])[],
  place: number,
  logits: Float32Array,
  offset: number,
): number | undefined {
  let best: number | undefined;
  for (const tokens of allowed) {
    const token = tokens[place];
    // The shortest answer wins where one begins another: nothing says that the text continues.
    if (token === undefined) return undefined;
    if (best === undefined || (logits[offset + token] ?? 0) > (logits[offset + best] ?? 0)) best = token;
  }
  return best;
}

function decode(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

function cutAtStop(text: string, stop: readonly string[]): string {
  const ends = stop.map((mark) => text.indexOf(mark)).filter((place) => place >= 0);
  return ends.length > 0 ? text.slice(0, Math.min(...ends)) : text;
}

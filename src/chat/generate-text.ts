import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import { throwIfInterrupted } from '../core/errors.ts';
import { servingDefaults } from './defaults.ts';
import { StopFilter } from './stop-filter.ts';
import { TokenDecoder } from './token-decoder.ts';
import type { ChatRequest, ChatUsage, FinishReason } from './types.ts';

type TextEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly usage: ChatUsage };

/**
 * Writes the answer to a prompt on one sequence. Only an identical beginning of what the sequence has
 * read is kept; everything after it is erased first, so an answer depends on its own prompt alone.
 */
export async function* generateText(
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
  request: Omit<ChatRequest, 'messages'> & { readonly maximumTokens: number },
  signal: AbortSignal,
): AsyncGenerator<TextEvent> {
  const reusedTokens = await readPrompt(sequence, prompt, signal);
  const answer: Token[] = [];
  const decoder = new TokenDecoder((tokens, before) =>
    sequence.model.detokenize(tokens as Token[], false, before as Token[]),
  );
  const filter = new StopFilter(request.stop ?? []);
  let reason: FinishReason = 'stop';

  const rest = prompt.slice(sequence.nextTokenIndex);
  for await (const token of sequence.evaluate([...rest], samplingOptions(request, answer))) {
    throwIfInterrupted(signal);
    answer.push(token);
    const text = filter.push(decoder.push(token));
    if (text !== '') yield { type: 'text-delta', text };
    if (filter.stopped) break;
    if (answer.length >= request.maximumTokens) {
      reason = 'length';
      break;
    }
  }
  const tail = filter.push(decoder.flush()) + filter.flush();
  if (tail !== '') yield { type: 'text-delta', text: tail };
  const usage = { promptTokens: prompt.length, completionTokens: answer.length, reusedTokens };
  yield { type: 'finish', reason: filter.stopped ? 'stop' : reason, usage };
}

/**
 * Brings the sequence to hold the prompt but for its last batch, which `evaluate` reads together with
 * writing the first token. Returns how many tokens were there already.
 */
async function readPrompt(
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
  signal: AbortSignal,
): Promise<number> {
  // The last token is always read anew: the first token of the answer needs its output.
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  const reusedTokens = sequence.nextTokenIndex;
  const batchSize = sequence.context.batchSize;
  while (prompt.length - sequence.nextTokenIndex > batchSize) {
    throwIfInterrupted(signal);
    const start = sequence.nextTokenIndex;
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(start, start + batchSize));
  }
  throwIfInterrupted(signal);
  return reusedTokens;
}

function samplingOptions(
  request: Pick<ChatRequest, 'temperature' | 'topP' | 'seed'>,
  answer: readonly Token[],
): SequenceEvaluateOptions {
  const { repetitionPenalty, repetitionWindowTokens } = servingDefaults;
  return {
    temperature: request.temperature ?? servingDefaults.temperature,
    topP: request.topP ?? servingDefaults.topP,
    minP: servingDefaults.minP,
    topK: 0,
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    // Only the answer is looked at: words of the question may be repeated freely.
    repeatPenalty: {
      punishTokens: () => answer.slice(-repetitionWindowTokens),
      maxPunishTokens: repetitionWindowTokens,
      penalty: repetitionPenalty,
    },
  };
}

import { randomInt } from 'node:crypto';
import type { RenderDialogue } from '../../checkpoint/index.ts';
import { BadInputError } from '../../core/errors.ts';
import { servingDefaults } from '../defaults.ts';
import { answerGrammar } from '../grammar/json-grammar.ts';
import type { AnswerLogprob, ChatEvent, ChatRequest, EngineModel, Priority } from '../types.ts';
import type { EngineProcess, RunRequest } from './engine-process.ts';
import { buildPrompt, type Prompt } from './prompt-builder.ts';
import type { OutputMessage, PromptTokenMessage } from './protocol.ts';
import type { Writer } from './writer.ts';

/** A text longer than this is cut off for its vector: what follows changes a mean little. */
const embeddedTokens = 1024;
const ranks: Readonly<Record<Priority, number>> = { teacher: 0, pupil: 1, background: 2 };

/** Writes answers with the model in the engine's process. */
export function createLocalWriter(
  engine: EngineProcess,
  tools: {
    readonly render: RenderDialogue;
    readonly begin: string;
    readonly model: EngineModel;
    readonly tokenCount: number;
  },
): Writer {
  const { model, begin } = tools;
  const promptTools = {
    ...tools,
    tokenise: (pieces: Parameters<EngineProcess['tokenise']>[0]) => engine.tokenise(pieces),
  };
  return {
    model,
    async prepare(request, { owner, priority, limits }) {
      checkTokens(request.tokens, tools.tokenCount);
      const wanted = Math.min(request.maximumTokens ?? servingDefaults.maximumTokens, limits.answerTokens);
      const room = Math.min(wanted, Math.floor(model.contextSizeTokens / 4));
      const grammar = request.format && answerGrammar(request.format);
      const longest = Math.min(model.contextSizeTokens - room, limits.promptTokens);
      const prompt = await buildPrompt(request, promptTools, longest);
      const maximumTokens = Math.min(wanted, model.contextSizeTokens - prompt.tokens.length);
      const run = runRequest(request, prompt, { owner, rank: ranks[priority], maximumTokens, grammar });
      const added = request.text === undefined ? 0 : prompt.addedTokens;
      return { write: (signal) => write(engine, run, prompt.droppedMessages, added, signal) };
    },
    async embed(texts) {
      const pieces = texts.map((text) => ({ text, control: false }));
      const [first, ...tokens] = await engine.tokenise([{ text: begin, control: true }, ...pieces]);
      const whole = tokens.map((one) => [...(first ?? []), ...one]);
      if (whole.some((one) => one.length === 0)) throw emptyText();
      return {
        vectors: await engine.embed(whole.map((one) => one.slice(0, embeddedTokens))),
        promptTokens: whole.reduce((sum, one) => sum + one.length, 0),
      };
    },
    state: () => engine.state,
    close: () => engine.close(),
  };
}

function runRequest(
  request: ChatRequest,
  prompt: Prompt,
  rest: {
    readonly owner: string;
    readonly rank: number;
    readonly maximumTokens: number;
    readonly grammar: string | undefined;
  },
): RunRequest {
  const { grammar, ...known } = rest;
  const { topLogprobs, promptLogprobs } = request;
  return {
    ...known,
    prompt: [...prompt.tokens],
    written: [...prompt.written],
    sharedTokens: prompt.sharedTokens,
    sampling: samplingOf(request, grammar !== undefined),
    stop: [...(request.stop ?? [])],
    ...(grammar === undefined ? {} : { grammar }),
    ...(topLogprobs === undefined ? {} : { topLogprobs }),
    ...(promptLogprobs === undefined ? {} : { promptLogprobs }),
  };
}

function samplingOf(request: ChatRequest, hasGrammar: boolean): RunRequest['sampling'] {
  // The braces and quotes of a JSON answer have to be repeated.
  const usualPenalty = hasGrammar ? 1 : servingDefaults.repetitionPenalty;
  return {
    temperature: request.temperature ?? servingDefaults.temperature,
    topK: request.topK ?? 0,
    topP: request.topP ?? servingDefaults.topP,
    minP: request.minP ?? servingDefaults.minP,
    repetitionPenalty: request.repetitionPenalty ?? usualPenalty,
    repetitionWindowTokens: servingDefaults.repetitionWindowTokens,
    presencePenalty: request.presencePenalty ?? 0,
    frequencyPenalty: request.frequencyPenalty ?? 0,
    seed: request.seed ?? randomInt(2 ** 32),
  };
}

type WriterEvent = Exclude<ChatEvent, { type: 'queue' }>;

async function* write(
  engine: EngineProcess,
  run: RunRequest,
  droppedMessages: number,
  addedTokens: number,
  signal: AbortSignal,
): AsyncGenerator<WriterEvent> {
  let promptTokens: PromptTokenMessage[] | undefined = run.promptLogprobs === undefined ? undefined : [];
  let reusedTokens = 0;
  let completionTokens = 0;
  for await (const event of engine.run(run, signal)) {
    if (event.type === 'begun') reusedTokens = event.reusedTokens;
    else if (event.type === 'restart') {
      // The prompt is read, and told, again from its beginning.
      if (promptTokens) promptTokens = [];
      yield event;
    } else if (event.type === 'prompt') promptTokens?.push(...event.tokens);
    else {
      if (promptTokens) yield { type: 'prompt', tokens: promptTokens.slice(addedTokens) };
      promptTokens = undefined;
      const { output } = event;
      completionTokens += 1;
      if (output.text !== '' || output.logprob) yield textDelta(output);
      if (!output.end) continue;
      const usage = { promptTokens: run.prompt.length, completionTokens, reusedTokens };
      yield { type: 'finish', reason: output.end, usage, droppedMessages };
    }
  }
}

function textDelta({ text, logprob }: OutputMessage): WriterEvent {
  if (!logprob) return { type: 'text-delta', text };
  const logprobs: AnswerLogprob[] = [logprob];
  return { type: 'text-delta', text, logprobs };
}

function checkTokens(tokens: readonly number[] | undefined, tokenCount: number): void {
  const foreign = tokens?.findIndex((token) => token >= tokenCount) ?? -1;
  if (foreign < 0) return;
  throw new BadInputError({
    message: `There is no token ${tokens?.[foreign]} in this model: the ids end at ${tokenCount - 1}.`,
    place: `prompt.${foreign}`,
    remedy: "Make the ids with this model's own tokeniser, or send the text.",
  });
}

function emptyText(): BadInputError {
  return new BadInputError({
    message: 'A text must not be empty.',
    place: 'input',
    remedy: 'Leave empty texts out.',
  });
}

import { fileURLToPath } from 'node:url';
import { Conversation, llamaProgram, machineBound } from '../../llama/index.ts';
import type { Importance } from '../importance-file.ts';
import {
  type InferenceAnswer,
  type InferenceRequest,
  inferenceAnswerSchema,
  type Speed,
  type TextComparison,
} from './protocol.ts';

export { type Speed, speedSchema, type TextComparison, textComparisonSchema } from './protocol.ts';

const program = llamaProgram(fileURLToPath(new URL('./child.ts', import.meta.url)));

type Request<Job extends InferenceRequest['job']> = Omit<Extract<InferenceRequest, { job: Job }>, 'job'>;

/**
 * Gathers on calibration texts how much each column of each weight matrix matters, in a child process.
 * `datasets` names the texts in what is returned.
 */
export async function gatherImportance(
  request: Request<'importance'>,
  datasets: readonly string[],
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Importance> {
  const tensors = new Map<string, { sums: Float32Array; tokens: number }>();
  let chunks = 0;
  await run({ job: 'importance', ...request }, request.model, signal, (answer) => {
    if (answer.type === 'progress') onProgress(answer.done, answer.total);
    if (answer.type !== 'importance') return;
    tensors.set(answer.tensor, { sums: Float32Array.from(answer.sums), tokens: answer.tokens });
    chunks = answer.chunks;
  });
  return { tensors, datasets, chunkTokens: request.chunkTokens, chunks };
}

/**
 * Compares models with a reference, token by token over the full vocabulary, in a child process.
 * @returns for each candidate the sums of each text, in the order of the texts.
 */
export async function compareModels(
  request: Request<'compare'>,
  signal: AbortSignal,
  onText: (done: number) => void = () => {},
): Promise<TextComparison[][]> {
  const results = request.candidates.map(() => new Array<TextComparison>(request.texts.length));
  await run({ job: 'compare', ...request }, request.reference, signal, (answer) => {
    if (answer.type !== 'text') return;
    const own = results[answer.candidate];
    if (own) own[answer.text] = answer.result;
    if (answer.candidate === 0) onText(answer.text + 1);
  });
  return results;
}

/** Measures speed and memory of one model in a child process of its own. */
export async function measureModelSpeed(request: Request<'speed'>, signal: AbortSignal): Promise<Speed> {
  let result: Speed | undefined;
  await run({ job: 'speed', ...request }, request.model, signal, (answer) => {
    if (answer.type === 'speed') result = answer.result;
  });
  if (!result) throw new Error('The measuring child ended without a result.');
  return result;
}

async function run(
  request: InferenceRequest,
  source: string,
  signal: AbortSignal,
  onAnswer: (answer: InferenceAnswer) => void,
): Promise<void> {
  const child = new Conversation<InferenceRequest, typeof inferenceAnswerSchema>({
    program,
    messages: inferenceAnswerSchema,
    bound: machineBound(),
    file: source,
    verb: 'measured',
    signal,
    onProgress: (answer) => {
      if (answer.type === 'done') return false;
      onAnswer(answer);
      return true;
    },
  });
  try {
    await child.ask(request);
  } finally {
    await child.close();
  }
}

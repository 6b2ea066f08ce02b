import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { createEngine } from '../src/chat/index.ts';
import { assembleEmbeddedModel } from '../src/checkpoint/index.ts';

// Tokens per second of one answer: our engine beside node-llama-cpp used directly, on the same file, with
// the same number of threads and the same prompt, greedy, taking turns.
const rounds = 5;
const answerTokens = 128;
const question = 'Дар бораи кӯҳҳои Тоҷикистон нақл кун.';
const modelFile = await assembleEmbeddedModel();
const threads = 1;

const engine = await createEngine({ modelFile, threads, sequences: 1 });
const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error });
const model = await llama.loadModel({ modelPath: modelFile });
const context = await model.createContext({ contextSize: 2048, sequences: 1, threads });
const sequence = context.getSequence();
const prompt = model.tokenize(
  `<bos><start_of_turn>user\n${question}<end_of_turn>\n<start_of_turn>model\n`,
  true,
);

/** Milliseconds a token after the first, so that reading the prompt is not counted. */
async function ours(): Promise<number> {
  const arrivals: number[] = [];
  const messages = [{ role: 'user' as const, content: question }];
  for await (const event of engine.generate({ messages, temperature: 0, maximumTokens: answerTokens })) {
    if (event.type === 'text-delta') arrivals.push(performance.now());
    else if (event.type === 'finish') count = event.usage.completionTokens;
  }
  return ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / (count - 1);
}

async function theirs(): Promise<number> {
  await sequence.clearHistory();
  const arrivals: number[] = [];
  for await (const _ of sequence.evaluate(prompt, { temperature: 0 })) {
    arrivals.push(performance.now());
    if (arrivals.length === count) break;
  }
  return ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / (arrivals.length - 1);
}

let count = answerTokens;
const pairs: { ours: number; theirs: number }[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const pair = { ours: await ours(), theirs: await theirs() };
  if (round > 0) pairs.push(pair);
}
const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
console.log(
  `one stream, ${count} tokens, ${threads} thread: ours ${(1000 / median(pairs.map((p) => p.ours))).toFixed(1)} tokens/s,`,
);
console.log(`node-llama-cpp directly ${(1000 / median(pairs.map((p) => p.theirs))).toFixed(1)} tokens/s,`);
console.log(`ratio ${median(pairs.map((p) => p.theirs / p.ours)).toFixed(3)} (above 1: ours is faster)`);
await engine.close();
await llama.dispose();

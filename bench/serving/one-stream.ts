import { createEngine } from '../../src/chat/index.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { indexOfLargest } from '../../src/evaluation/scorer/log-sum-exp.ts';
import { LlamaContext, LlamaModel } from '../../src/llama/native.ts';

// Tokens per second of one answer: our engine beside a bare loop over llama.cpp, on the same file, with the same
// number of threads and the same prompt, greedy, in alternation.
const rounds = 5;
const answerTokens = 128;
const question = 'Дар бораи кӯҳҳои Тоҷикистон нақл кун.';
const modelFile = await assembleEmbeddedModel();
const threads = 1;

const engine = await createEngine({ modelFile, threads, sequences: 1 });
const model = new LlamaModel(modelFile, { n_gpu_layers: 0 });
const context = new LlamaContext(model, {
  n_ctx: 2048,
  n_batch: 512,
  n_threads: threads,
  n_threads_batch: threads,
});
const prompt = model.tokenise(
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

/** The same in a bare loop over llama.cpp: no child, no queue, no text. */
function bare(): number {
  context.clear();
  const arrivals: number[] = [];
  let read = prompt;
  let position = 0;
  while (arrivals.length < count) {
    const rows = read.map((token, index) => ({
      token,
      position: position + index,
      sequences: [0],
      output: index === read.length - 1,
    }));
    const logits = context.decode(rows);
    position += read.length;
    read = [indexOfLargest(logits, 0, logits.length)];
    arrivals.push(performance.now());
  }
  return ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / (arrivals.length - 1);
}

let count = answerTokens;
const pairs: { ours: number; bare: number }[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const pair = { ours: await ours(), bare: bare() };
  if (round > 0) pairs.push(pair);
}
const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
console.log(
  `one stream, ${count} tokens, ${threads} thread: ours ${(1000 / median(pairs.map((p) => p.ours))).toFixed(1)} tokens/s,`,
);
console.log(`bare loop ${(1000 / median(pairs.map((p) => p.bare))).toFixed(1)} tokens/s,`);
console.log(`ratio ${median(pairs.map((p) => p.bare / p.ours)).toFixed(3)} (above 1: ours is faster)`);
await engine.close();
context.free();
model.free();

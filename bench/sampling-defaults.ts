import { performance } from 'node:perf_hooks';
import { Template } from '@huggingface/jinja';
import {
  getLlama,
  type LlamaContextSequence,
  LlamaLogLevel,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import { assembleEmbeddedModel } from '../src/checkpoint/index.ts';
import { identifyLanguage } from '../src/language/index.ts';
import { hasRepeatedRun } from './repeated-run.ts';
import { samplingPrompts } from './sampling/prompts.ts';

// How the defaults of src/chat/defaults.ts were chosen: every prompt under every setting, once.
//   npx node bench/sampling-defaults.ts [MODEL.gguf] [--show] [--only NAME,NAME]

interface Setting {
  readonly name: string;
  readonly temperature: number;
  readonly topP: number;
  readonly minP: number;
  readonly repetitionPenalty: number;
  /** Tokens of digits and signs are not penalised: a sum has to repeat them. */
  readonly sparesNumbers: boolean;
}

const repetitionWindowTokens = 128;
const maximumTokens = 256;
const seeds = [1, 2, 3];

const sampled = { topP: 0.9, minP: 0.05, sparesNumbers: false };
const greedy = { temperature: 0, topP: 1, minP: 0, sparesNumbers: false };

const grid: readonly Setting[] = [
  { name: 'greedy', ...greedy, repetitionPenalty: 1 },
  { name: 'greedy-1.2', ...greedy, repetitionPenalty: 1.2 },
  { name: 'cool', ...sampled, temperature: 0.3, repetitionPenalty: 1 },
  { name: 'cool-1.1', ...sampled, temperature: 0.3, repetitionPenalty: 1.1 },
  { name: 'cool-1.2', ...sampled, temperature: 0.3, repetitionPenalty: 1.2 },
  { name: 'cool-1.2-numbers', ...sampled, temperature: 0.3, repetitionPenalty: 1.2, sparesNumbers: true },
  { name: 'cool-1.3', ...sampled, temperature: 0.3, repetitionPenalty: 1.3 },
  { name: 'cool-1.4', ...sampled, temperature: 0.3, repetitionPenalty: 1.4 },
  { name: 'warm-1.2', ...sampled, temperature: 0.7, repetitionPenalty: 1.2 },
];

interface Answer {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly ended: boolean;
}

async function answer(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
  setting: Setting,
  seed: number,
): Promise<Answer> {
  await sequence.clearHistory();
  const tokens: Token[] = [];
  const generation = sequence.evaluate([...prompt], {
    temperature: setting.temperature,
    topP: setting.topP,
    minP: setting.minP,
    topK: 0,
    seed,
    repeatPenalty: {
      punishTokens: () => {
        const recent = tokens.slice(-repetitionWindowTokens);
        return setting.sparesNumbers ? recent.filter((token) => !isNumeric(model, token)) : recent;
      },
      maxPunishTokens: repetitionWindowTokens,
      penalty: setting.repetitionPenalty,
    },
    yieldEogToken: true,
  });
  for await (const token of generation) {
    if (model.isEogToken(token)) return { text: model.detokenize(tokens), tokens, ended: true };
    tokens.push(token);
    if (tokens.length >= maximumTokens) break;
  }
  return { text: model.detokenize(tokens), tokens, ended: false };
}

function isNumeric(model: LlamaModel, token: Token): boolean {
  return /^[\s\d.,:;()+=×÷−-]*$/u.test(model.detokenize([token]));
}

async function main(): Promise<void> {
  const flags = process.argv.slice(2);
  const file = flags[0]?.endsWith('.gguf')
    ? flags[0]
    : await assembleEmbeddedModel({ signal: new AbortController().signal });
  const only = flags[flags.indexOf('--only') + 1]?.split(',');
  const settings = flags.includes('--only') ? grid.filter(({ name }) => only?.includes(name)) : grid;
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath: file });
  const context = await model.createContext({ contextSize: 1024, threads: 1 });
  const sequence = context.getSequence();
  const template = new Template(model.fileInfo.metadata.tokenizer.chat_template ?? '');
  process.stdout.write('setting           answers  loops  no end  Tajik  right  tokens/answer  tokens/s\n');
  for (const setting of settings) {
    const totals = { loops: 0, endless: 0, tajik: 0, judged: 0, right: 0, checked: 0, tokens: 0, answers: 0 };
    const started = performance.now();
    const runs = setting.temperature === 0 ? seeds.slice(0, 1) : seeds;
    for (const seed of runs) {
      for (const { kind, text, expected } of samplingPrompts) {
        const rendered = template.render({
          messages: [{ role: 'user', content: text }],
          add_generation_prompt: true,
          bos_token: '<bos>',
        });
        const reply = await answer(model, sequence, model.tokenize(rendered, true), setting, seed);
        const language = identifyLanguage(reply.text).language;
        if (flags.includes('--show')) {
          process.stdout.write(`[${setting.name}] ${kind}: ${text}\n    ${reply.text}\n`);
        }
        totals.answers += 1;
        totals.tokens += reply.tokens.length;
        if (hasRepeatedRun(reply.tokens)) totals.loops += 1;
        if (!reply.ended) totals.endless += 1;
        if (language !== 'unknown') totals.judged += 1;
        if (language === 'tgk_Cyrl') totals.tajik += 1;
        if (expected) totals.checked += 1;
        if (expected?.test(reply.text)) totals.right += 1;
      }
    }
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(
      `${[
        setting.name.padEnd(17),
        String(totals.answers).padStart(7),
        String(totals.loops).padStart(6),
        String(totals.endless).padStart(7),
        `${totals.tajik}/${totals.judged}`.padStart(6),
        `${totals.right}/${totals.checked}`.padStart(6),
        (totals.tokens / totals.answers).toFixed(0).padStart(14),
        (totals.tokens / seconds).toFixed(0).padStart(9),
      ].join(' ')}\n`,
    );
  }
  await llama.dispose();
}

await main();

import { performance } from 'node:perf_hooks';
import { Template } from '@huggingface/jinja';
import { candidates, draw } from '../../src/chat/inference/sampler.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { identifyLanguage } from '../../src/language/index.ts';
import { LlamaContext, LlamaModel } from '../../src/llama/native.ts';
import { hasRepeatedRun } from '../corpus/repeated-run.ts';
import { samplingPrompts } from './sampling/prompts.ts';

// How the defaults of src/chat/defaults.ts were chosen: every prompt under every setting, once.
//   npx node bench/models/sampling-defaults.ts [MODEL.gguf] [--show] [--only NAME,NAME]

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
  readonly tokens: readonly number[];
  readonly ended: boolean;
}

function answer(
  model: LlamaModel,
  context: LlamaContext,
  prompt: readonly number[],
  setting: Setting,
  seed: number,
): Answer {
  context.clear();
  const { sparesNumbers, ...own } = setting;
  const sampling = {
    ...own,
    seed,
    repetitionWindowTokens,
    topK: 0,
    presencePenalty: 0,
    frequencyPenalty: 0,
  };
  const tokens: number[] = [];
  let read = prompt;
  let position = 0;
  while (tokens.length < maximumTokens) {
    const logits = context.decode(
      read.map((token, index) => ({
        token,
        position: position + index,
        sequences: [0],
        output: index === read.length - 1,
      })),
    );
    position += read.length;
    const recent = tokens.slice(-repetitionWindowTokens);
    const penalised = sparesNumbers ? recent.filter((token) => !isNumeric(model, token)) : recent;
    const token = draw(candidates(logits, sampling, penalised), sampling, tokens.length);
    if (model.isEnd(token)) return { text: textOf(model, tokens), tokens, ended: true };
    tokens.push(token);
    read = [token];
  }
  return { text: textOf(model, tokens), tokens, ended: false };
}

function textOf(model: LlamaModel, tokens: readonly number[]): string {
  return Buffer.concat(tokens.map((token) => model.piece(token))).toString('utf8');
}

function isNumeric(model: LlamaModel, token: number): boolean {
  return /^[\s\d.,:;()+=×÷−-]*$/u.test(textOf(model, [token]));
}

async function main(): Promise<void> {
  const flags = process.argv.slice(2);
  const file = flags[0]?.endsWith('.gguf')
    ? flags[0]
    : await assembleEmbeddedModel({ signal: new AbortController().signal });
  const only = flags[flags.indexOf('--only') + 1]?.split(',');
  const settings = flags.includes('--only') ? grid.filter(({ name }) => only?.includes(name)) : grid;
  const model = new LlamaModel(file, { n_gpu_layers: 0 });
  const context = new LlamaContext(model, { n_ctx: 1024, n_batch: 512, n_threads: 1, n_threads_batch: 1 });
  const template = new Template(model.chatTemplate ?? '');
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
        const reply = answer(model, context, model.tokenise(rendered, true), setting, seed);
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
}

await main();

// Sixty fixed prompts in ten kinds, each answered once by each model, unedited, with the serving defaults and seed 1:
//   npx node bench/models/conversation/samples.ts --to docs/samples.md NAME=MODEL.gguf …
// `--as-text NAME` puts its questions as plain text, for a base model that knows no turns of a dialogue.
// `--figures FOLDER` also writes NAME.json with the shares, as `release: conversation:` of a recipe reads them.
// `--answers FOLDER` (work/conversation) keeps what was answered: a model file is asked once, and continues when stopped.
// The table in front counts what can be counted (Tajik, repetition, ends by itself). Whether an answer is of the kind
// that was asked for is read by a person: bench/models/conversation/labels.jsonl, a line a model and prompt, where it exists.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { servingDefaults } from '../../../src/chat/index.ts';
import { projectFolder } from '../../../src/core/configuration.ts';
import { writeFileAtomically } from '../../../src/core/files.ts';
import { readJsonLinesFile } from '../../../src/core/json-lines.ts';
import { type Answer, answerAll, digestOf, promptSchema } from './answers.ts';
import { measureAnswer } from './measure-answer.ts';

/** `answers`: which answers were read (`digestOf`); of others the label says nothing. */
const labelSchema = z.strictObject({
  model: z.string(),
  id: z.string(),
  answers: z.string(),
  asAsked: z.boolean(),
});

const folder = join(projectFolder, 'bench/models/conversation');

async function readLabels(): Promise<Map<string, boolean>> {
  const file = join(folder, 'labels.jsonl');
  const labels = new Map<string, boolean>();
  if (!existsSync(file)) return labels;
  for await (const { model, id, answers, asAsked } of readJsonLinesFile(file, labelSchema)) {
    labels.set(`${model} ${id} ${answers}`, asAsked);
  }
  return labels;
}

/** How many of how many. */
type Tally = readonly [of: number, all: number];

function figuresOf(
  name: string,
  answers: ReadonlyMap<string, readonly Answer[]>,
  labels: ReadonlyMap<string, boolean>,
): Readonly<Record<'tajikShare' | 'repetition' | 'unended' | 'asAsked', Tally>> {
  const all = [...answers.values()].flat();
  const facts = all.map(({ text }) => measureAnswer(text));
  const inTajik = prompts
    .filter(({ answersInTajik }) => answersInTajik)
    .flatMap(({ id }) => answers.get(id) ?? []);
  const told = inTajik.map(({ text }) => measureAnswer(text)).filter(({ isTajik }) => isTajik !== undefined);
  const read = Array.from(answers).flatMap(
    ([id, given]) => labels.get(`${name} ${id} ${digestOf(given)}`) ?? [],
  );
  const tally = (isTrue: readonly boolean[]): Tally => [isTrue.filter(Boolean).length, isTrue.length];
  return {
    tajikShare: tally(told.map(({ isTajik }) => isTajik === true)),
    repetition: tally(facts.map(({ repeats }) => repeats)),
    unended: tally(all.map(({ ended }) => !ended)),
    asAsked: tally(read),
  };
}

function summaryRow(name: string, figures: ReturnType<typeof figuresOf>): string {
  const { tajikShare, repetition, unended, asAsked } = figures;
  const read = asAsked[1] === 0 ? 'not read' : asAsked.join('/');
  return `| ${name} | ${repetition[1]} | ${tajikShare.join('/')} | ${repetition[0]} | ${unended[0]} | ${read} |`;
}

/** Shares by name; what was not read has none. */
async function writeFigures(file: string, figures: ReturnType<typeof figuresOf>): Promise<void> {
  const shares = Object.entries(figures).flatMap(([key, [of, all]]) => (all === 0 ? [] : [[key, of / all]]));
  await writeFileAtomically(file, `${JSON.stringify(Object.fromEntries(shares), null, 1)}\n`);
}

function quoted(text: string): string {
  return text === '' ? '> *(nothing)*' : text.replaceAll(/^/gmu, '> ');
}

const { values: flags, positionals } = parseArgs({
  options: {
    to: { type: 'string' },
    figures: { type: 'string' },
    answers: { type: 'string', default: join(projectFolder, 'work/conversation') },
    'as-text': { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
});
const models = positionals.map((model) => model.split('=', 2));
if (flags.to === undefined || models.length === 0 || models.some((pair) => pair.length < 2)) {
  throw new Error(
    'Usage: npx node bench/models/conversation/samples.ts --to FILE.md [--figures FOLDER] [--answers FOLDER] [--as-text NAME] NAME=MODEL.gguf …',
  );
}

const prompts = await Array.fromAsync(readJsonLinesFile(join(folder, 'prompts.jsonl'), promptSchema));
const labels = await readLabels();
const results = [];
for (const [name = '', file = ''] of models) {
  const answers = await answerAll(flags.answers, name, file, prompts, flags['as-text'].includes(name));
  results.push({ name, answers, figures: figuresOf(name, answers, labels) });
}

const { temperature, topP, minP, repetitionPenalty, maximumTokens } = servingDefaults;
const lines = [
  '# Samples',
  '',
  'Sixty fixed prompts in ten kinds (`bench/models/conversation/prompts.jsonl`), each answered once by each model, seed 1, unedited.',
  `Sampling: temperature ${temperature}, top-p ${topP}, min-p ${minP}, repetition penalty ${repetitionPenalty}, at most ${maximumTokens} tokens.`,
  ...flags['as-text'].map(
    (name) => `${name} is no conversational model: it continues a text of lines “Савол: …” and “Ҷавоб:”.`,
  ),
  'Made by `npx node bench/models/conversation/samples.ts`; “as asked” was read by an assistant model, not by a Tajik teacher.',
  '',
  '| model | answers | in Tajik, of those that should be and are long enough to tell | four words more than three times | did not end by itself | of the kind asked for |',
  '| --- | ---: | ---: | ---: | ---: | ---: |',
  ...results.map(({ name, figures }) => summaryRow(name, figures)),
];
for (const kind of new Set(prompts.map((prompt) => prompt.kind))) {
  lines.push('', `## ${kind}`);
  for (const { id, turns } of prompts.filter((prompt) => prompt.kind === kind)) {
    lines.push('', `**${turns.join('** … **')}**`);
    for (const { name, answers } of results) {
      const given = (answers.get(id) ?? []).map(({ text }) => quoted(text)).join('\n>\n> …\n>\n');
      lines.push('', `${name}:`, '', given);
    }
  }
}
await writeFileAtomically(flags.to, `${lines.join('\n')}\n`);
if (flags.figures !== undefined) {
  for (const { name, figures } of results) await writeFigures(join(flags.figures, `${name}.json`), figures);
}

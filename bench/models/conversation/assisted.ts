// The same prompts to the bare model and to the assistant around it (starter library, no account), seed 1, unedited:
//   npx node bench/models/conversation/assisted.ts --prompts fresh-1 --to docs/samples-fresh-1.md [--answers FOLDER]
// A set is bench/models/conversation/prompts-SET.jsonl; `fixed` is prompts.jsonl, the sixty of docs/samples.md.
// "True and useful" was read by an assistant model, not by a Tajik teacher, by the rule in docs/results/assistant.md:
// bench/models/conversation/labels-assisted.jsonl, a line a set, answerer and prompt.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createAssistant, knowledgeOf } from '../../../src/assistant/index.ts';
import { createEngine } from '../../../src/chat/index.ts';
import { assembleEmbeddedModel } from '../../../src/checkpoint/index.ts';
import { projectFolder } from '../../../src/core/configuration.ts';
import { writeFileAtomically } from '../../../src/core/files.ts';
import { jsonLine, readJsonLinesFile } from '../../../src/core/json-lines.ts';
import { openLibrary } from '../../../src/library/index.ts';
import { converse, digestOf, type GroundedAnswer, type Prompt, promptSchema } from './answers.ts';

const labelSchema = z.strictObject({
  set: z.string(),
  by: z.enum(['bare', 'assistant']),
  id: z.string(),
  /** Which answers were read (`digestOf`); of others the label says nothing. */
  answers: z.string(),
  trueAndUseful: z.boolean(),
});

const folder = join(projectFolder, 'bench/models/conversation');
const { values: flags } = parseArgs({
  options: {
    prompts: { type: 'string', default: 'fixed' },
    to: { type: 'string' },
    answers: { type: 'string' },
  },
});
const set = flags.prompts;
const file = join(folder, set === 'fixed' ? 'prompts.jsonl' : `prompts-${set}.jsonl`);
const prompts = await Array.fromAsync(readJsonLinesFile(file, promptSchema));
const labels = await readLabels();

const library = openLibrary(':memory:');
const bare = await createEngine({
  modelFile: await assembleEmbeddedModel({ signal: new AbortController().signal }),
  sequences: 1,
});
// A fixed day, so that the same question has the same answer.
const clock = () => ({ now: new Date('2026-12-01T10:00:00'), isTrusted: true });
const assistant = createAssistant({ engine: bare, knowledge: knowledgeOf(library), clock });
const answerers = process.env.ONLY === 'assistant' ? { assistant } : { bare, assistant };
const given = new Map<string, readonly GroundedAnswer[]>();

try {
  for (const [by, engine] of Object.entries(answerers)) {
    for (const prompt of prompts) {
      given.set(`${by} ${prompt.id}`, await converse(engine, prompt.turns));
      process.stderr.write(`${by} ${prompt.id}\n`);
    }
  }
} finally {
  await bare.close();
  library.close();
}
for (const by of Object.keys(answerers)) console.log(tableRow(by));
if (flags.answers !== undefined) {
  const lines = [...given].map(([key, answers]) => {
    const [who = '', id = ''] = key.split(' ');
    return jsonLine({ set, by: who, id, answers: digestOf(answers), texts: answers.map(({ text }) => text) });
  });
  await writeFileAtomically(join(flags.answers, `${set}.jsonl`), lines.join(''));
}
if (flags.to !== undefined) await writeFileAtomically(flags.to, `${page().join('\n')}\n`);

async function readLabels(): Promise<Map<string, boolean>> {
  const path = join(folder, 'labels-assisted.jsonl');
  const found = new Map<string, boolean>();
  if (!existsSync(path)) return found;
  for await (const one of readJsonLinesFile(path, labelSchema)) {
    found.set(`${one.set} ${one.by} ${one.id} ${one.answers}`, one.trueAndUseful);
  }
  return found;
}

function labelOf(by: string, id: string): boolean | undefined {
  return labels.get(`${set} ${by} ${id} ${digestOf(given.get(`${by} ${id}`) ?? [])}`);
}

function tableRow(by: string): string {
  const kinds = [...new Set(prompts.map(({ kind }) => kind))];
  const tally = (own: readonly Prompt[]) => {
    const read = own.flatMap(({ id }) => labelOf(by, id) ?? []);
    return read.length < own.length ? 'not read' : `${read.filter(Boolean).length}/${read.length}`;
  };
  const cells = kinds.map((kind) => tally(prompts.filter((prompt) => prompt.kind === kind)));
  return `| ${by} | ${cells.join(' | ')} | ${tally(prompts)} |`;
}

function page(): string[] {
  const kinds = [...new Set(prompts.map(({ kind }) => kind))];
  return [
    `# Sixty prompts (${set}) to the bare model and to the assistant`,
    '',
    `Made by \`npx node bench/models/conversation/assisted.ts --prompts ${set}\`, seed 1, unedited; read by an assistant model,`,
    'not by a Tajik teacher. ✓ true and useful, ✗ not; the rule stands in results/assistant.md.',
    '',
    `| | ${kinds.join(' | ')} | all |`,
    `| --- |${' ---: |'.repeat(kinds.length + 1)}`,
    ...Object.keys(answerers).map(tableRow),
    ...prompts.flatMap(({ id, turns }) => [
      '',
      `**${turns.join('** … **')}**`,
      ...Object.keys(answerers).flatMap((by) => {
        const label = labelOf(by, id);
        const mark = label === undefined ? '' : label ? ' ✓' : ' ✗';
        const told = given.get(`${by} ${id}`) ?? [];
        const kind = by === 'bare' ? '' : `, ${told.map((one) => one.kind).join(', ')}`;
        const text = told.map((one) => one.text.replaceAll(/^/gmu, '> ')).join('\n>\n> …\n>\n');
        return ['', `${by}${kind}:${mark}`, '', text === '' ? '> *(nothing)*' : text];
      }),
    ]),
  ];
}

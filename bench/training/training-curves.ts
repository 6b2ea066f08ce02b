// What each choice of Soro-270M's recipe is worth, from runs of equal tokens: vocabulary kept, trimmed or extended; new
// tokens begun as the mean of their parts or as their Persian spelling; Tajik alone, with replay, with replay that learns
// from the start's own predictions; AdamW or Muon; merged with the start or not.
//   npm run bench training-curves                    after `soro make recipes/soro-270m.yaml` (its corpus is used)
//   SORO_CURVES_ARMS=extended,persian                only these
//   SORO_CURVES_STEPS=120                            steps of 2,048 tokens an arm
//   SORO_CURVES_TEXTS='{"Tajik": …, "Russian": …}'   other texts than NTREX, one paragraph a line
// It writes work/curves.yaml and makes it: stop it at any time, the same command continues.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { readManifest } from '../../src/core/artefact/manifest.ts';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { readJsonLinesFile } from '../../src/core/json-lines.ts';
import { keysOf } from '../../src/core/known.ts';
import { readSummary } from '../../src/evaluation/index.ts';

if (!existsSync(join(projectFolder, 'work/soro-270m/replay/manifest.json'))) {
  console.log('Make recipes/soro-270m.yaml first: every arm begins from its corpus and its vocabulary.');
  process.exit(0);
}
const steps = Number(process.env.SORO_CURVES_STEPS ?? 120);
const work = join(projectFolder, 'work/soro-270m');
const ntrex = (name: string) => join(sharedFolder(), `data/evaluation/ntrex/newstest2019-${name}.txt`);
const texts = process.env.SORO_CURVES_TEXTS
  ? z.record(z.string(), z.string()).parse(JSON.parse(process.env.SORO_CURVES_TEXTS))
  : { Tajik: ntrex('ref.tgk-Cyrl'), Russian: ntrex('ref.rus'), English: ntrex('src.eng') };

/** Artefacts of the recipe that every arm begins from. */
const given = [
  'documents',
  'corpus',
  'replay-documents',
  'replay-corpus',
  'base',
  'vocabulary',
  'tokens',
  'replay',
];
const recipeSchema = z.looseObject({
  artefacts: z.record(
    z.string(),
    z.looseObject({ settings: z.looseObject({ trim: z.unknown().optional() }).optional() }),
  ),
});
const { artefacts } = recipeSchema.parse(
  parse(await readFile(join(projectFolder, 'recipes/soro-270m.yaml'), 'utf8')),
);

const training = {
  steps,
  sequenceLength: 512,
  batchSize: 4,
  learningRate: 1.5e-4,
  embeddingLearningRate: 3e-4,
  warmupSteps: Math.ceil(steps / 10),
  schedule: 'cosine',
  compile: true,
  checkpointEverySteps: 20,
  probes: texts,
  probeCharacters: 4000,
  probeEverySteps: Math.ceil(steps / 4),
};
const pretraining = (inputs: Record<string, string>, settings = {}) => ({
  stage: 'pretraining',
  inputs,
  settings: { ...training, ...settings },
});
const extended = { base: 'shrunk-start', tokens: 'tokens' };
const artefactOf = (arm: string) => `curve-${arm}`;
const everyArm = {
  kept: pretraining({ base: 'base', tokens: 'kept-tokens' }),
  trimmed: pretraining({ base: 'trimmed-start', tokens: 'trimmed-tokens' }),
  extended: pretraining(extended),
  persian: pretraining({ ...extended, base: 'persian-start' }),
  replay: pretraining({ ...extended, replay: 'replay' }, { replayShare: 0.2 }),
  teacher: pretraining(
    { ...extended, replay: 'replay', teacher: 'shrunk-start' },
    { replayShare: 0.2, teacherWeight: 2 },
  ),
  'persian-teacher': pretraining(
    { ...extended, base: 'persian-start', replay: 'replay', teacher: 'persian-start' },
    { replayShare: 0.2, teacherWeight: 2 },
  ),
  'persian-muon': pretraining({ ...extended, base: 'persian-start' }, { optimiser: 'muon' }),
  'persian-muon-teacher': pretraining(
    { ...extended, base: 'persian-start', replay: 'replay', teacher: 'persian-start' },
    { replayShare: 0.2, teacherWeight: 2, optimiser: 'muon' },
  ),
};
const armNames = z
  .array(z.enum(keysOf(everyArm)))
  .parse(process.env.SORO_CURVES_ARMS?.split(',') ?? Object.keys(everyArm));
const arms = Object.fromEntries(armNames.map((name) => [name, everyArm[name]]));
const merge = (arm: keyof typeof everyArm) => ({
  stage: 'merge',
  inputs: { base: 'shrunk-start', trained: artefactOf(arm) },
  settings: { weights: { trained: 0.7 } },
});
const merges = Object.fromEntries(
  (['extended', 'replay', 'teacher'] as const)
    .filter((name) => name in arms)
    .map((name) => [`${name}-merged`, merge(name)]),
);
const vocabularyOf = (settings?: object) => ({
  stage: 'vocabulary',
  inputs: { checkpoint: 'base', corpus: 'corpus' },
  ...(settings && { settings }),
});
const surgeryOf = (inputs: Record<string, string>, initialisation: string) => ({
  stage: 'surgery',
  inputs,
  settings: { initialisation },
});
const tokensOf = (vocabulary: string) => ({ stage: 'tokens', inputs: { corpus: 'corpus', vocabulary } });
const judged = Object.entries({ ...arms, ...merges });

interface Described {
  readonly stage?: unknown;
  readonly settings?: unknown;
  readonly inputs?: Readonly<Record<string, string>>;
}

const described: Record<string, Described | undefined> = {
  ...Object.fromEntries(given.map((name) => [name, artefacts[name]])),
  'kept-vocabulary': vocabularyOf(),
  'kept-tokens': tokensOf('kept-vocabulary'),
  'trimmed-vocabulary': vocabularyOf({ trim: artefacts.vocabulary?.settings?.trim }),
  'shrunk-start': surgeryOf({ checkpoint: 'base', vocabulary: 'vocabulary' }, 'shrunk'),
  'persian-start': surgeryOf(
    { checkpoint: 'base', vocabulary: 'vocabulary', tokens: 'tokens', spared: 'replay' },
    'persian',
  ),
  'trimmed-start': { stage: 'surgery', inputs: { checkpoint: 'base', vocabulary: 'trimmed-vocabulary' } },
  'trimmed-tokens': tokensOf('trimmed-vocabulary'),
  ...Object.fromEntries(judged.map(([name, artefact]) => [artefactOf(name), artefact])),
  'curve-report': {
    stage: 'evaluation',
    inputs: { corpus: 'corpus', ...Object.fromEntries(judged.map(([name]) => [name, artefactOf(name)])) },
    settings: { texts, textCharacters: 7500, heldOutCharacters: 6000 },
  },
};

/** What an artefact is made of, itself last. */
function chainOf(name: string): string[] {
  return [...Object.values(described[name]?.inputs ?? {}).flatMap(chainOf), name];
}

const chain = [...new Set(chainOf('curve-report'))];
const recipe = {
  soro: 1,
  name: 'curves',
  work: '../work/soro-270m',
  artefacts: Object.fromEntries(chain.map((name) => [name, described[name]])),
};
const file = join(projectFolder, 'work/curves.yaml');
await writeFile(file, stringify(recipe));
const made = spawnSync(process.execPath, [join(projectFolder, 'src/cli/main.ts'), 'make', file], {
  stdio: 'inherit',
});
if (made.status !== 0) process.exit(made.status ?? 1);

const probeSchema = z.strictObject({ step: z.int(), text: z.string(), bitsPerCharacter: z.number() });
const names = Object.keys(texts);
const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
row(['arm', 'tokens', 'step', ...names]);
row(['---', '---:', '---:', ...names.map(() => '---:')]);
for (const name of Object.keys(arms)) {
  const arm = artefactOf(name);
  const { counts } = await readManifest(join(work, arm));
  const found = await Array.fromAsync(readJsonLinesFile(join(work, arm, 'probes.jsonl'), probeSchema));
  for (const step of new Set(found.map((probe) => probe.step))) {
    const bits = names.map(
      (text) =>
        found.find((probe) => probe.step === step && probe.text === text)?.bitsPerCharacter.toFixed(3) ?? '–',
    );
    row([name, counts.tokens ?? 0, step, ...bits]);
  }
}
const { models, bitsPerCharacter, texts: measured } = await readSummary(join(work, 'curve-report'));
console.log('\nAt the end, by soro evaluate:\n');
row(['arm', ...measured.map(({ name }) => name)]);
row(['---', ...measured.map(() => '---:')]);
for (const { label } of models) {
  const values = measured.map(
    ({ name }) =>
      bitsPerCharacter.find(({ model, text }) => model === label && text === name)?.value.toFixed(3) ?? '–',
  );
  row([label, ...values]);
}

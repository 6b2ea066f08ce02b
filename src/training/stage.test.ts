import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gemmaChatTemplate } from '../checkpoint/index.ts';
import { buildArtefact, describeWork } from '../core/artefact/build.ts';
import type { Artefact, ArtefactKind } from '../core/artefact/manifest.ts';
import { BadInputError } from '../core/errors.ts';
import type { Executor } from '../core/executor.ts';
import { pythonPath, trainerFolder } from '../core/processes/python.ts';
import { silentProgress } from '../core/progress.ts';
import { parseWith } from '../core/schema.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import {
  formatTokenizerFile,
  readTokenIndex,
  readTokenShard,
  tokenizerFileFromTokens,
} from '../vocabulary/index.ts';
import { tinyVocabulary } from '../vocabulary/testing/tiny-vocabulary.ts';
import { readLosses, readTrainingState } from './index.ts';
import { trainerEnvironment } from './python.ts';
import { trainingSettingsSchema } from './settings.ts';
import { instructionTokensStage, pretrainingStage, tuningStage } from './stage.ts';
import { canTrain, trainingTimeoutMs, writeTinyInputs } from './testing/tiny-run.ts';

const executor: Executor = {
  name: 'none',
  concurrency: 1,
  run: () => Promise.reject(new Error('unused')),
  close: async () => {},
};
const options = { executor, progress: silentProgress, signal: new AbortController().signal };

function asArtefact(directory: string, kind: ArtefactKind): Artefact {
  const manifest = {
    kind,
    stage: 'test',
    formatVersion: 1,
    name: kind,
    fingerprint: 'a'.repeat(64),
    inputs: {},
    externals: {},
    settings: {},
    counts: {},
    rejects: {},
    licences: ['Gemma Terms of Use'],
    tools: {},
    files: [],
    created: '2026-01-01T00:00:00.000Z',
  };
  return { directory, manifest };
}

async function writeDialogueBase(directory: string): Promise<void> {
  const tokens = [...tinyVocabulary(), { text: '<start_of_turn>', kind: 'control' as const }];
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'tokenizer.json'), formatTokenizerFile(tokenizerFileFromTokens(tokens)));
  await writeFile(join(directory, 'chat_template.jinja'), gemmaChatTemplate);
}

const dialogue = {
  messages: [
    { role: 'user', content: 'салом' },
    { role: 'assistant', content: 'салом, ҷаҳон' },
  ],
  licence: 'CC0-1.0',
};

describe('instruction-tokens', () => {
  it('writes labelled tokens and names the licences', async () => {
    const folder = await temporaryFolder();
    await writeDialogueBase(join(folder, 'base'));
    const from = join(folder, 'dialogues.jsonl');
    await writeFile(from, `${JSON.stringify(dialogue)}\n`.repeat(3));
    const settings = parseWith(instructionTokensStage.settings, { from: [from], tokensPerShard: 20 });
    const inputs = { base: asArtefact(join(folder, 'base'), 'checkpoint') };
    const { directory, manifest } = await buildArtefact(instructionTokensStage, {
      ...options,
      settings,
      inputs,
      target: join(folder, 'tokens'),
    });
    const index = await readTokenIndex(directory);
    expect(index).toMatchObject({ masked: true, documents: 3 });
    expect(index.shards.length).toBeGreaterThan(1);
    const { labels = new Uint8Array() } = await readTokenShard(directory, index, 0);
    expect(manifest.counts.labelledTokens).toBe(3 * labels.reduce((sum, label) => sum + label, 0));
    expect(manifest.licences).toEqual(['CC0-1.0', 'Gemma Terms of Use']);
  });

  it.each([
    ['an unknown key', { ...dialogue, text: 'x' }, /Unknown key "text"/],
    ['no answer', { messages: [dialogue.messages[0], dialogue.messages[0]] }, /assistant/],
    [
      'an empty turn',
      { messages: [{ role: 'user', content: ' ' }, dialogue.messages[1]] },
      /must not be empty/,
    ],
  ])('names file and line of a dialogue with %s', async (_, wrong, message) => {
    const folder = await temporaryFolder();
    await writeDialogueBase(join(folder, 'base'));
    const from = join(folder, 'dialogues.jsonl');
    await writeFile(from, `${JSON.stringify(dialogue)}\n${JSON.stringify(wrong)}\n`);
    const settings = parseWith(instructionTokensStage.settings, { from: [from] });
    const inputs = { base: asArtefact(join(folder, 'base'), 'checkpoint') };
    const target = join(folder, 'tokens');
    const built = buildArtefact(instructionTokensStage, { ...options, settings, inputs, target });
    await expect(built).rejects.toThrow(message);
    await expect(built).rejects.toMatchObject({ file: `${from}, line 2` });
  });
});

describe('training settings', () => {
  it('want steps or epochs, and name an unknown key', () => {
    expect(() => parseWith(trainingSettingsSchema, {})).toThrow(/either "steps" or "epochs"/);
    expect(() => parseWith(trainingSettingsSchema, { steps: 1, epochs: 1 })).toThrow(/either/);
    expect(() => parseWith(trainingSettingsSchema, { steps: 1, batchsize: 2 })).toThrow(/"batchsize"/);
  });

  it('refuse what cannot be together', () => {
    expect(() => parseWith(trainingSettingsSchema, { steps: 1, batchSize: 4, processes: 3 })).toThrow(
      /multiple/,
    );
    expect(() => parseWith(trainingSettingsSchema, { steps: 1, lora: {}, embeddingsOnlySteps: 5 })).toThrow(
      /lora/,
    );
    expect(() => parseWith(trainingSettingsSchema, { steps: 1, lora: { targets: ['qproj'] } })).toThrow();
  });

  it('that say only how fast leave the fingerprint of earlier artefacts as it was', async () => {
    const inputs = { base: 'a'.repeat(64), tokens: 'b'.repeat(64) };
    const work = (settings: object) =>
      describeWork(pretrainingStage, parseWith(trainingSettingsSchema, settings), inputs, options.signal);
    const plain = await work({ steps: 6 });
    expect(Object.keys(plain.settings as object)).toHaveLength(16);
    const fast = {
      processes: 2,
      compile: true,
      gradientCheckpointing: true,
      probes: { a: 'b' },
      spikeFactor: 0,
    };
    expect((await work({ steps: 6, ...fast })).fingerprint).toBe(plain.fingerprint);
    expect((await work({ steps: 6, neftuneAlpha: 5 })).fingerprint).not.toBe(plain.fingerprint);
  });
});

describe.skipIf(!canTrain())('pretraining and tuning', { timeout: trainingTimeoutMs }, () => {
  it('write a checkpoint that says how it was trained', async () => {
    const folder = await temporaryFolder();
    writeTinyInputs(folder);
    const inputs = {
      base: asArtefact(join(folder, 'base'), 'checkpoint'),
      tokens: asArtefact(join(folder, 'tokens'), 'tokens'),
    };
    const settings = parseWith(trainingSettingsSchema, { steps: 6, sequenceLength: 64, threads: 1 });
    const target = join(folder, 'trained');
    const { directory, manifest } = await buildArtefact(pretrainingStage, {
      ...options,
      settings,
      inputs,
      target,
    });
    expect(await readdir(directory)).toEqual(
      expect.arrayContaining(['model.safetensors', 'config.json', 'tokenizer.json', 'chat_template.jinja']),
    );
    expect(await readdir(directory)).not.toContain('.resume');
    const page = await readFile(join(directory, 'curve.html'), 'utf8');
    expect(page).toContain('6 of 6 steps');
    expect(page).not.toContain('http-equiv="refresh"');
    expect(await readFile(join(directory, 'NOTICE'), 'utf8')).toMatch(
      /NOTICE of the test\nModified by Soro: pretraining/,
    );
    expect(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8')).torch_dtype).toBe('bfloat16');
    const state = await readTrainingState(directory);
    const losses = await readLosses(directory);
    expect(losses.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(state).toMatchObject({ stage: 'pretraining', step: 6, firstLoss: losses[0]?.loss });
    expect(manifest.counts).toMatchObject({ steps: 6, tokens: state.tokens });
    expect(manifest.tools).toHaveProperty('torch');
  });

  it('refuse tokens of the other kind', async () => {
    const folder = await temporaryFolder();
    writeTinyInputs(folder);
    const inputs = {
      base: asArtefact(join(folder, 'base'), 'checkpoint'),
      tokens: asArtefact(join(folder, 'tokens'), 'tokens'),
    };
    const settings = parseWith(trainingSettingsSchema, { steps: 1 });
    const built = buildArtefact(tuningStage, { ...options, settings, inputs, target: join(folder, 'out') });
    await expect(built).rejects.toThrow(BadInputError);
  });

  it(
    'pass the tests of the Python side, broken masks among them',
    async () => {
      const copy = await temporaryFolder();
      await cp(trainerFolder, join(copy, 'trainer'), { recursive: true });
      const output = execFileSync(
        pythonPath(),
        ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--basetemp', join(copy, 'work'), 'trainer/tests'],
        { cwd: copy, env: trainerEnvironment(), encoding: 'utf8' },
      );
      expect(output).toMatch(/\d+ passed/);
      expect(output).not.toMatch(/failed|skipped/);
      // Forty trainings of a tiny model, some in two processes.
    },
    3 * trainingTimeoutMs,
  );
});

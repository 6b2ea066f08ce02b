import { join } from 'node:path';
import { z } from 'zod';
import { BadInputError, throwIfInterrupted } from '../core/errors.ts';
import { readText, writeFileAtomically } from '../core/files.ts';
import { hashFile } from '../core/fingerprint.ts';
import type { Artefact } from '../core/manifest.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { defineStage, type StageContext, type StageOutcome } from '../core/stage.ts';
import { readHeldOutTexts } from './corpus-texts.ts';
import { measureFertility, type TextFertility } from './fertility.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';
import { parseTokenizerFile } from './tokenizer-file.ts';

const settingsSchema = z.strictObject({
  fertility: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe('texts to measure tokens per word on: name → path of a plain text file'),
});

type VocabularySettings = z.output<typeof settingsSchema>;

/** `vocabulary`: the checkpoint's tokeniser, checked, with a report of the tokens that texts need. */
export const vocabularyStage = defineStage({
  name: 'vocabulary',
  kind: 'vocabulary',
  formatVersion: 1,
  inputs: { checkpoint: { kinds: ['checkpoint'] }, corpus: { kinds: ['corpus'], optional: true } },
  settings: settingsSchema,
  resolvePaths: (settings, resolve) => ({
    ...settings,
    fertility: mapValues(settings.fertility, resolve),
  }),
  externals: async ({ fertility }, signal) => {
    const hashes = Object.entries(fertility).map(
      async ([name, path]) => [`fertility.${name}`, await hashFile(path, signal)] as const,
    );
    return Object.fromEntries(await Promise.all(hashes));
  },
  build,
});

async function build(context: StageContext<VocabularySettings>): Promise<StageOutcome> {
  const { settings, inputs, draft, progress, signal } = context;
  const checkpoint = inputs.checkpoint as Artefact;
  const source = join(checkpoint.directory, 'tokenizer.json');
  const text = await readText(source);
  const file = parseTokenizerFile(parseJson(text, { file: source }), source);
  const tokenizer = createTokenizer(file, source);
  await checkAgainstConfig(checkpoint.directory, tokenizer.vocabularySize);
  await writeFileAtomically(draft.path('tokenizer.json'), text);

  const task = progress.task('Measuring tokens per word', { unit: 'texts' });
  const texts: TextFertility[] = [];
  for (const [name, path] of Object.entries(settings.fertility)) {
    throwIfInterrupted(signal);
    texts.push(await measureFertility(tokenizer, name, (await readText(path)).split(/\r?\n/)));
    task.advance();
  }
  if (inputs.corpus) {
    texts.push(await measureFertility(tokenizer, 'corpus, held out', heldOut(inputs.corpus, signal)));
    task.advance();
  }
  const report = { vocabularySize: tokenizer.vocabularySize, texts };
  await writeFileAtomically(draft.path('fertility.json'), `${JSON.stringify(report, null, 2)}\n`);
  task.finish(summary(tokenizer, texts));
  return {
    counts: {
      vocabularySize: tokenizer.vocabularySize,
      merges: file.model.merges.length,
      addedTokens: file.added_tokens.length,
    },
    licences: checkpoint.manifest.licences,
  };
}

async function* heldOut(corpus: Artefact, signal: AbortSignal): AsyncGenerator<string> {
  for await (const { text } of readHeldOutTexts(corpus, signal)) yield text;
}

// Only what concerns the vocabulary; larger checkpoints keep it with the text model.
const configSchema = z.looseObject({
  vocab_size: z.int().optional(),
  text_config: z.looseObject({ vocab_size: z.int().optional() }).optional(),
});

async function checkAgainstConfig(directory: string, vocabularySize: number): Promise<void> {
  const file = join(directory, 'config.json');
  const config = parseWith(configSchema, parseJson(await readText(file), { file }), { file });
  const rows = config.vocab_size ?? config.text_config?.vocab_size;
  // A table may have unused rows at its end, never too few.
  if (rows === undefined || rows >= vocabularySize) return;
  throw new BadInputError({
    message: `The model has ${rows} token embeddings, its tokeniser ${vocabularySize} tokens.`,
    file,
    place: 'vocab_size',
    remedy: 'Put the tokenizer.json that belongs to the weights beside them.',
  });
}

function summary(tokenizer: Tokenizer, texts: readonly TextFertility[]): string {
  const measured = texts.map(({ name, tokensPerWord }) => `${name} ${tokensPerWord.toFixed(2)}`);
  const fertility = measured.length > 0 ? `; tokens per word: ${measured.join(', ')}` : '';
  return `${tokenizer.vocabularySize} tokens${fertility}`;
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

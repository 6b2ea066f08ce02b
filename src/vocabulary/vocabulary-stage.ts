import { join } from 'node:path';
import type { Artefact } from '../core/artefact/manifest.ts';
import { defineStage, requiredInput, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { BadInputError, throwIfInterrupted } from '../core/errors.ts';
import { readText, writeFileAtomically } from '../core/files.ts';
import { parseJson } from '../core/schema.ts';
import { readHeldOutTexts } from './corpus-texts.ts';
import { readModelWidth } from './reshape/checkpoint-facts.ts';
import { type CorpusCounts, countCorpus } from './reshape/corpus-counts.ts';
import { type EmbeddingRows, embeddingRowsName, formatEmbeddingRows } from './reshape/embedding-rows.ts';
import {
  type FertilityReport,
  measureFertility,
  type TextFertility,
  type VocabularyCost,
} from './reshape/fertility.ts';
import { type ReshapedVocabulary, reshapeVocabulary } from './reshape/reshape.ts';
import { formatTokenizerFile } from './reshape/tokenizer-writer.ts';
import { unreachableTokens } from './reshape/unreachable.ts';
import { createTokenizer, type Tokenizer } from './tokenizer/tokenizer.ts';
import { parseTokenizerFile, type TokenizerFile } from './tokenizer/tokenizer-file.ts';
import { vocabularyTokens } from './tokenizer/vocabulary-token.ts';
import {
  hashVocabularyTexts,
  resolveVocabularyPaths,
  type VocabularySettings,
  vocabularySettings,
} from './vocabulary-settings.ts';

type Context = StageContext<VocabularySettings>;

/** `vocabulary`: the checkpoint's tokeniser, trimmed and extended if asked to, with a report of its cost. */
export const vocabularyStage = defineStage({
  name: 'vocabulary',
  kind: 'vocabulary',
  formatVersion: 2,
  inputs: { checkpoint: { kinds: ['checkpoint'] }, corpus: { kinds: ['corpus'], optional: true } },
  settings: vocabularySettings,
  resolvePaths: resolveVocabularyPaths,
  externals: hashVocabularyTexts,
  build,
});

async function build(context: Context): Promise<StageOutcome> {
  const { inputs, draft } = context;
  const checkpoint = requiredInput({ inputs }, 'checkpoint');
  const source = join(checkpoint.directory, 'tokenizer.json');
  const text = await readText(source);
  const file = parseTokenizerFile(parseJson(text, { file: source }), source);
  const original = createTokenizer(file, source);
  const { hiddenSize } = await readModelWidth(checkpoint.directory, original.vocabularySize);
  const reshaped = await reshape(context, file, source, original);
  await writeFileAtomically(
    draft.path('tokenizer.json'),
    reshaped ? formatTokenizerFile(reshaped.file) : text,
  );
  const rows = reshaped?.rows ?? unchangedRows(original.vocabularySize);
  await writeFileAtomically(draft.path(embeddingRowsName), formatEmbeddingRows(rows));

  const tokenizer = reshaped ? createTokenizer(reshaped.file) : original;
  const tokens = vocabularyTokens(reshaped?.file ?? file, source);
  const cost = await measureCost(context, tokenizer, hiddenSize, 'Measuring tokens per word');
  const report: FertilityReport = {
    ...cost,
    unreachable: unreachableTokens(tokenizer, tokens),
    ...(reshaped && { before: await measureCost(context, original, hiddenSize, 'Measuring them before') }),
    ...(reshaped?.scripts && { scripts: reshaped.scripts }),
    added: rows.added.length,
  };
  await writeFileAtomically(draft.path('fertility.json'), `${JSON.stringify(report, null, 2)}\n`);
  const model = (reshaped?.file ?? file).model;
  return {
    counts: {
      vocabularySize: tokenizer.vocabularySize,
      merges: model.merges.length,
      addedTokens: (reshaped?.file ?? file).added_tokens.length,
      kept: rows.kept.length,
      learned: rows.added.length,
      unreachable: report.unreachable.length,
      embeddingParameters: report.embeddingParameters,
    },
    licences: licences(checkpoint, rows.added.length > 0 ? inputs.corpus : undefined),
  };
}

/** `undefined` when the settings ask for no change. */
async function reshape(
  context: Context,
  file: TokenizerFile,
  tokenizerFile: string,
  original: Tokenizer,
): Promise<ReshapedVocabulary | undefined> {
  const { settings, inputs, signal } = context;
  const { trim, extend } = settings;
  if (!trim && !extend) return undefined;
  const { vocabularySize } = original;
  const needs = {
    words: extend !== undefined,
    tokens: Object.values(trim?.scripts ?? {}).some((share) => share !== 'all' && share.used > 0),
  };
  let corpus: CorpusCounts = { words: [], tokens: new Float64Array(vocabularySize) };
  if (needs.words || needs.tokens) {
    if (!inputs.corpus) {
      throw new BadInputError({
        message: `The setting ${needs.words ? 'extend' : 'trim.scripts: used'} needs a corpus to learn from.`,
        file: 'inputs of the vocabulary',
        remedy: 'Name a corpus artefact under the role "corpus".',
      });
    }
    corpus = await countCorpus(context, inputs.corpus, {
      tokenizerFile,
      checkpointFingerprint: requiredInput({ inputs }, 'checkpoint').manifest.fingerprint,
      vocabularySize,
      ...needs,
    });
  }
  const protectedUses = new Float64Array(vocabularySize);
  for (const path of Object.values(trim?.protect ?? {})) {
    throwIfInterrupted(signal);
    for (const id of original.encode(await readText(path))) protectedUses[id] = (protectedUses[id] ?? 0) + 1;
  }
  return reshapeVocabulary(file, { trim, extend }, { corpus, protectedUses }, context);
}

async function measureCost(
  { settings, inputs, progress, signal }: Context,
  tokenizer: Tokenizer,
  hiddenSize: number,
  title: string,
): Promise<VocabularyCost> {
  const task = progress.task(title, { unit: 'texts' });
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
  task.finish(summary(tokenizer, texts));
  const { vocabularySize } = tokenizer;
  return { vocabularySize, embeddingParameters: vocabularySize * hiddenSize, texts };
}

async function* heldOut(corpus: Artefact, signal: AbortSignal): AsyncGenerator<string> {
  for await (const { text } of readHeldOutTexts(corpus, signal)) yield text;
}

function unchangedRows(vocabularySize: number): EmbeddingRows {
  return { sourceVocabularySize: vocabularySize, kept: [...Array(vocabularySize).keys()], added: [] };
}

/** What was learned from a corpus carries its licences. */
function licences(checkpoint: Artefact, corpus: Artefact | undefined): string[] {
  return [...checkpoint.manifest.licences, ...(corpus?.manifest.licences ?? [])];
}

function summary(tokenizer: Tokenizer, texts: readonly TextFertility[]): string {
  const measured = texts.map(({ name, tokensPerWord }) => `${name} ${tokensPerWord.toFixed(2)}`);
  const fertility = measured.length > 0 ? `; tokens per word: ${measured.join(', ')}` : '';
  return `${tokenizer.vocabularySize} tokens${fertility}`;
}

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildArtefact } from '../core/artefact/build.ts';
import { sha256 } from '../core/artefact/fingerprint.ts';
import type { Artefact, ArtefactKind, Manifest } from '../core/artefact/manifest.ts';
import { CorruptArtefactError } from '../core/errors.ts';
import { silentProgress } from '../core/progress.ts';
import { createLocalExecutor } from '../core/shards/local-executor.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { quote, withDatabase, writeParquet } from '../documents/index.ts';
import { readTokenIndex, readTokenizer, readTokenShard, tokenizerFileFromTokens } from './index.ts';
import { readEmbeddingRows } from './reshape/embedding-rows.ts';
import { fertilitySchema } from './reshape/fertility.ts';
import { formatTokenizerFile } from './reshape/tokenizer-writer.ts';
import { tokensStage, vocabularyStage } from './stage.ts';
import { tinyTokens, tinyVocabulary } from './testing/tiny-vocabulary.ts';

const signal = new AbortController().signal;

/** A finished artefact for a stage to read: its files are written by the test. */
async function artefact(directory: string, kind: ArtefactKind): Promise<Artefact> {
  await mkdir(directory, { recursive: true });
  const manifest: Manifest = {
    kind,
    stage: kind,
    formatVersion: 1,
    name: kind,
    fingerprint: sha256(directory),
    inputs: {},
    externals: {},
    settings: {},
    counts: {},
    rejects: {},
    licences: ['CC0-1.0'],
    tools: {},
    files: [],
    created: '2026-01-01T00:00:00.000Z',
  };
  return { directory, manifest };
}

async function corpusOf(folder: string, shards: readonly (readonly [string, string][])[]): Promise<Artefact> {
  const corpus = await artefact(join(folder, 'corpus'), 'corpus');
  await withDatabase(join(folder, 'temporary'), async (database) => {
    for (const [number, rows] of shards.entries()) {
      const values = rows.map(([text, split]) => `(${quote(sha256(text))}, ${quote(text)}, ${quote(split)})`);
      const query = `SELECT * FROM (VALUES ${values.join(', ')}) AS rows(id, text, split)`;
      const file = join(corpus.directory, `documents-0000${number}.parquet`);
      await writeParquet(database, query, file, join(folder, 'temporary'));
    }
  });
  return corpus;
}

async function checkpointOf(folder: string, rows: number): Promise<Artefact> {
  const checkpoint = await artefact(join(folder, 'checkpoint'), 'checkpoint');
  const file = tokenizerFileFromTokens(tinyVocabulary(tinyTokens));
  await writeFile(join(checkpoint.directory, 'tokenizer.json'), formatTokenizerFile(file));
  await writeFile(
    join(checkpoint.directory, 'config.json'),
    JSON.stringify({ vocab_size: rows, hidden_size: 64 }),
  );
  return checkpoint;
}

async function build(
  folder: string,
  name: string,
  shards: Parameters<typeof corpusOf>[1],
  tokensPerShard = 4,
) {
  const executor = createLocalExecutor(1);
  const common = { executor, progress: silentProgress, signal };
  try {
    const corpus = await corpusOf(folder, shards);
    const vocabulary = await buildArtefact(vocabularyStage, {
      ...common,
      settings: { fertility: {} },
      inputs: { checkpoint: await checkpointOf(folder, 1000), corpus },
      target: join(folder, 'vocabulary'),
    });
    const tokens = await buildArtefact(tokensStage, {
      ...common,
      settings: { tokensPerShard },
      inputs: { corpus, vocabulary },
      target: join(folder, name),
    });
    return { vocabulary, tokens };
  } finally {
    await executor.close();
  }
}

describe('the vocabulary and tokens stages', () => {
  const shards: [string, string][][] = [
    [
      ['нано <eos> ҷаҳон', 'train'],
      ['нан', 'held-out'],
      ['на нан', 'train'],
    ],
    [['ҷаҳон\n\nон', 'train']],
  ];

  it('encode the train split, document by document, and measure the rest', async () => {
    const folder = await temporaryFolder();
    const { vocabulary, tokens } = await build(folder, 'tokens', shards);
    const tokenizer = await readTokenizer(join(vocabulary.directory, 'tokenizer.json'));
    const index = await readTokenIndex(tokens.directory);
    expect(index.shards.map(({ documents }) => documents)).toEqual([1, 1, 1]);
    expect(index.masked).toBe(false);
    const texts: string[] = [];
    for (const number of index.shards.keys()) {
      const shard = await readTokenShard(tokens.directory, index, number);
      expect([shard.tokens[0], shard.tokens.at(-1)]).toEqual([2, 1]);
      texts.push(tokenizer.decode(shard.tokens));
      expect(shard.documentIds).toEqual([sha256(texts.at(-1) ?? '')]);
      // What a document says about <eos> is text, not the end of the document.
      expect(shard.tokens.filter((token) => token === 1)).toHaveLength(1);
    }
    expect(texts).toEqual(['нано <eos> ҷаҳон', 'на нан', 'ҷаҳон\n\nон']);
    const report = JSON.parse(await readFile(join(vocabulary.directory, 'fertility.json'), 'utf8'));
    expect(report.texts).toEqual([
      {
        name: 'corpus, held out',
        words: 1,
        characters: 3,
        tokens: 1,
        tokensPerWord: 1,
        charactersPerToken: 3,
      },
    ]);
  });

  it('give the same bytes for the same input', async () => {
    const one = await build(await temporaryFolder(), 'tokens', shards, 100);
    const other = await build(await temporaryFolder(), 'tokens', shards, 100);
    expect(one.tokens.manifest.files).toEqual(other.tokens.manifest.files);
    expect(one.tokens.manifest.counts).toMatchObject({ documents: 3, shards: 2 });
  });

  it('go on after a damaged shard where they stopped, to the same bytes', async () => {
    const folder = await temporaryFolder();
    const { tokens } = await build(folder, 'tokens', shards);
    const corpus = await artefact(join(folder, 'corpus'), 'corpus');
    const vocabulary = await artefact(join(folder, 'vocabulary'), 'vocabulary');
    const damaged = join(corpus.directory, 'documents-00001.parquet');
    const whole = await readFile(damaged);
    await writeFile(damaged, whole.subarray(0, 50));
    const executor = createLocalExecutor(1);
    const again = () =>
      buildArtefact(tokensStage, {
        settings: { tokensPerShard: 4 },
        inputs: { corpus, vocabulary },
        target: join(folder, 'again'),
        executor,
        progress: silentProgress,
        signal,
      });
    await expect(again()).rejects.toThrow(CorruptArtefactError);
    const completions = join(folder, 'again.draft/.resume/completions/tokens');
    expect(await readdir(completions)).toEqual(['documents-00000.json']);
    await writeFile(damaged, whole);
    // The first shard is not read again: it need not even be there in one piece.
    await writeFile(join(corpus.directory, 'documents-00000.parquet'), 'gone');
    expect((await again()).manifest.files).toEqual(tokens.manifest.files);
    await executor.close();
  });

  it('measure the texts that the settings name', async () => {
    const folder = await temporaryFolder();
    const text = join(folder, 'text.txt');
    await writeFile(text, 'нан на\nнано\n');
    const settings = vocabularyStage.settings.parse({ fertility: { tajik: 'text.txt' } });
    const resolved = vocabularyStage.resolvePaths?.(settings, (path) => join(folder, path)) ?? settings;
    expect(Object.keys((await vocabularyStage.externals?.(resolved, signal)) ?? {})).toEqual([
      'fertility.tajik',
    ]);
    const executor = createLocalExecutor(1);
    const vocabulary = await buildArtefact(vocabularyStage, {
      settings: resolved,
      inputs: { checkpoint: await checkpointOf(folder, 1000) },
      target: join(folder, 'vocabulary'),
      executor,
      progress: silentProgress,
      signal,
    });
    const report = JSON.parse(await readFile(join(vocabulary.directory, 'fertility.json'), 'utf8'));
    expect(report.texts).toEqual([
      { name: 'tajik', words: 3, characters: 10, tokens: 3, tokensPerWord: 1, charactersPerToken: 3.3333 },
    ]);
  });

  it('trim and extend: the map of rows, the cost before and after', async () => {
    const folder = await temporaryFolder();
    const text = join(folder, 'text.txt');
    await writeFile(text, 'кабк кабк\n');
    const executor = createLocalExecutor(1);
    const settings = vocabularyStage.settings.parse({
      fertility: { partridge: text },
      trim: { scripts: { Cyrillic: 'all', symbols: { rank: 3 } }, reserved: 1 },
      extend: { tokens: 3, minimumCount: 2 },
    });
    const inputs = {
      checkpoint: await checkpointOf(folder, 1000),
      corpus: await corpusOf(folder, [[['кабк кабк кабк', 'train']], [['кабк', 'train']]]),
    };
    const target = join(folder, 'vocabulary');
    const common = { target, executor, progress: silentProgress, signal };
    const vocabulary = await buildArtefact(vocabularyStage, { ...common, settings, inputs });
    const rows = await readEmbeddingRows(vocabulary.directory);
    expect(rows.added.map((added) => added.text)).toEqual(['ка', 'бк', 'кабк']);
    expect(rows.added[2]?.parts).toHaveLength(4);
    const report = JSON.parse(await readFile(join(vocabulary.directory, 'fertility.json'), 'utf8'));
    expect(fertilitySchema.parse(report)).toMatchObject({
      vocabularySize: rows.kept.length + 3,
      embeddingParameters: (rows.kept.length + 3) * 64,
      unreachable: [],
      added: 3,
      before: { vocabularySize: rows.sourceVocabularySize },
    });
    const tokensOf = (texts: readonly { name: string; tokens: number }[]) =>
      texts.find(({ name }) => name === 'partridge')?.tokens;
    expect([tokensOf(report.before.texts), tokensOf(report.texts)]).toEqual([9, 3]);
    const asked = buildArtefact(vocabularyStage, {
      ...common,
      settings: vocabularyStage.settings.parse({ extend: { tokens: 50 } }),
      inputs,
    });
    await expect(asked).rejects.toThrow('new tokens, not 50');
    const { checkpoint } = inputs;
    const without = buildArtefact(vocabularyStage, { ...common, settings, inputs: { checkpoint } });
    await expect(without).rejects.toThrow('needs a corpus');
    await executor.close();
  });

  it('refuse a corpus that holds everything out', async () => {
    const folder = await temporaryFolder();
    await expect(build(folder, 'tokens', [[['нан', 'held-out']]])).rejects.toThrow('train split');
  });

  it('refuse a checkpoint with fewer embeddings than tokens', async () => {
    const folder = await temporaryFolder();
    const executor = createLocalExecutor(1);
    const building = buildArtefact(vocabularyStage, {
      settings: { fertility: {} },
      inputs: { checkpoint: await checkpointOf(folder, 10) },
      target: join(folder, 'vocabulary'),
      executor,
      progress: silentProgress,
      signal,
    });
    await expect(building).rejects.toThrow('10 token embeddings');
    await executor.close();
  });
});

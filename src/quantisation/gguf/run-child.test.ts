import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CorruptArtefactError, InterruptedError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { writeTinyGguf } from '../testing/tiny-gguf.ts';
import { runQuantiseChild } from './run-child.ts';

const never = new AbortController().signal;
let source: string;
let target: string;

beforeEach(async () => {
  const folder = await temporaryFolder();
  source = join(folder, 'source.gguf');
  target = join(folder, 'target.gguf');
});

function request() {
  return {
    source,
    target,
    type: 'q5_1',
    tokenEmbeddingType: 'q5_1',
    tensorTypes: {},
    threads: 1,
    allowRequantise: false,
  } as const;
}

describe('the quantising child process', () => {
  it('quantises a file and tells its progress', async () => {
    await writeTinyGguf(source, { blocks: 1, rows: 64 });
    const seen: string[] = [];
    const [result] = await runQuantiseChild([request()], never, (done, total) =>
      seen.push(`${done}/${total}`),
    );
    expect(result).toMatchObject({ returnCode: 0 });
    expect(seen).toEqual(['1/1']);
    expect((await readFile(target)).subarray(0, 4).toString()).toBe('GGUF');
  });

  it('writes the same bytes for any number of threads', async () => {
    await writeTinyGguf(source, { blocks: 1, rows: 5000 });
    await runQuantiseChild([request()], never);
    const first = await readFile(target);
    await runQuantiseChild([{ ...request(), threads: 3 }], never);
    expect((await readFile(target)).equals(first)).toBe(true);
  });

  it('turns a failed assertion of llama.cpp into an error with its last lines', async () => {
    await writeTinyGguf(source, { blocks: 0, rows: 64 });
    const error = await runQuantiseChild([request()], never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect(error).toHaveProperty('file', source);
    expect(String(error)).toMatch(/SIGABRT[\s\S]*GGML_ASSERT\(hparams\.n_layer/);
  });

  it('ends the child on abort', async () => {
    await writeTinyGguf(source, { blocks: 1, rows: 64 });
    const controller = new AbortController();
    const running = runQuantiseChild([request()], controller.signal);
    controller.abort();
    await expect(running).rejects.toBeInstanceOf(InterruptedError);
  });
});

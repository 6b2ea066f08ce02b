import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { CorruptArtefactError, InterruptedError, MachineError } from '../../core/errors.ts';
import { Conversation } from './conversation.ts';
import { boundFor, type MemoryBound, machineBound } from './memory-bound.ts';
import { llamaProgram } from './model-child.ts';
import { probeLibllama } from './probe.ts';

const program = llamaProgram(fileURLToPath(new URL('../testing/child.ts', import.meta.url)));
const messages = z.strictObject({ text: z.string(), call: z.int() });

function start(bound: MemoryBound = machineBound(), signal?: AbortSignal) {
  const child = new Conversation({ program, messages, bound, file: 'model.gguf', verb: 'tried', signal });
  onTestFinished(async () => void (await child.close()));
  return child;
}

describe('a child with a model', () => {
  it('answers each question with any text, and numbers it', async () => {
    const child = start();
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        asked += 1;
        expect(await child.ask({ type: 'echo', text })).toEqual({ text, call: asked });
      }),
      { numRuns: 50 },
    );
  });

  it('passes on what a question throws, and answers the next', async () => {
    const child = start();
    await expect(child.ask({ type: 'throw', message: 'no such token' })).rejects.toThrow('no such token');
    expect(await child.ask({ type: 'echo', text: 'а' })).toMatchObject({ text: 'а' });
    await expect(child.ask({ type: 'sing' })).rejects.toThrow();
  });

  it('is ended when it says what nobody can read', async () => {
    await expect(start().ask({ type: 'print', line: 'Ба хайр!' })).rejects.toThrow(CorruptArtefactError);
    await expect(start().ask({ type: 'print', line: '{"message": 7}' })).rejects.toThrow(
      CorruptArtefactError,
    );
  });

  it('that stops is an error with the file and the end of its log', async () => {
    const error = await start()
      .ask({ type: 'abort' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect(error).toMatchObject({ file: 'model.gguf', message: expect.stringContaining('SIGABRT') });
  });

  it('is ended on abort', async () => {
    const controller = new AbortController();
    const asking = start(machineBound(), controller.signal).ask({ type: 'grow' });
    controller.abort();
    await expect(asking).rejects.toThrow(InterruptedError);
  });

  it('that takes more memory than it may is ended, and said so', async () => {
    const error = await start({ bytes: 300e6 })
      .ask({ type: 'grow' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MachineError);
    expect(String(error)).toContain('more memory than it may');
  });

  it.skipIf(!existsSync('/usr/bin/prlimit'))('gets no more from the kernel, even unwatched', async () => {
    const unwatched = { bytes: Number.POSITIVE_INFINITY, hardBytes: 600e6 };
    await expect(start(unwatched).ask({ type: 'grow' })).rejects.toThrow(
      /SIGABRT|SIGTRAP|exit code|memory/iu,
    );
  });
});

describe('the bound of memory', () => {
  it('is what is expected, and never more than the machine has', () => {
    expect(boundFor(5e8).bytes).toBe(5e8);
    expect(boundFor(1e15).bytes).toBe(machineBound().bytes);
  });
});

it('the library is opened in a child and says its version', async () => {
  expect((await probeLibllama()).version).toMatch(/^\d+\.\d+/);
});

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectFolder } from '../../core/configuration.ts';
import { readText } from '../../core/files.ts';
import { decodeFloats } from '../floats.ts';
import { dequantise, readableTypes } from './dequantise.ts';
import { knownGgmlType } from './ggml-types.ts';

const python = join(projectFolder, '.venv/bin/python');
const hasPython = existsSync(python);
if (!hasPython) process.stdout.write('Fresh blocks are not compared with Python gguf: no .venv.\n');

const fixtures = join(import.meta.dirname, 'fixtures');
const blocksSchema = z.record(z.string(), z.strictObject({ bytes: z.base64(), values: z.base64() }));

function compare(text: string): void {
  const blocks = blocksSchema.parse(JSON.parse(text));
  expect(Object.keys(blocks).sort()).toEqual([...readableTypes].sort());
  for (const [name, { bytes, values }] of Object.entries(blocks)) {
    const found = dequantise(knownGgmlType(name), Buffer.from(bytes, 'base64'));
    const expected = decodeFloats('F32', Buffer.from(values, 'base64'));
    expect(found.length, name).toBe(expected.length);
    expect(found, name).toEqual(expected);
  }
}

describe('dequantise', () => {
  it('gives the float32 values of the Python gguf package, bit for bit', async () => {
    compare(await readText(join(fixtures, 'dequantised.json')));
  });

  it.skipIf(!hasPython)('agrees on 200 fresh blocks of every type', async () => {
    const seed = String(Date.now() % 1_000_000);
    process.stdout.write(`Seed of the fresh blocks: ${seed}.\n`);
    const { stdout } = await promisify(execFile)(python, [join(fixtures, 'make.py'), seed, '200'], {
      maxBuffer: 1 << 26,
    });
    compare(stdout);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CorruptArtefactError } from '../core/errors.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { readWeights } from './weights-file.ts';

const header = { purpose: 'test', madeBy: 'test', sources: [], slots: 4, scale: 0.5 };

async function fileOf(head: object, body: Uint8Array): Promise<URL> {
  const path = join(await temporaryFolder(), 'a.weights');
  await writeFile(path, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]));
  return pathToFileURL(path);
}

describe('readWeights', () => {
  it('reads signed bytes', async () => {
    const file = await fileOf(header, zstdCompressSync(Uint8Array.of(1, 255, 0, 128)));
    const { values, mask, scale } = readWeights(file);
    expect([...values]).toEqual([1, -1, 0, -128]);
    expect([mask, scale]).toEqual([3, 0.5]);
  });

  it('refuses a file that is cut off, too short or has a foreign header', async () => {
    const whole = zstdCompressSync(Uint8Array.of(1, 2, 3, 4));
    for (const [head, body] of [
      [header, whole.subarray(0, -3)],
      [header, zstdCompressSync(Uint8Array.of(1, 2))],
      [{ ...header, kind: 'other' }, whole],
    ] as const) {
      const file = await fileOf(head, body);
      expect(() => readWeights(file)).toThrow(CorruptArtefactError);
    }
  });
});

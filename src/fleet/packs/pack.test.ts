import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/seeded-random.ts';
import { UnreliableFiles } from '../testing/unreliable-files.ts';
import { decodeChunk, encodeChunk } from './chunk.ts';
import { applyDelta, makeDelta } from './delta.ts';
import { makePack } from './make-pack.ts';
import { packSchema } from './pack.ts';

const files = new UnreliableFiles({ random: () => 0.5 });

async function packed(contents: Record<string, Uint8Array>, before?: Parameters<typeof makePack>[4]) {
  await files.makeFolder('work');
  const list = [];
  for (const [path, bytes] of Object.entries(contents)) {
    await files.write(`work/${path}`, bytes);
    list.push({ path, source: `work/${path}`, executable: false });
  }
  return makePack(files, 'hub', 'software', list, { chunkSize: 1024, ...before });
}

function noise(length: number, seed: number): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

describe('a chunk', () => {
  it('comes back as it was, and a changed one does not come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 3000 }), fc.nat(), (bytes, at) => {
        const { stored, reference } = encodeChunk(bytes);
        expect(Buffer.compare(decodeChunk(stored, reference) ?? Buffer.alloc(0), bytes)).toBe(0);
        const changed = Buffer.from(stored);
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
        const decoded = decodeChunk(changed, reference);
        expect(decoded === undefined || Buffer.compare(decoded, bytes) === 0).toBe(true);
        expect(decodeChunk(stored.subarray(1), reference)).toBeUndefined();
      }),
    );
  });
});

describe('a pack', () => {
  it('of the same files is the same release, in whatever order they are named', async () => {
    const one = await packed({ a: noise(300, 1), b: noise(5000, 2) });
    const other = await packed({ b: noise(5000, 2), a: noise(300, 1) });
    expect(one.release).toBe(other.release);
    expect(one.sizeBytes).toBe(5300);
  });

  it('holds a delta from the release before where that saves something', async () => {
    const before = await packed({ a: noise(20_000, 3) });
    const after = await packed(
      { a: Buffer.concat([Buffer.from('new'), noise(20_000, 3)]) },
      { before: before.pack },
    );
    expect(after.fetchBytes.delta).toBeLessThan(500);
    expect(after.fetchBytes.whole).toBeGreaterThan(20_000);
    const other = await packed({ a: noise(20_000, 4) }, { before: before.pack });
    expect(other.pack.deltas).toEqual([]);
  });

  it.each(['../a', '/a', 'a/../../b', 'C:/a', 'a//b'])('with the path %s is refused', async (path) => {
    const { pack } = await packed({ a: noise(100, 1) });
    const [file] = pack.files;
    expect(packSchema.safeParse({ ...pack, files: [{ ...file, path }] }).success).toBe(false);
  });
});

it('a delta gives back what it was made from', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 4000 }),
      fc.uint8Array({ minLength: 1, maxLength: 4000 }),
      (before, after) => {
        if (before.length === 0) return;
        const back = applyDelta(before, makeDelta(before, after), after.length);
        expect(Buffer.compare(back, after)).toBe(0);
      },
    ),
  );
});

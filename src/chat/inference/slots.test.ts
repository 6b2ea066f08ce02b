import { describe, expect, it } from 'vitest';
import type { ServedModel } from './model.ts';
import { SharedPrefixes } from './shared-prefixes.ts';
import { Slots } from './slots.ts';

/** Remembers what each sequence holds, as far as slots change it. */
function fakeModel(canTruncate = true) {
  const erased: string[] = [];
  const model = {
    truncate: (sequence: number, length: number) => {
      erased.push(`${sequence}>${length}`);
      return length === 0 || canTruncate;
    },
    saveSequence: () => Buffer.alloc(10),
    restoreSequence: (sequence: number) => {
      erased.push(`${sequence}<shared`);
      return true;
    },
  } as unknown as ServedModel;
  return { model, erased };
}

function used(options: { canTruncate?: boolean; sequences?: number } = {}) {
  const { model, erased } = fakeModel(options.canTruncate);
  const shared = new SharedPrefixes(100);
  const slots = new Slots(model, options.sequences ?? 2, shared);
  const first = slots.take('a', [1, 2, 3, 4], 0);
  if (!first) throw new Error('no slot');
  first.tokens.push(1, 2, 3, 4, 5);
  slots.release(first);
  erased.length = 0;
  return { model, erased, shared, slots };
}

describe('Slots', () => {
  it('keeps what its owner has read, but for the last token of the prompt', () => {
    const { slots } = used();
    expect(slots.take('a', [1, 2, 3, 4, 5, 6], 0)?.tokens).toEqual([1, 2, 3, 4, 5]);
    expect(used().slots.take('a', [1, 2, 3], 0)?.tokens).toEqual([1, 2]);
  });

  it('erases it for anybody else, even with the same prompt', () => {
    const { slots, erased } = used({ sequences: 1 });
    expect(slots.take('b', [1, 2, 3, 4, 5, 6], 0)?.tokens).toEqual([]);
    expect(erased).toEqual(['0>0']);
  });

  it('reads again what the window has forgotten', () => {
    const { slots, erased } = used({ canTruncate: false });
    expect(slots.take('a', [1, 2, 9], 0)?.tokens).toEqual([]);
    expect(erased).toEqual(['0>2', '0>0']);
  });

  it('begins with a shared prefix', () => {
    const { slots, shared, model, erased } = used();
    shared.keep(model, 0, [7, 8]);
    expect(slots.take('b', [7, 8, 9], 2)).toMatchObject({ sequence: 1, tokens: [7, 8] });
    expect(erased).toEqual(['1>0', '1<shared']);
  });

  it('gives a stranger a slot that nobody needs first, and none when all are busy', () => {
    const { slots } = used();
    expect(slots.take('b', [1], 0)?.sequence).toBe(1);
    expect(slots.take('c', [1], 0)?.sequence).toBe(0);
    expect(slots.take('d', [1], 0)).toBeUndefined();
  });
});

describe('SharedPrefixes', () => {
  it('forgets what was used longest ago when its memory is full', () => {
    const { model } = fakeModel();
    const shared = new SharedPrefixes(20);
    shared.keep(model, 0, [1]);
    shared.keep(model, 0, [2]);
    shared.restore(model, 0, [1]);
    shared.keep(model, 0, [3]);
    expect([1, 2, 3].map((token) => shared.has([token]))).toEqual([true, false, true]);
  });
});

import { describe, expect, it } from 'vitest';
import { MachineError } from '../core/errors.ts';
import { PlaceQueue } from './place-queue.ts';

const first = (free: readonly string[]) => free[0] ?? 'none';

describe('PlaceQueue', () => {
  it('serves in the order of arrival', async () => {
    const queue = new PlaceQueue(['a'], 10);
    const place = await queue.take(first);
    const order: number[] = [];
    const turns = [1, 2, 3].map(async (turn) => {
      const taken = await queue.take(first);
      order.push(turn);
      queue.release(taken);
    });
    queue.release(place);
    await Promise.all(turns);
    expect(order).toEqual([1, 2, 3]);
  });

  it('lets a waiting request leave at once and gives its turn to the next', async () => {
    const queue = new PlaceQueue(['a'], 10);
    const place = await queue.take(first);
    const leaving = new AbortController();
    const left = queue.take(first, leaving.signal);
    const next = queue.take(first);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    queue.release(place);
    expect(await next).toBe('a');
    expect(queue.waiting).toBe(0);
  });

  it('refuses when too many wait', async () => {
    const queue = new PlaceQueue(['a'], 0);
    await queue.take(first);
    await expect(queue.take(first)).rejects.toThrow(MachineError);
  });
});

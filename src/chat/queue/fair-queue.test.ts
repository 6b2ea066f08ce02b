import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../core/errors.ts';
import type { Priority } from '../types.ts';
import { BusyError } from './busy-error.ts';
import { fairOrder } from './fair-order.ts';
import { FairQueue, type Ticket } from './fair-queue.ts';

const waiting = (owner: string, priority: Priority = 'pupil', joinedMs = 0) => ({
  owner,
  priority,
  joinedMs,
});
const quiet = { running: () => 0, used: () => 0, now: 1000 };
const owners = (items: readonly { owner: string }[]) => items.map((item) => item.owner).join(' ');

describe('fairOrder', () => {
  it('lets everybody have one before anybody has two', () => {
    const items = [waiting('a'), waiting('a'), waiting('a'), waiting('b'), waiting('c')];
    expect(owners(fairOrder(items, quiet))).toBe('a b c a a');
  });

  it('puts those behind who have a place already, or had more lately', () => {
    const items = [waiting('a'), waiting('b'), waiting('c')];
    const running = (owner: string) => (owner === 'a' ? 1 : 0);
    const used = (owner: string) => (owner === 'b' ? 5 : 0);
    expect(owners(fairOrder(items, { ...quiet, running, used }))).toBe('c b a');
  });

  it('lets teachers go first, and nobody wait forever', () => {
    const items = [waiting('pupil', 'pupil', 0), waiting('teacher', 'teacher', 900)];
    expect(owners(fairOrder(items, quiet))).toBe('teacher pupil');
    expect(owners(fairOrder(items, { ...quiet, now: 60_001 }))).toBe('pupil teacher');
  });

  it('keeps everybody exactly once', () => {
    const item = fc.record({
      owner: fc.constantFrom('a', 'b', 'c', 'd'),
      priority: fc.constantFrom<Priority>('teacher', 'pupil', 'background'),
      joinedMs: fc.nat(100_000),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const ordered = fairOrder(items, { ...quiet, now: 100_000 });
        expect(new Set(ordered)).toEqual(new Set(items));
        expect(ordered).toHaveLength(items.length);
      }),
    );
  });
});

/** Waits for a place, noting what is told meanwhile. */
function watch(ticket: Ticket) {
  const told: { position: number; estimatedSeconds: number }[] = [];
  const state = { admitted: false, told, error: undefined as unknown };
  void (async () => {
    try {
      for await (const place of ticket.wait()) told.push(place);
      state.admitted = true;
    } catch (error) {
      state.error = error;
    }
  })();
  return state;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const pupil = (owner: string, limits = {}) => ({ owner, priority: 'pupil' as const, limits });

describe('FairQueue', () => {
  it('lets in as many as there are places, and the next when one leaves', async () => {
    const queue = new FairQueue(1, 10);
    const first = queue.join(pupil('a'));
    const second = watch(queue.join(pupil('b')));
    expect(watch(first).told).toEqual([]);
    await settled();
    expect(second).toMatchObject({ admitted: false, told: [{ position: 1 }] });
    first.leave();
    first.leave();
    await settled();
    expect(second.admitted).toBe(true);
    expect(queue.state()).toMatchObject({ running: [{ owner: 'b' }], waiting: [] });
  });

  it('frees the place of one who waits and goes away', async () => {
    const queue = new FairQueue(1, 10);
    queue.join(pupil('a'));
    const leaving = new AbortController();
    const second = watch(queue.join({ ...pupil('b'), signal: leaving.signal }));
    const third = watch(queue.join(pupil('c')));
    await settled();
    leaving.abort(new Error('gone'));
    await settled();
    expect(second.error).toBeInstanceOf(InterruptedError);
    // Told once a second at most.
    await expect.poll(() => third.told.at(-1)?.position, { timeout: 5000 }).toBe(1);
  });

  it('refuses when too many wait, and says when to come again', () => {
    const queue = new FairQueue(1, 2);
    for (const owner of ['a', 'b', 'c']) queue.join(pupil(owner));
    const error = (() => {
      try {
        queue.join(pupil('d'));
      } catch (thrown) {
        return thrown as BusyError;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ reason: 'everybody' });
    expect(error?.retryAfterSeconds).toBeGreaterThan(0);
    expect(queue.state().waiting).toHaveLength(2);
  });

  it('holds an owner to his limits', () => {
    const queue = new FairQueue(4, 10);
    const limits = { running: 1, waiting: 1 };
    queue.join(pupil('a', limits));
    queue.join(pupil('a', limits));
    expect(queue.state().waiting).toHaveLength(1);
    expect(() => queue.join(pupil('a', limits))).toThrow(BusyError);
    queue.join(pupil('b', limits));
    expect(queue.state().running.map(({ owner }) => owner)).toEqual(['a', 'b']);
  });

  it('announces waits that follow from how long answers took', () => {
    let now = 0;
    const queue = new FairQueue(1, 10, () => now);
    for (let turn = 0; turn < 4; turn += 1) {
      const ticket = queue.join(pupil('a'));
      now += 10_000;
      ticket.leave();
    }
    queue.join(pupil('a'));
    now += 4000;
    queue.join(pupil('b'));
    queue.join(pupil('c'));
    expect(queue.state().waiting).toMatchObject([
      { owner: 'b', position: 1, estimatedSeconds: 6 },
      { owner: 'c', position: 2, estimatedSeconds: 16 },
    ]);
  });

  it('shares places evenly between owners who all want more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 9 }), (places, greed) => {
        let now = 0;
        const queue = new FairQueue(places, 1000, () => now);
        const served = new Map<string, number>();
        const tickets: { owner: string; ticket: Ticket }[] = [];
        const join = (owner: string) => tickets.push({ owner, ticket: queue.join(pupil(owner)) });
        // One owner opens many requests at once, the others one each.
        for (let index = 0; index < greed; index += 1) join('greedy');
        for (const owner of ['a', 'b', 'c']) join(owner);
        for (let turn = 0; turn < 120; turn += 1) {
          now += 1000;
          const [first] = queue.state().running;
          const found = tickets.findIndex(({ owner }) => owner === first?.owner);
          const [done] = tickets.splice(found, 1);
          served.set(done?.owner ?? '', (served.get(done?.owner ?? '') ?? 0) + 1);
          done?.ticket.leave();
          join(done?.owner ?? 'a');
        }
        const others = ['a', 'b', 'c'].map((owner) => served.get(owner) ?? 0);
        expect(Math.min(...others)).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });
});

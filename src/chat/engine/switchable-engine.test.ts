import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { fakeEngine } from '../testing.ts';
import type { ChatEvent, Engine } from '../types.ts';
import { SwitchableEngine } from './switchable-engine.ts';

const request = { messages: [{ role: 'user', content: 'Салом!' }] } as const;

async function textOf(events: AsyncIterable<ChatEvent>): Promise<string> {
  let text = '';
  for await (const event of events) if (event.type === 'text-delta') text += event.text;
  return text;
}

function named(id: string, pace?: () => Promise<void>): Engine & { closed: boolean } {
  const fake = fakeEngine([id, id], pace ? { pace } : {});
  return Object.assign(fake, {
    model: { ...fake.model, id },
    closed: false,
    async close(this: { closed: boolean }) {
      this.closed = true;
    },
  });
}

describe('an engine whose model is exchanged', () => {
  it('lets answers under way end with the old model, and the next ones wait for the new', async () => {
    const gate = Promise.withResolvers<void>();
    const old = named('old', () => gate.promise);
    const engine = new SwitchableEngine(old);
    const under = textOf(engine.generate(request));
    const switched = engine.switchTo(
      async () => named('new'),
      async () => named('again'),
    );
    const next = textOf(engine.generate(request));
    expect(engine.state().ready).toBe(false);
    expect(old.closed).toBe(false);
    gate.resolve();
    expect(await under).toBe('oldold');
    await switched;
    expect(await next).toBe('newnew');
    expect([old.closed, engine.model.id, engine.state().ready]).toEqual([true, 'new', true]);
  });

  it('goes back to the old model when the new one does not start', async () => {
    const engine = new SwitchableEngine(named('old'));
    const fails = new BadInputError({ message: 'No model.', remedy: 'x' });
    const switched = engine.switchTo(
      () => Promise.reject(fails),
      async () => named('again'),
    );
    const next = textOf(engine.generate(request));
    await expect(switched).rejects.toThrow('No model.');
    expect(await next).toBe('againagain');
    expect(engine.state().ready).toBe(true);
  });

  it('lets go of who does not want to wait any longer', async () => {
    const opened = Promise.withResolvers<Engine>();
    const engine = new SwitchableEngine(named('old'));
    const switched = engine.switchTo(
      () => opened.promise,
      async () => named('again'),
    );
    const leaving = new AbortController();
    const next = textOf(engine.generate(request, { signal: leaving.signal }));
    leaving.abort(new Error('left'));
    await expect(next).rejects.toThrow('left');
    opened.resolve(named('new'));
    await switched;
  });
});

import { describe, expect, it } from 'vitest';
import { ServerError } from '../../server/server-error.ts';
import { insist } from './insist.ts';

function failing(...errors: readonly unknown[]) {
  const left = [...errors];
  return async () => {
    if (left.length > 0) throw left.shift();
    return 'done';
  };
}

async function run(action: () => Promise<string>, signal = new AbortController().signal) {
  const waits: [string, number][] = [];
  const result = insist(action, {
    signal,
    onWait: (code, seconds) => waits.push([code, seconds]),
    sleep: async () => {},
  });
  return { result: await result.catch((error: ServerError) => error.code), waits };
}

describe('insist', () => {
  it('tries again over a lost connection, more and more slowly', async () => {
    const offline = new ServerError('offline');
    expect(await run(failing(offline, offline, offline))).toEqual({
      result: 'done',
      waits: [
        ['offline', 1],
        ['offline', 2],
        ['offline', 4],
      ],
    });
  });

  it('waits as long as a full server says', async () => {
    const busy = new ServerError('busy', 429, { retryAfterSeconds: 7 });
    expect(await run(failing(busy))).toEqual({ result: 'done', waits: [['busy', 7]] });
  });

  it('gives up on a server that stays full, and at once on a refusal', async () => {
    const busy = new ServerError('busy', 429);
    expect((await run(failing(...Array(9).fill(busy)))).result).toBe('busy');
    expect(await run(failing(new ServerError('too-long', 422)))).toEqual({ result: 'too-long', waits: [] });
  });

  it('stops when the question is taken back', async () => {
    const controller = new AbortController();
    controller.abort();
    expect((await run(failing(new ServerError('offline')), controller.signal)).result).toBe('offline');
  });
});

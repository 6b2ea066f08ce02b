import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CorruptArtefactError, InterruptedError } from '../../core/errors.ts';
import { EngineStoppedError } from './blame.ts';
import { EngineProcess, type RunEvent, type RunRequest } from './engine-process.ts';

const childFile = fileURLToPath(new URL('./testing/fake-child.ts', import.meta.url));
const open = {
  modelFile: 'model.gguf',
  sequences: 2,
  contextSizeTokens: 64,
  batchTokens: 8,
  threads: 1,
  sharedCacheBytes: 0,
};

const memory = { bytes: 400e6 };

const request = (manner: number): RunRequest => ({
  owner: 'somebody',
  prompt: [manner, 1, 2],
  sharedTokens: 0,
  written: [],
  sampling: {
    temperature: 0,
    topK: 0,
    topP: 1,
    minP: 0,
    repetitionPenalty: 1,
    repetitionWindowTokens: 0,
    presencePenalty: 0,
    frequencyPenalty: 0,
    seed: 1,
  },
  maximumTokens: 16,
  stop: [],
  rank: 1,
});

const running: EngineProcess[] = [];
afterEach(() => Promise.all(running.splice(0).map((engine) => engine.close())));

async function start(options: Partial<Parameters<typeof EngineProcess.start>[0]> = {}) {
  const { engine } = await EngineProcess.start({ open, memory, childFile, ...options });
  running.push(engine);
  return engine;
}

async function collect(events: AsyncIterable<RunEvent>) {
  let text = '';
  let restarts = 0;
  for await (const event of events) {
    if (event.type === 'restart') restarts += 1;
    if (event.type === 'output') text += event.output.text;
  }
  return { text, restarts };
}

const whole = 'w0 w1 w2 w3 w4 w5 ';

describe('the engine process', () => {
  it('writes an answer', async () => {
    const engine = await start();
    expect(await collect(engine.run(request(1)))).toEqual({ text: whole, restarts: 0 });
  });

  it('goes on after the child was killed, without a word twice, and says so to everybody', async () => {
    const restarts: string[] = [];
    const engine = await start({ onRestart: (why) => restarts.push(why) });
    const both = await Promise.all([collect(engine.run(request(2))), collect(engine.run(request(1)))]);
    expect(both.map(({ text }) => text)).toEqual([whole, whole]);
    expect(both[0]?.restarts).toBe(1);
    expect(restarts[0]).toContain('SIGKILL');
    expect(engine.state).toMatchObject({ ready: true, restarts: 1 });
  });

  it('gives up an answer over which the child dies again', async () => {
    const restarts: string[] = [];
    const engine = await start({ onRestart: (why) => restarts.push(why) });
    await expect(collect(engine.run(request(3)))).rejects.toThrow(EngineStoppedError);
    expect(restarts).toHaveLength(2);
    expect((await collect(engine.run(request(1)))).text).toBe(whole);
  });

  it('ends a child that hangs, and does not send it again what it hung over', async () => {
    const restarts: string[] = [];
    const engine = await start({ patienceMs: 2000, onRestart: (why) => restarts.push(why) });
    await expect(collect(engine.run(request(4)))).rejects.toThrow(EngineStoppedError);
    expect((await collect(engine.run(request(1)))).text).toBe(whole);
    expect(restarts).toHaveLength(1);
  });

  it.each([
    ['hangs over a grammar', 5],
    ['is killed over a grammar', 6],
    ['stops over a prompt', 7],
    ['takes too much memory over a grammar', 8],
  ])('when the child %s: gives up that request at once, and only that one', async (_how, manner) => {
    const restarts: string[] = [];
    const engine = await start({ grammarPatienceMs: 2000, onRestart: (why) => restarts.push(why) });
    const other = collect(engine.run(request(1)));
    const call = engine.tokenise([{ text: 'AB', control: false }]);
    await expect(collect(engine.run(request(manner)))).rejects.toThrow(EngineStoppedError);
    expect((await other).text).toBe(whole);
    expect(await call).toEqual([[65, 66]]);
    expect(restarts).toHaveLength(1);
  });

  it('asks again what it had asked a child that died', async () => {
    const engine = await start();
    const dying = collect(engine.run(request(2)));
    expect(await engine.tokenise([{ text: 'AB', control: false }])).toEqual([[65, 66]]);
    expect((await dying).text).toBe(whole);
  });

  it('frees the place when the reader leaves', async () => {
    const engine = await start();
    for await (const event of engine.run(request(1))) if (event.type === 'output') break;
    const leaving = new AbortController();
    const answer = collect(engine.run(request(1), leaving.signal));
    leaving.abort(new InterruptedError());
    await expect(answer).rejects.toThrow(InterruptedError);
  });

  it('says what the library said when a model cannot be opened', async () => {
    const damaged = EngineProcess.start({ open: { ...open, modelFile: 'damaged.gguf' }, memory, childFile });
    const error = await damaged.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(CorruptArtefactError);
    expect((error as Error).message).toContain('llama_model_load: error');
  });
});

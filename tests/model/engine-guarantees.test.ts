import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type ChatEvent,
  type ChatRequest,
  createEngine,
  type Engine,
  type PromptToken,
} from '../../src/chat/index.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';

const user = (content: string): ChatRequest => ({ messages: [{ role: 'user', content }] });
const capital = 'Пойтахти Тоҷикистон кадом шаҳр аст?';
const questions = [
  capital,
  'Дар бораи баҳор нависед.',
  'Салом! Шумо кӣ ҳастед?',
  'Дарахт чист?',
  'Дар бораи кӯҳҳои Тоҷикистон нақл кун.',
];

async function collect(events: AsyncIterable<ChatEvent>) {
  const seen: ChatEvent[] = [];
  for await (const event of events) seen.push(event);
  const deltas = seen.filter((event) => event.type === 'text-delta');
  const finish = seen.find((event) => event.type === 'finish');
  if (!finish) throw new Error('no finish event');
  return {
    text: deltas.map((event) => event.text).join(''),
    logprobs: deltas.flatMap((event) => event.logprobs ?? []),
    restarts: seen.filter((event) => event.type === 'restart').length,
    queued: seen.filter((event) => event.type === 'queue'),
    finish,
  };
}

/** The prompt as the engine tells it. */
async function promptOf(engine: Engine, request: ChatRequest): Promise<readonly PromptToken[]> {
  const tokens: PromptToken[] = [];
  for await (const event of engine.generate({ ...greedy, ...request }, { owner: 'reader of prompts' })) {
    if (event.type === 'prompt') tokens.push(...event.tokens);
  }
  return tokens;
}

const greedy = { temperature: 0, maximumTokens: 16 } as const;
const ask = (engine: Engine, request: ChatRequest, owner = 'somebody') =>
  collect(engine.generate({ ...greedy, ...request }, { owner }));

// Long prompts on a machine that may be busy with training.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let modelFile: string;
beforeAll(async () => {
  modelFile = await assembleEmbeddedModel();
});

describe('answers written together', () => {
  let alone: Engine;
  let together: Engine;
  beforeAll(async () => {
    alone = await createEngine({ modelFile, sequences: 1, contextSizeTokens: 1024 });
    together = await createEngine({ modelFile, sequences: 4, contextSizeTokens: 1024 });
  });
  afterAll(() => Promise.all([alone?.close(), together?.close()]));

  it('are, token for token, those that each would be alone', async () => {
    const expected: string[] = [];
    for (const question of questions) expected.push((await ask(alone, user(question))).text);
    const answers = await Promise.all(
      questions.map((question, index) => ask(together, user(question), `pupil ${index}`)),
    );
    expect(answers.map((answer) => answer.text)).toEqual(expected);
  });

  it('tell who waits how long, and let him in', async () => {
    const answers = await Promise.all(
      questions.map((question, index) => ask(together, user(question), `pupil ${index}`)),
    );
    const queued = answers.flatMap((answer) => answer.queued);
    // Five ask and four places are there.
    expect(queued.length).toBeGreaterThan(0);
    expect(new Set(queued.map((event) => event.position))).toEqual(new Set([1]));
    expect(queued.every((event) => event.estimatedSeconds >= 1)).toBe(true);
  });

  it('are the same after a conversation longer than the window has been cut back', async () => {
    const long = 'Тоҷикистон кишвари кӯҳсор аст ва дарёҳои зиёд дорад. '.repeat(74);
    const conversation = (last: string): ChatRequest => ({
      messages: [
        { role: 'user', content: long },
        { role: 'assistant', content: 'Бале.' },
        { role: 'user', content: last },
      ],
      maximumTokens: 6,
    });
    await ask(together, conversation(capital), 'reader');
    const again = await ask(together, conversation('Дарахт чист?'), 'reader');
    expect(again.finish.usage.promptTokens).toBeGreaterThan(640);
    expect(again.text).toBe((await ask(alone, conversation('Дарахт чист?'), 'other')).text);
  });

  it('are JSON of the schema that was asked for', async () => {
    const schema = {
      type: 'object',
      properties: { city: { type: 'string', maxLength: 30 }, capital: { type: 'boolean' } },
      required: ['city', 'capital'],
    };
    const request = { ...user(capital), format: { type: 'json-schema', schema } as const, maximumTokens: 80 };
    const parsed = JSON.parse((await ask(together, request)).text);
    expect(Object.keys(parsed)).toEqual(['city', 'capital']);
    expect(typeof parsed.capital).toBe('boolean');
  });

  it('go on from a beginning that was saved, word for word', async () => {
    const whole = await ask(together, user(capital));
    const middle = whole.text.indexOf(' ', 12);
    const rest = await ask(together, { ...user(capital), answerBeginning: whole.text.slice(0, middle) });
    expect(whole.text.slice(0, middle) + rest.text).toBe(whole.text);
  });

  it('carry log-probabilities that are probabilities', async () => {
    const { logprobs } = await ask(together, { ...user(capital), topLogprobs: 3, maximumTokens: 4 });
    expect(logprobs).toHaveLength(4);
    for (const { logprob, top } of logprobs) {
      expect(logprob).toBeLessThanOrEqual(0);
      expect(top).toHaveLength(3);
      expect(top[0]?.logprob).toBeCloseTo(logprob, 5);
      expect(top.reduce((sum, one) => sum + Math.exp(one.logprob), 0)).toBeLessThanOrEqual(1.0001);
    }
  });

  it('tell the probabilities of a prompt, those that the model itself would have written it with', async () => {
    const request = { messages: [], text: 'Пойтахти Тоҷикистон шаҳри ', maximumTokens: 6, topLogprobs: 2 };
    const written = await ask(together, { ...request, repetitionPenalty: 1 }, 'writer');
    const prompt = await promptOf(together, {
      ...request,
      text: request.text + written.text,
      promptLogprobs: 2,
    });
    // What follows the prompt is cut into the same tokens, or the test would compare different ones.
    const tail = prompt.slice(-written.logprobs.length);
    expect(tail.map((one) => one.token)).toEqual(written.logprobs.map((one) => one.token));
    for (const [index, one] of tail.entries()) {
      expect(one.logprob).toBeCloseTo(written.logprobs[index]?.logprob ?? 0, 1);
    }
    expect(prompt[0]?.logprob).toBeLessThan(0);
    expect(Buffer.concat(prompt.map((one) => Buffer.from(one.bytes))).toString()).toBe(
      request.text + written.text,
    );
  });

  it('tell them also of tokens, the first of which has none', async () => {
    const prompt = await promptOf(alone, { messages: [], tokens: [2, 1000, 1001, 1002], promptLogprobs: 1 });
    expect(prompt.map((one) => one.logprob === null)).toEqual([true, false, false, false]);
    const foreign = ask(alone, { messages: [], tokens: [2, 262_143] });
    await expect(foreign).rejects.toMatchObject({ place: 'prompt.1' });
  });

  it('have vectors: of length 1, nearer for texts that are alike', async () => {
    const { vectors } = await together.embed([capital, 'Пойтахти Тоҷикистон чист?', 'print(1 + 2)']);
    const product = (a = 0, b = 0) =>
      vectors[a]?.reduce((sum, value, index) => sum + value * (vectors[b]?.[index] ?? 0), 0) ?? 0;
    expect(product(0, 0)).toBeCloseTo(1, 4);
    expect(product(0, 1)).toBeGreaterThan(product(0, 2));
  });
});

describe('what one user wrote', () => {
  const secret = 'Рамзи махфии ман: гурбаи сабз дар болои бом, 4711. ';
  const teacher = 'Ту ёрдамчии мактаб ҳастӣ. Кӯтоҳ ва фаҳмо ҷавоб деҳ.';

  it('shows neither in tokens, nor in time, nor in logits of another', async () => {
    const used = await createEngine({ modelFile, sequences: 2, contextSizeTokens: 1024 });
    const fresh = await createEngine({ modelFile, sequences: 2, contextSizeTokens: 1024 });
    try {
      for (const owner of ['a', 'b', 'c']) {
        await ask(used, { ...user(secret.repeat(5) + owner), maximumTokens: 1 }, owner);
      }
      const probe = { ...user(secret.repeat(5)), topLogprobs: 5, maximumTokens: 3 };
      const stranger = await ask(used, probe, 'stranger');
      const first = await ask(fresh, probe, 'stranger');
      expect(stranger.finish.usage.reusedTokens).toBe(0);
      expect(stranger.logprobs).toEqual(first.logprobs);
      // The owner himself does not read it again.
      const owner = await ask(used, { ...user(`${secret.repeat(5)}b`), maximumTokens: 1 }, 'stranger');
      expect(owner.finish.usage.reusedTokens).toBeGreaterThan(60);
    } finally {
      await Promise.all([used.close(), fresh.close()]);
    }
  });

  it('is kept for everybody only up to the end of a text that the server named', async () => {
    const engine = await createEngine({ modelFile, sequences: 2, contextSizeTokens: 1024 });
    try {
      const withSystem = (system: string, sharedPrefix?: string): ChatRequest => ({
        messages: [{ role: 'system', content: system }, ...user(capital).messages],
        maximumTokens: 8,
        sharedPrefix,
      });
      const first = await ask(engine, withSystem(teacher, teacher), 'a');
      const second = await ask(engine, withSystem(teacher, teacher), 'b');
      expect(first.finish.usage.reusedTokens).toBe(0);
      expect(second.finish.usage.reusedTokens).toBeGreaterThan(5);
      expect(second.text).toBe(first.text);
      // A system text that continues the named one with something of its own: only the named part.
      const own = await ask(engine, withSystem(`${teacher} ${secret}`, teacher), 'c');
      const probe = await ask(engine, withSystem(`${teacher} ${secret}`, teacher), 'd');
      expect(own.finish.usage.reusedTokens).toBeLessThanOrEqual(second.finish.usage.reusedTokens);
      expect(probe.finish.usage.reusedTokens).toBe(own.finish.usage.reusedTokens);
      // Not named: nobody else's, though the server has read it twice.
      const unnamed = await ask(engine, withSystem(`${teacher} ${secret}`), 'e');
      expect(unnamed.finish.usage.reusedTokens).toBe(0);
    } finally {
      await engine.close();
    }
  });
});

/** Ends the engine's process, as the system does when memory is short. */
function kill(engine: Engine): void {
  const { processId } = engine.state();
  if (processId !== undefined) process.kill(processId, 'SIGKILL');
}

describe('an engine that is killed in the middle', () => {
  it('says one moment and goes on, word for word', async () => {
    const restarts: string[] = [];
    const options = { modelFile, sequences: 4, contextSizeTokens: 1024 };
    const engine = await createEngine({ ...options, onRestart: (why) => restarts.push(why) });
    try {
      const request = (question: string) => ({ ...user(question), temperature: 0.8, seed: 7 });
      const calm: string[] = [];
      for (const question of questions.slice(1, 4)) calm.push((await ask(engine, request(question))).text);
      let pieces = 0;
      const answers = await Promise.all(
        questions.slice(1, 4).map(async (question) => {
          const seen: ChatEvent[] = [];
          const events = engine.generate({ ...greedy, ...request(question) }, { owner: question });
          for await (const event of events) {
            seen.push(event);
            pieces += 1;
            if (pieces === 6 || pieces === 20) kill(engine);
          }
          return seen;
        }),
      );
      const text = (events: ChatEvent[]) =>
        events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
      expect(answers.map(text)).toEqual(calm);
      expect(answers.flat().filter((event) => event.type === 'restart').length).toBeGreaterThan(0);
      expect(engine.state().restarts).toBe(restarts.length);
      expect((await ask(engine, user(capital))).text).toContain('Душанбе');
    } finally {
      await engine.close();
    }
  });
});

import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BadInputError, MachineError } from '../../core/errors.ts';
import { listenForTest } from '../../core/testing/listen.ts';
import { makeTask } from '../testing/task.ts';
import { openEndpoint } from './endpoint-examinee.ts';
import { endpointSchema } from './settings.ts';

const signal = new AbortController().signal;
const items = ['a', 'b', 'c', 'd'].map((id) => ({
  id,
  question: `Савол ${id}?`,
  choices: ['Душанбе', 'Хуҷанд'],
  answer: 0,
}));
const task = makeTask(items);
const asked = z.looseObject({
  prompt: z.string().default(''),
  echo: z.boolean().default(false),
  messages: z.array(z.object({ content: z.string() })).default([]),
});
type Asked = z.output<typeof asked>;
type Reply = { status?: number; body: unknown; afterMs?: number } | 'hang up';

/** An API that answers as told; returns its address. */
async function serve(answer: (request: Asked, path: string) => Reply): Promise<string> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      const reply = answer(asked.parse(JSON.parse(text)), request.url ?? '');
      if (reply === 'hang up') {
        request.socket.destroy();
        return;
      }
      const send = () => {
        response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
        response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
      };
      setTimeout(send, reply.afterMs ?? 0);
    });
  });
  return `${await listenForTest(server)}/v1`;
}

async function exam(address: string, settings: object = {}, chat = false) {
  const parsed = endpointSchema.parse({
    address,
    model: 'm',
    attempts: 2,
    retrySeconds: 0.001,
    timeoutSeconds: 0.3,
    concurrency: 1,
    ...settings,
  });
  return openEndpoint(parsed, chat, signal);
}

/** What vLLM tells: a token a word, likely where it is Dushanbe. */
function echoed(prompt: string): Reply {
  const words = prompt.match(/\s*\S+/g) ?? [];
  let offset = 0;
  const offsets = words.map((word) => {
    offset += [...word].length;
    return offset - [...word].length;
  });
  const logprobs = {
    tokens: [...words, ' next'],
    token_logprobs: [
      ...words.map((word, index) => (index === 0 ? null : /Душанбе/.test(word) ? -1 : -5)),
      -9,
    ],
    text_offset: [...offsets, offset],
  };
  return { body: { choices: [{ text: prompt, logprobs }] } };
}

const wrote = (text: string): Reply => ({
  body: { choices: [{ text, message: { content: text }, finish_reason: 'stop' }] },
});

describe('openEndpoint', () => {
  it('scores choices by what a server tells of its prompts', async () => {
    const examinee = await exam(await serve(({ prompt }) => echoed(prompt)));
    expect(examinee.scoring).toBe('log-probability');
    const [score] = await examinee.answerChoices(task, items.slice(0, 1));
    expect(score).toMatchObject({ chosen: 0, logProbabilities: [-1, -5], truncatedTokens: 0 });
  });

  it('lets a server that tells nothing write, and reads the choice out of the answer', async () => {
    const address = await serve(({ echo, prompt }) =>
      echo ? wrote('') : wrote(prompt.includes('Савол b') ? 'Намедонам' : 'Ҷавоб: А'),
    );
    const examinee = await exam(address);
    expect(examinee.scoring).toBe('free');
    const scores = await examinee.answerChoices(task, items);
    expect(scores.map(({ chosen }) => chosen)).toEqual([0, -1, 0, 0]);
    expect(scores[1]?.failure).toBe('no-choice-named');
  });

  it('forces one of the letters by a JSON schema', async () => {
    const bodies: Asked[] = [];
    const address = await serve((request) => {
      bodies.push(request);
      return wrote('{"answer":"Б"}');
    });
    const examinee = await exam(address, { answers: 'constrained' });
    const [score] = await examinee.answerChoices(task, items.slice(0, 1));
    expect(score?.chosen).toBe(1);
    expect(JSON.stringify(bodies[0]?.response_format)).toContain('"enum":["А","Б"]');
    expect(bodies[0]?.messages[0]?.content).toContain('А) Душанбе\nБ) Хуҷанд');
  });

  it('counts time-outs, nonsense and refusals as failed items, and goes on', async () => {
    const address = await serve(({ prompt }) => {
      if (prompt.includes('Савол a')) return { ...(wrote('А') as object), body: '', afterMs: 1000 };
      if (prompt.includes('Савол b')) return { body: '<html>502</html>' };
      if (prompt.includes('Савол c')) return { status: 500, body: 'busy' };
      return wrote('А');
    });
    const scores = await (await exam(address, { answers: 'free' })).answerChoices(task, items);
    expect(scores.map(({ failure }) => failure)).toEqual(['time-out', 'nonsense', 'refused', undefined]);
    expect(scores.map(({ chosen }) => chosen)).toEqual([-1, -1, -1, 0]);
  });

  it('stops with what to do when the server dies in the middle', async () => {
    let answered = 0;
    const address = await serve(() => {
      answered += 1;
      return answered > 1 ? 'hang up' : wrote('А');
    });
    const examinee = await exam(address, { answers: 'free', failuresInARow: 2, attempts: 1 });
    const error = await examinee.answerChoices(task, items).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MachineError);
    expect((error as MachineError).remedy).toContain('same command');
  });

  it('names a wrong model and a server that must tell probabilities and does not', async () => {
    const missing = await exam(await serve(() => ({ status: 404, body: 'no such model' })), {
      answers: 'free',
    });
    await expect(missing.answerChoices(task, items)).rejects.toThrow(BadInputError);
    const silent = await serve(() => wrote('х'));
    await expect(exam(silent, { answers: 'log-probability' })).rejects.toThrow('log-probabilities');
  });
});

import { createServer } from 'node:http';
import { z } from 'zod';
import { listenForTest } from '../../core/testing/listen.ts';

const requestSchema = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
});

/** A judge on this machine whose n-th reply a function gives, as text or as a status. */
export async function startJudge(reply: (request: number, prompt: string) => string | number) {
  const prompts: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += String(part);
    });
    request.on('end', () => {
      const { messages } = requestSchema.parse(JSON.parse(body));
      prompts.push(messages.at(-1)?.content ?? '');
      const answer = reply(prompts.length - 1, prompts.at(-1) ?? '');
      if (typeof answer === 'number') response.writeHead(answer, { 'retry-after': '0' }).end();
      else response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: answer } }] }));
    });
  });
  return { address: `${await listenForTest(server)}/v1`, model: 'judge', retryDelayMs: 1, prompts };
}

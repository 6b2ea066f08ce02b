import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

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
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { address: `http://127.0.0.1:${port}/v1`, model: 'judge', retryDelayMs: 1, prompts };
}

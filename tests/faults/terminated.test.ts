import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../scripts/soro.mjs', import.meta.url));

/** A server of the OpenAI API whose answers never end. */
const upstream = createServer((request, response) => {
  if (request.url?.endsWith('/models')) {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'endless', object: 'model' }] }));
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  const chunk = JSON.stringify({
    id: '1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'endless',
    choices: [{ index: 0, delta: { content: 'а ' }, finish_reason: null }],
  });
  const timer = setInterval(() => response.write(`data: ${chunk}\n\n`), 20);
  response.on('close', () => clearInterval(timer));
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-terminated-'));
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
});
afterAll(async () => {
  upstream.closeAllConnections();
  upstream.close();
  await rm(folder, { recursive: true, force: true });
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  '`soro serve` ends each stream with its last event on %s, and exits',
  async (signal) => {
    const { port } = upstream.address() as AddressInfo;
    const source = ['--upstream', `http://127.0.0.1:${port}/v1`];
    const data = ['--data', join(folder, signal), '--port', '0', '--no-announce'];
    const child = spawn(process.execPath, [command, 'serve', ...source, ...data], { detached: true });
    const exit = once(child, 'exit');
    const said = { text: '' };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (piece: string) => {
        said.text += piece;
      });
    try {
      await expect.poll(() => said.text, { timeout: 50_000 }).toMatch(/http:\/\/\S+:\d+/);
      const address = said.text.match(/http:\/\/(?:localhost|127\.0\.0\.1):\d+/)?.[0] ?? said.text;
      const response = await fetch(`${address}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ messages: [{ role: 'user', content: 'Ҳикоя нависед.' }], stream: true }),
      });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      for (let isAsked = false; ; ) {
        const next = await reader?.read();
        if (!next || next.done) break;
        text += next.value;
        if (isAsked || !text.includes('"content":"а')) continue;
        isAsked = true;
        // A terminal's Ctrl-C reaches every process of the group by itself.
        process.kill(signal === 'SIGINT' ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
      }
      const last = text.trimEnd().split('\n\n').at(-1) ?? '';
      expect(JSON.parse(last.replace('data: ', ''))).toMatchObject({ error: { code: 'stopping' } });
      await exit;
    } finally {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }
  },
);

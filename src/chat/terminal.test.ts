import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chatInTerminal } from './terminal.ts';
import { fakeEngine } from './testing.ts';

function collect() {
  let text = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { output, text: () => text };
}

describe('chatInTerminal', () => {
  it('answers one question and ends', async () => {
    const { output, text } = collect();
    const input = Readable.from([]);
    await chatInTerminal({ engine: fakeEngine(['Ду', 'шанбе']), input, output, prompt: 'Пойтахт?' });
    expect(text()).toBe('Душанбе\n');
  });

  it('keeps the conversation until /new and ends at /exit', async () => {
    const engine = fakeEngine(['ҳа']);
    const input = Readable.from(['як\n', 'ду\n', '/new\n', 'се\n', '/exit\n', 'чор\n']);
    await chatInTerminal({ engine, input, output: collect().output });
    expect(engine.requests.map(({ messages }) => messages.map(({ content }) => content))).toEqual([
      ['як'],
      ['як', 'ҳа', 'ду'],
      ['се'],
    ]);
  });

  it('says that old messages were left out', async () => {
    const { output, text } = collect();
    const engine = fakeEngine(['ҳа'], { droppedMessages: 2 });
    await chatInTerminal({ engine, input: Readable.from([]), output, prompt: 'а' });
    expect(text()).toContain('first 2 messages');
  });
});

import { MachineError } from '../../../core/errors.ts';

const longestEventCharacters = 1_000_000;

/**
 * The data of server-sent events, until `[DONE]` or the end. Comments and other fields are passed over.
 * @throws MachineError for an event that does not end.
 */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  let data: string[] = [];
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/u);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      if (line !== '' || data.length === 0) continue;
      const event = data.join('\n');
      data = [];
      if (event === '[DONE]') return;
      yield event;
    }
    if (rest.length > longestEventCharacters) {
      throw new MachineError({
        message: 'The other server sends an event without an end.',
        remedy: 'Look whether its address is that of an OpenAI-compatible API.',
      });
    }
  }
}

import { expect } from 'vitest';
import { chatChunk, chatCompletion, embeddingsList, modelList } from '../../src/chat/api/responses.ts';
import { eventData } from '../../src/chat/engine/upstream/event-data.ts';
import { type Servers, type SuiteResult, tryFeatures } from './suite.ts';

// Open WebUI is a program of its own and not a library. These are the requests that it sends to a connection of the
// kind "OpenAI API", written down from its documentation and behaviour: the list of models, conversations with their
// settings, the tasks that it gives a model beside them (titles, tags, follow-ups), and vectors for its documents.

const user = { role: 'user', content: 'Салом!' };
const headers = {
  'content-type': 'application/json',
  authorization: 'Bearer sk-none',
  'x-openwebui-user-name': 'Anor',
  'x-openwebui-user-id': '1',
  'x-openwebui-user-role': 'user',
};
const taskPrompt =
  '### Task:\nGenerate a concise title.\n### Output:\nJSON format: { "title": "your concise title here" }\n' +
  '<chat_history>\nUSER: Салом!\nASSISTANT: Салом\n</chat_history>';

/** The requests of Open WebUI. */
export function openWebUi({ server, withTools }: Servers): Promise<SuiteResult> {
  const post = (body: object, base = server, path = 'chat/completions') =>
    fetch(`${base}/${path}`, { method: 'POST', headers, body: JSON.stringify({ model: 'soro', ...body }) });
  const whole = async (body: object, base?: string) => {
    const response = await post({ stream: false, ...body }, base);
    expect(response.status, await response.clone().text()).toBe(200);
    return chatCompletion.parse(await response.json()).choices[0]?.message;
  };
  const streamed = async (body: object) => {
    const response = await post({ stream: true, ...body });
    expect(response.status).toBe(200);
    const chunks = [];
    for await (const data of eventData(response.body as ReadableStream<Uint8Array>)) {
      chunks.push(chatChunk.parse(JSON.parse(data)));
    }
    return chunks;
  };
  const textOf = (chunks: Awaited<ReturnType<typeof streamed>>) =>
    chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');

  return tryFeatures('(its requests)', {
    async chat() {
      expect((await whole({ messages: [{ role: 'system', content: 'Кӯтоҳ.' }, user] }))?.content).toBe(
        'Салом',
      );
    },
    async 'second-turn'() {
      const answer = { role: 'assistant', content: 'Салом' };
      expect(textOf(await streamed({ messages: [user, answer, user] }))).toBe('Салом');
    },
    async stream() {
      expect(textOf(await streamed({ messages: [user] }))).toBe('Салом');
    },
    async 'stream-usage'() {
      const chunks = await streamed({ messages: [user], stream_options: { include_usage: true } });
      expect(chunks.at(-1)?.usage?.total_tokens).toBe(12);
    },
    async several() {
      const task = { messages: [{ role: 'user', content: taskPrompt }], max_completion_tokens: 1000 };
      const answers = await Promise.all([
        whole(task),
        whole({ ...task, metadata: { task: 'tags_generation' } }),
      ]);
      expect(answers.map((one) => one?.content)).toEqual(['Салом', 'Салом']);
    },
    async parameters() {
      // The sliders of "Advanced Params", as it sends them to any connection.
      const settings = {
        temperature: 0.8,
        top_p: 0.9,
        top_k: 40,
        min_p: 0,
        max_tokens: 128,
        seed: 42,
        stop: ['</s>'],
        frequency_penalty: 0,
        presence_penalty: 0.2,
        repeat_penalty: 1.1,
        num_ctx: 2048,
        keep_alive: '5m',
        reasoning_effort: 'medium',
        user: 'Anor',
      };
      expect(textOf(await streamed({ messages: [user], ...settings }))).toBe('Салом');
    },
    async schema() {
      const json_schema = {
        name: 'city',
        schema: { type: 'object', properties: { city: { type: 'string' } } },
      };
      const answer = await whole({ messages: [user], response_format: { type: 'json_schema', json_schema } });
      expect(JSON.parse(answer?.content ?? '')).toHaveProperty('city');
    },
    async 'tools-refused'() {
      const response = await post({
        messages: [user],
        tools: [{ type: 'function', function: { name: 'f' } }],
      });
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining('does not call tools'),
      ]);
    },
    async tools() {
      const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }];
      expect((await whole({ messages: [user], tools }, withTools))?.tool_calls).toHaveLength(1);
    },
    async vectors() {
      const response = await post({ input: ['абв', 'а'] }, server, 'embeddings');
      expect(embeddingsList.parse(await response.json()).data).toHaveLength(2);
    },
    async models() {
      const list = modelList.parse(await (await fetch(`${server}/models`, { headers })).json());
      expect(list.data.map(({ id }) => id)).toEqual(['fake']);
    },
    async errors() {
      const response = await post({ messages: [user], model: 'gpt-4o' });
      expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('gpt-4o') } });
    },
  });
}

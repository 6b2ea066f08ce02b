import OpenAI, { BadRequestError, NotFoundError, RateLimitError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources';
import { expect } from 'vitest';
import { z } from 'zod';
import packageFile from '../../package.json' with { type: 'json' };
import { type Servers, type SuiteResult, tryFeatures } from './suite.ts';

const model = 'soro';
const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Салом!' }];
const city = z.object({ city: z.string(), capital: z.boolean() });
const tools: ChatCompletionTool[] = [
  {
    type: 'function',
    function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  },
];

/** OpenAI's own client for Node. */
export function openaiNode(servers: Servers): Promise<SuiteResult> {
  const client = (baseURL: string) => new OpenAI({ baseURL, apiKey: 'sk-none', maxRetries: 0 });
  const openai = client(servers.server);
  const { completions } = openai.chat;
  const textOf = async (sent: ChatCompletionMessageParam[], options: object = {}) =>
    (await completions.create({ model, messages: sent, ...options })).choices[0]?.message.content;

  return tryFeatures(packageFile.devDependencies.openai, {
    async chat() {
      expect(await textOf(messages)).toBe('Салом');
    },
    async 'second-turn'() {
      const sent = [...messages];
      for (let turn = 0; turn < 2; turn += 1) {
        const answer = (await completions.create({ model, messages: sent })).choices[0]?.message;
        if (answer) sent.push(answer, ...messages);
      }
      const format = zodResponseFormat(city, 'city');
      const parsed = await completions.parse({ model, messages: sent, response_format: format });
      if (parsed.choices[0]) sent.push(parsed.choices[0].message, ...messages);
      expect(await textOf(sent)).toBe('Салом');
    },
    async stream() {
      expect(await completions.stream({ model, messages }).finalContent()).toBe('Салом');
    },
    async 'stream-usage'() {
      const stream_options = { include_usage: true };
      const stream = completions.stream({ model, messages, stream_options });
      expect((await stream.totalUsage()).total_tokens).toBe(12);
    },
    async asynchronous() {
      expect(await Promise.all([1, 2, 3].map(() => textOf(messages)))).toEqual(['Салом', 'Салом', 'Салом']);
    },
    async several() {
      expect((await completions.create({ model, messages, n: 8 })).choices).toHaveLength(8);
    },
    async parameters() {
      const options = {
        metadata: { a: 'b' },
        store: true,
        service_tier: 'auto',
        user: 'u',
        safety_identifier: 's',
        prompt_cache_key: 'k',
        verbosity: 'low',
        reasoning_effort: 'low',
        presence_penalty: 0.5,
        frequency_penalty: 0.5,
        top_k: 40,
      };
      expect(await textOf(messages, options)).toBe('Салом');
    },
    async logprobs() {
      const answer = await completions.create({ model, messages, logprobs: true, top_logprobs: 1 });
      expect(answer.choices[0]?.logprobs?.content?.[0]?.top_logprobs[0]?.logprob).toBe(-0.25);
    },
    async schema() {
      const response_format = zodResponseFormat(city, 'city');
      const answer = await completions.parse({ model, messages, response_format });
      expect(answer.choices[0]?.message.parsed).toEqual({ city: 'Душанбе', capital: true });
    },
    async 'tools-refused'() {
      const refused = await textOf(messages, { tools }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(BadRequestError);
      expect((refused as BadRequestError).message).toContain('does not call tools');
    },
    async tools() {
      const able = client(servers.withTools).chat.completions;
      const called = (await able.create({ model, messages, tools })).choices[0]?.message;
      expect(called?.tool_calls?.[0]).toMatchObject({ function: { arguments: '{"city":"Душанбе"}' } });
      const stream = await able.stream({ model, messages, tools }).finalMessage();
      expect(stream.tool_calls?.[0]).toMatchObject({ function: { arguments: '{"city":"Душанбе"}' } });
      const result = {
        role: 'tool' as const,
        tool_call_id: called?.tool_calls?.[0]?.id ?? '',
        content: '20',
      };
      const sent = called ? [...messages, called, result] : messages;
      expect((await able.create({ model, messages: sent, tools })).choices[0]?.message.content).toBe('20°');
    },
    async text() {
      const answer = await openai.completions.create({ model, prompt: ['а', 'б'], max_tokens: 3 });
      expect(answer.choices.map((choice) => choice.text)).toEqual(['Салом', 'Салом']);
    },
    async echo() {
      const asked = { model, prompt: [[5, 6, 7]], max_tokens: 1, echo: true, logprobs: 1 };
      const answer = await openai.completions.create(asked);
      expect(answer.choices[0]?.logprobs?.token_logprobs).toEqual([null, -1, -1, -0.25]);
    },
    async vectors() {
      // The client asks for base64 by itself.
      const answer = await openai.embeddings.create({ model, input: ['абв'] });
      expect(answer.data[0]?.embedding).toEqual([3, 1]);
    },
    async models() {
      const listed = (await openai.models.list()).data.map((one) => one.id);
      expect(listed).toEqual([(await openai.models.retrieve(model)).id]);
    },
    async errors() {
      await expect(textOf(messages, { model: 'gpt' })).rejects.toThrow(NotFoundError);
      await expect(textOf(messages, { tempurature: 1 })).rejects.toThrow(BadRequestError);
      const busy = client(servers.busy).chat.completions.create({ model, messages });
      const error = await busy.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(RateLimitError);
      expect((error as RateLimitError).code).toBe('rate_limit_exceeded');
      expect((error as RateLimitError).headers?.get('retry-after')).toBe('1');
    },
  });
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../src/chat/index.ts';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { exampleQuestions } from '../../web/src/language/messages/tg.ts';

/** What an answer to an example of the first page must say. */
const right: Readonly<Record<string, RegExp>> = {
  'Салом, Соро!': /салом|ассалом|хайр/iu,
  'Душанбе пойтахти кадом кишвар аст?': /Тоҷикистон/u,
  'Бо ҳарфҳои тоҷикӣ навис: Точикистон': /Тоҷикистон/u,
};
const times = 8;

describe('the example questions of the first page', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ modelFile: await assembleEmbeddedModel(), contextSizeTokens: 1024 });
  }, 120_000);
  afterAll(() => engine?.close());

  const answer = async (question: string, owner: string) => {
    let text = '';
    const request = { messages: [{ role: 'user' as const, content: question }], maximumTokens: 64 };
    for await (const event of engine.generate(request, { owner })) {
      if (event.type === 'text-delta') text += event.text;
    }
    return text;
  };

  it.each(exampleQuestions)(
    'is answered rightly each time: %s',
    async (question) => {
      const answers = await Promise.all(
        Array.from({ length: times }, (_, index) => answer(question, `pupil ${index}`)),
      );
      for (const one of answers) expect(one).toMatch(right[question] ?? /^no test/u);
    },
    120_000,
  );
});

import { afterAll, describe, expect, it } from 'vitest';
import { openLibrary } from '../../library/index.ts';
import { answerQuestion } from '../answer-question.ts';
import { knowledgeOf } from '../knowledge.ts';

const library = openLibrary(':memory:');
afterAll(() => library.close());

const ask = (content: string) =>
  answerQuestion([{ role: 'user', content }], {
    knowledge: knowledgeOf(library),
    clock: undefined,
    options: {},
  }).outcome;

describe('answers about a topic', () => {
  it('put the definitions of two terms side by side, each with its page', () => {
    const outcome = ask('Фотосинтез ва демократия чӣ фарқ доранд?');
    expect(outcome?.kind).toBe('book');
    expect(outcome?.text).toMatch(/^• .*фотосинтез: .*\[1\]\n• .*демократия: .*\[2\]$/iu);
    expect(outcome?.citations).toHaveLength(2);
  });

  it('are the first sentences of its article, word for word, as many as were asked for', () => {
    const { text = '', citations = [] } = ask('Дар бораи Наврӯз ду ҷумла нависед.') ?? {};
    const [citation] = citations;
    expect(text.replace(/ \[1\]$/u, '')).toBe(citation?.quote.replace(/\s*\n+\s*/gu, ' '));
    expect(citation?.quote.match(/[.!?](?=\s|$)/gu)).toHaveLength(2);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChatEvent, type Citation, fakeEngine } from '../../chat/index.ts';
import { markSentence, ownMark, readPassages, withPassages } from './read-passages.ts';

const citation = (number: number, quote: string): Citation => ({
  number,
  book: { id: 'a', title: 'География', fileName: 'g.pdf' },
  section: [],
  page: 1,
  pdfPage: 1,
  printedPage: '1',
  start: 0,
  end: quote.length,
  quote,
  highlights: [],
});
const passages = [
  citation(1, 'Дарёи Вахш аз пиряхҳо об мегирад ва 524 километр дарозӣ дорад.'),
  citation(2, 'Сарез соли 1911 пас аз заминларза ба вуҷуд омад.'),
];
const request = { messages: [{ role: 'user' as const, content: 'Сарез кай ба вуҷуд омад?' }] };

async function read(pieces: readonly string[]): Promise<{ events: ChatEvent[]; text: string }> {
  const events = await Array.fromAsync(readPassages(fakeEngine(pieces), request, passages, {}));
  const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
  return { events, text };
}

describe('reading passages', () => {
  it('puts the passages, numbered, before the question and keeps a system message', () => {
    const given = withPassages(
      { messages: [{ role: 'system', content: 'Кӯтоҳ.' }, ...request.messages] },
      passages,
    );
    expect(given.messages).toHaveLength(2);
    expect(given.messages[0]?.content).toMatch(
      /^Кӯтоҳ\.\n[\s\S]*\n\[1\] Дарёи Вахш[\s\S]*\n\[2\] Сарез соли 1911/u,
    );
    expect(given.messages[1]).toEqual(request.messages[0]);
  });

  it('numbers what a passage says and marks the rest', async () => {
    const { text, events } = await read([
      'Сарез соли 1911 пас аз замин',
      'ларза ба вуҷуд омад [1]. Он дар По',
      'мир аст.',
    ]);
    expect(text).toBe(`Сарез соли 1911 пас аз заминларза ба вуҷуд омад. [2] Он дар Помир аст. ${ownMark}`);
    expect(events[0]).toMatchObject({ type: 'grounding', grounding: { kind: 'own', isModel: true } });
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  it('marks a number of the other passage and a number that the model gave by itself', () => {
    expect(markSentence('Сарез соли 524 пас аз заминларза ба вуҷуд омад [2].', passages)).toContain(ownMark);
    expect(markSentence('Дарёи Вахш 1911 километр дарозӣ дорад [1].', passages)).toContain(ownMark);
  });

  it('tells the same however the answer was cut into pieces', async () => {
    const answer =
      'Дарёи Вахш аз пиряхҳо об мегирад ва 524 километр дарозӣ дорад. Ман инро медонам! Сарез соли 1911 ба вуҷуд омад.';
    const whole = await read([answer]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: answer.length - 1 }), { maxLength: 8 }),
        async (cuts) => {
          const places = [0, ...cuts.toSorted((one, other) => one - other), answer.length];
          const pieces = places.slice(1).map((end, at) => answer.slice(places[at], end));
          expect((await read(pieces)).text).toBe(whole.text);
        },
      ),
      { numRuns: 60 },
    );
  });
});

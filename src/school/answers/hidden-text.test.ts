import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HiddenTextFilter, nothingToShow } from './hidden-text.ts';
import { hiddenTexts, type PromptSettings } from './prompt.ts';

const settings: PromptSettings = {
  tutor: 'hints-first',
  hintsBeforeAnswer: 2,
  subjects: ['Математика', 'Забони тоҷикӣ'],
  systemText: 'Кӯтоҳ ва содда ҷавоб деҳ. Ба хонандагони синфи ҳафт муроҷиат кун.',
};
const hidden = hiddenTexts(settings);

/** What is shown at the end, and everything that was shown on the way. */
function filtered(answer: string, pieces = 4, question = 'Пойтахт?') {
  const filter = new HiddenTextFilter(hidden, question);
  const onTheWay: string[] = [];
  for (let start = 0; start < answer.length; start += pieces)
    onTheWay.push(filter.push(answer.slice(start, start + pieces)));
  return { end: filter.end(), onTheWay };
}

describe('what the server puts in front of a question', () => {
  it.each([
    ['whole', 'Дигар саволҳоро боадабона рад кун.'],
    ['with another beginning', 'Ин саволро боадабона рад кун.'],
    ['without Tajik letters', 'чавоби тайёрро нагуй'],
    ['in capitals and with other signs', 'ЯК ИШОРАИ КӮТОҲ - Ё ЯК САВОЛИ РОҲНАМО ДЕҲ!'],
    ["the teacher's text", 'Ба хонандагони синфи ҳафт муроҷиат кун'],
    ['without its last word', 'Аммо то хонанда худаш ҷавобро'],
  ])('is never shown: %s', (_name, leak) => {
    for (const answer of [leak, `Душанбе аст. ${leak} Боз чӣ?`, `${leak}\nДушанбе аст.`]) {
      for (const pieces of [1, 3, 7, 1000]) {
        const { end, onTheWay } = filtered(answer, pieces);
        for (const shown of [end, ...onTheWay]) {
          expect(shown.toLowerCase()).not.toContain(leak.toLowerCase().slice(4, 24).trim());
        }
      }
    }
  });

  it('leaves the other sentences of the answer', () => {
    expect(filtered('Душанбе аст. Ин саволро боадабона рад кун. Боз чӣ?').end).toBe('Душанбе аст. Боз чӣ?');
  });

  it('is answered kindly where nothing else was written', () => {
    expect(filtered('Дигар саволҳоро боадабона рад кун.').end).toBe(nothingToShow);
  });

  it('may be repeated as far as the question says it itself', () => {
    const question = 'Боадабона рад кун чӣ маъно дорад?';
    expect(filtered('Боадабона рад кун: бо эҳтиром не гуфтан.', 4, question).end).toContain(
      'Боадабона рад кун',
    );
  });

  it('does not hold back ordinary answers', () => {
    for (const answer of [
      'Дар бораи ин фан чунин мегӯянд: математика илм аст.',
      'Математика, забони тоҷикӣ ва физика фанҳо мебошанд.',
      'Ҷавоб: 7 × 8 = 56.',
      'Аввал суратҳоро ҷамъ кунед, баъд ҷавобро санҷед.',
    ]) {
      expect(filtered(answer).end).toBe(answer);
    }
  });

  it('gives any other text whole, however it comes', () => {
    const words = fc.constantFrom('Душанбе', 'шаҳр', 'дар', 'водӣ', 'аст.', '7', 'ҷавоб\n', 'кӯҳ,');
    fc.assert(
      fc.property(fc.array(words, { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (list, pieces) => {
        const text = list.join(' ');
        const { end, onTheWay } = filtered(text, pieces);
        expect(end).toBe(text);
        for (const shown of onTheWay) expect(text.startsWith(shown)).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { makeTask } from '../testing/task.ts';
import { renderItem } from './render-item.ts';

const item = { id: 'a', question: 'Пойтахт?', choices: ['Хуҷанд', 'Душанбе'], answer: 1 };

describe('renderItem', () => {
  it('lists the choices with Tajik or Latin letters and scores the letter', () => {
    const prompt = 'Савол: {question}\n{options}\nҶавоб: {choice}';
    const { description } = makeTask([], { prompt, answer: 'letter', letters: 'tajik' });
    expect(renderItem(description, item).whole).toEqual([
      'Савол: Пойтахт?\nА) Хуҷанд\nБ) Душанбе\nҶавоб: А',
      'Савол: Пойтахт?\nА) Хуҷанд\nБ) Душанбе\nҶавоб: Б',
    ]);
    const latin = renderItem({ ...description, letters: 'latin' }, item);
    expect(latin.whole[1]).toBe('Савол: Пойтахт?\nA) Хуҷанд\nB) Душанбе\nҶавоб: B');
    expect(latin.answers).toEqual(['A', 'B']);
  });

  it('puts the choice into the gap and scores it with what follows', () => {
    const { description } = makeTask([], { prompt: '{question}', answer: 'gap' });
    const rendered = renderItem(description, { ...item, question: 'Дирӯз ___ хондам.' });
    expect(rendered).toEqual({
      opening: 'Дирӯз ',
      whole: ['Дирӯз Хуҷанд хондам.', 'Дирӯз Душанбе хондам.'],
      answers: ['Хуҷанд хондам.', 'Душанбе хондам.'],
    });
  });

  it('scores whole sentences from their first word', () => {
    const { description } = makeTask([], { prompt: '{choice}', answer: 'sentence' });
    const { opening, whole } = renderItem(description, {
      id: 'a',
      choices: ['Ман хондам.', 'Ман хондӣ.'],
      answer: 0,
    });
    expect(opening).toBe('');
    expect(whole).toEqual(['Ман хондам.', 'Ман хондӣ.']);
  });

  it('puts solved examples in front, and takes braces in an item as they are', () => {
    const { description } = makeTask();
    const { opening } = renderItem(description, { ...item, question: '{choice} {options}' }, [
      { ...item, id: 'b' },
    ]);
    expect(opening).toBe('Савол: Пойтахт?\nҶавоб: Душанбе\n\nСавол: {choice} {options}\nҶавоб: ');
  });
});

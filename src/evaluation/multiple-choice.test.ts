import { describe, expect, it } from 'vitest';
import { BadInputError } from '../core/errors.ts';
import { baselines, scoreItem } from './multiple-choice.ts';
import type { TaskItem } from './task.ts';
import { fakeScorer } from './testing/fake-scorer.ts';
import { makeTask } from './testing/task.ts';

const signal = new AbortController().signal;
const task = makeTask();
const item: TaskItem = {
  id: 'c1',
  question: 'Пойтахти Тоҷикистон?',
  choices: ['Тошканд', 'Душанбе', 'Алмато'],
  answer: 1,
};

describe('scoreItem', () => {
  it('chooses the choice of the highest log-probability', async () => {
    const scorer = fakeScorer((character) => ('Душанбе'.includes(character) ? -0.1 : -2));
    const score = await scoreItem(scorer, task, item, signal);
    expect(score.chosen).toBe(1);
    expect(score.logProbabilities[1]).toBeCloseTo(-0.7, 9);
    expect(scorer.calls[0]).toEqual({
      prefix: 'Савол: Пойтахти Тоҷикистон?\nҶавоб: ',
      continuation: 'Тошканд',
    });
  });

  it('does not let a short choice win by its length when scored by characters', async () => {
    const choices = ['ҳа', 'дарозтарин'];
    const scorer = fakeScorer((character) => ('ҳа'.includes(character) ? -1 : -0.5));
    const score = await scoreItem(scorer, task, { ...item, choices }, signal);
    expect(score.chosen).toBe(0);
    expect(score.chosenByCharacters).toBe(1);
  });

  it('compares all choices after the same tokens when a choice joins the end of the question', async () => {
    const scorer = fakeScorer(() => -1);
    const plain = scorer.tokenise;
    // Like a real tokeniser: the space belongs to the word after it.
    scorer.tokenise = (text) => plain(text.replace(/ (?=[А-Я])/gu, '▁'));
    await scoreItem(scorer, task, item, signal);
    expect(new Set(scorer.calls.map(({ prefix }) => prefix))).toEqual(
      new Set(['Савол:▁Пойтахти▁Тоҷикистон?\nҶавоб:']),
    );
    expect(scorer.calls.map(({ continuation }) => continuation)).toEqual(['▁Тошканд', '▁Душанбе', '▁Алмато']);
  });

  it('counts what of a question does not fit, and keeps its end', async () => {
    const scorer = fakeScorer(() => -1, 20);
    const { truncatedTokens } = await scoreItem(scorer, task, item, signal);
    expect(truncatedTokens).toBe('Савол: Пойтахти Тоҷикистон?\nҶавоб: '.length - 12);
    expect(scorer.calls[0]?.prefix.endsWith('\nҶавоб: ')).toBe(true);
  });

  it('refuses a choice that is longer than the context', async () => {
    await expect(
      scoreItem(
        fakeScorer(() => -1, 5),
        task,
        item,
        signal,
      ),
    ).rejects.toThrow(BadInputError);
  });
});

describe('baselines', () => {
  it('gives the accuracy of guessing and of the most frequent position', () => {
    const items = [item, { ...item, answer: 1 }, { ...item, answer: 0, choices: ['а', 'б'] }];
    expect(baselines(items).random).toBeCloseTo((1 / 3 + 1 / 3 + 1 / 2) / 3, 12);
    expect(baselines(items).majority).toBeCloseTo(2 / 3, 12);
  });
});

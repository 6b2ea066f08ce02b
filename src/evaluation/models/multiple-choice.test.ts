import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import type { TaskItem } from '../tasks/task.ts';
import { type FakeScorer, fakeScorer } from '../testing/fake-scorer.ts';
import { makeTask } from '../testing/task.ts';
import { baselines, type ChoiceScore, scoreItems } from './multiple-choice.ts';

const task = makeTask();
const item: TaskItem = {
  id: 'c1',
  question: 'Пойтахти Тоҷикистон?',
  choices: ['Тошканд', 'Душанбе', 'Алмато'],
  answer: 1,
};

/** The score of one item. */
async function score(scorer: FakeScorer, one: TaskItem = item, asked = task): Promise<ChoiceScore> {
  const [found] = await scoreItems(scorer, asked, [one]);
  if (!found) throw new Error('no score');
  return found;
}

describe('scoreItems', () => {
  it('chooses the choice of the highest log-probability', async () => {
    const scorer = fakeScorer((character) => ('Душанбе'.includes(character) ? -0.1 : -2));
    const found = await score(scorer);
    expect(found.chosen).toBe(1);
    expect(found.logProbabilities[1]).toBeCloseTo(-0.7, 9);
    expect(scorer.calls[0]).toEqual({
      prefix: 'Савол: Пойтахти Тоҷикистон?\nҶавоб: ',
      continuation: 'Тошканд',
    });
  });

  it('does not let a short choice win by its length when scored by characters', async () => {
    const choices = ['ҳа', 'дарозтарин'];
    const scorer = fakeScorer((character) => ('ҳа'.includes(character) ? -1 : -0.5));
    const found = await score(scorer, { ...item, choices });
    expect(found.chosen).toBe(0);
    expect(found.chosenByCharacters).toBe(1);
    expect(found.chosenByBytes).toBe(1);
  });

  it('compares all choices after the same tokens when a choice joins the end of the question', async () => {
    // Like a real tokeniser: the space belongs to the word after it.
    const tokenise = (text: string) => text.replace(/ (?=[А-Я])/gu, '▁');
    const scorer = fakeScorer(() => -1, { tokenise });
    await score(scorer);
    expect(new Set(scorer.calls.map(({ prefix }) => prefix))).toEqual(
      new Set(['Савол:▁Пойтахти▁Тоҷикистон?\nҶавоб:']),
    );
    expect(scorer.calls.map(({ continuation }) => continuation)).toEqual(['▁Тошканд', '▁Душанбе', '▁Алмато']);
  });

  it('counts what of a question does not fit, and keeps its end', async () => {
    const scorer = fakeScorer(() => -1, { contextTokens: 20 });
    const { truncatedTokens } = await score(scorer);
    expect(truncatedTokens).toBe('Савол: Пойтахти Тоҷикистон?\nҶавоб: '.length - 12);
    expect(scorer.calls[0]?.prefix.endsWith('\nҶавоб: ')).toBe(true);
  });

  it('refuses a choice that is longer than the context', async () => {
    await expect(score(fakeScorer(() => -1, { contextTokens: 5 }))).rejects.toThrow(BadInputError);
  });

  it('asks a letter task with the letters of both alphabets, and keeps them apart', async () => {
    const letters = makeTask([], {
      prompt: '{question}\n{options}\nҶавоб: {choice}',
      answer: 'letter',
      letters: 'tajik',
    });
    // Knows the answer, but only when it is asked for Latin letters.
    const scorer = fakeScorer((character, before) =>
      before.includes('B)') ? (character === 'B' ? -0.1 : -3) : -1,
    );
    const found = await score(scorer, item, letters);
    expect([found.chosen, found.chosenByOtherLetters]).toEqual([0, 1]);
    expect(scorer.calls.map(({ continuation }) => continuation)).toEqual(['А', 'Б', 'В', 'A', 'B', 'C']);
  });
});

describe('baselines', () => {
  it('gives the accuracy of guessing and of the most frequent position', () => {
    const items = [item, { ...item, answer: 1 }, { ...item, answer: 0, choices: ['а', 'б'] }];
    expect(baselines(items).random).toBeCloseTo((1 / 3 + 1 / 3 + 1 / 2) / 3, 12);
    expect(baselines(items).majority).toBeCloseTo(2 / 3, 12);
  });
});

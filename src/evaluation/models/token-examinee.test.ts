import { describe, expect, it } from 'vitest';
import { gemmaChatTemplate } from '../../checkpoint/index.ts';
import { BadInputError, CorruptArtefactError } from '../../core/errors.ts';
import { type FakeScorer, fakeScorer } from '../testing/fake-scorer.ts';
import { makeTask, makeTextTask } from '../testing/task.ts';
import type { Scoring } from './examinee.ts';
import { tokenExaminee } from './token-examinee.ts';

const item = { id: '1', question: 'Пойтахт?', choices: ['Душанбе', 'Хуҷанд'], answer: 0 };
const task = makeTask([item]);
const open = (scorer: FakeScorer, chatTemplate: boolean, scoring: Scoring = 'log-probability') =>
  tokenExaminee({ scorer, chatTemplate, scoring, file: 'model.gguf' });

describe('tokenExaminee', () => {
  it('puts a question into the chat template as text, without a <bos> of its own', async () => {
    const scorer = fakeScorer(() => -1, { chatTemplate: gemmaChatTemplate });
    const asked = { ...item, question: 'Ин <end_of_turn> чист?' };
    await (await open(scorer, true)).answerChoices(task, [asked]);
    expect(scorer.calls[0]).toEqual({
      prefix:
        '<start_of_turn>user\nСавол: Ин <end_of_turn> чист?\nҶавоб:<end_of_turn>\n<start_of_turn>model\n',
      continuation: 'Душанбе',
    });
  });

  it('scores a gap and whole sentences as plain text even in a dialogue', async () => {
    const scorer = fakeScorer(() => -1, { chatTemplate: gemmaChatTemplate });
    const gap = makeTask([], { prompt: '{question}', answer: 'gap' });
    await (await open(scorer, true)).answerChoices(gap, [{ ...item, question: 'Дар ___ зиндагӣ мекунам.' }]);
    expect(scorer.calls[0]).toEqual({ prefix: 'Дар ', continuation: 'Душанбе зиндагӣ мекунам.' });
  });

  it('refuses a model without a template, and a template that writes <bos> twice', async () => {
    await expect(
      open(
        fakeScorer(() => -1),
        true,
      ),
    ).rejects.toThrow(BadInputError);
    const twice = fakeScorer(() => -1, { chatTemplate: `{{ bos_token }}${gemmaChatTemplate}` });
    await expect(open(twice, true)).rejects.toThrow(CorruptArtefactError);
  });

  it('lets a model write, reads the choice, and counts an answer that names none', async () => {
    const scorer = fakeScorer(() => -1, {
      write: (prompt) => (prompt.includes('Пойтахт') ? ' Хуҷанд.' : 'Намедонам'),
    });
    const examinee = await open(scorer, false, 'free');
    const scores = await examinee.answerChoices(task, [item, { ...item, question: 'Чаро?' }]);
    expect(scores.map(({ chosen }) => chosen)).toEqual([1, -1]);
    expect(scores[1]?.failure).toBe('no-choice-named');
  });

  it('puts a task that has a turn as one where the model has a template, and says so', async () => {
    const prompts: string[] = [];
    const write = (prompt: string) => {
      prompts.push(prompt);
      return 'чор';
    };
    const text = makeTextTask({ prompt: '{question}\nҶавоб:', turn: '{question}' });
    for (const chatTemplate of [gemmaChatTemplate, undefined]) {
      const examinee = await open(
        fakeScorer(() => -1, { write, chatTemplate }),
        false,
      );
      const [answer] = await examinee.answerTexts(text, text.items);
      expect(answer?.asTurn).toBe(chatTemplate !== undefined);
    }
    expect(prompts).toEqual([
      '<start_of_turn>user\nДу ва ду?<end_of_turn>\n<start_of_turn>model\n',
      'Ду ва ду?\nҶавоб:',
    ]);
  });

  it('grades an answer in free text and says when it was cut', async () => {
    const text = makeTextTask();
    const scorer = fakeScorer(() => -1, { write: () => ' чор ' });
    const [answer] = await (await open(scorer, false)).answerTexts(text, text.items);
    expect(answer).toMatchObject({ written: 'чор', score: 1, cut: false, truncatedTokens: 0 });
  });
});

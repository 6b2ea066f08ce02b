import { describe, expect, it } from 'vitest';
import { MachineError } from '../../core/errors.ts';
import { checkForm } from './check-form.ts';
import { type Examinee, examine, examQuestions } from './exam.ts';

const signal = new AbortController().signal;
const good = 'Дарахтон ҳаворо тоза мекунанд ва ба одамон мева медиҳанд.';

function examinee(answer: (question: string) => string): () => Promise<Examinee> {
  return async () => ({
    answer: async (question) => ({ text: answer(question), tokens: 10 }),
    close: async () => {},
  });
}

describe('the exam', () => {
  it('is passed with Tajik answers', async () => {
    const report = await examine(
      examinee(() => good),
      signal,
    );
    expect(report).toMatchObject({ passed: true, reasons: [] });
    expect(report.answers).toHaveLength(examQuestions.length);
  });

  it.each([
    ['nothing', '', 'are empty'],
    ['Russian', 'Деревья очищают воздух и дают людям плоды, тень и древесину.', 'not in Tajik'],
    ['English', 'Trees clean the air and give people fruit, shade and wood.', 'not in Tajik'],
    ['noise', 'wq zzx 9 qpl ;; xkcd lrm qqq', 'not in Tajik'],
    ['a circle', 'ва ин хеле хуб аст '.repeat(8), 'repeat themselves'],
  ])('is failed with %s', async (_what, text, reason) => {
    const report = await examine(
      examinee(() => text),
      signal,
    );
    expect(report.passed).toBe(false);
    expect(report.reasons.join()).toContain(reason);
  });

  it('forgives two poor answers of six', async () => {
    const poor = (count: number, text: string) => (question: string) =>
      examQuestions.indexOf(question) < count ? text : good;
    expect((await examine(examinee(poor(2, 'Hello, how are you today?')), signal)).passed).toBe(true);
    expect((await examine(examinee(poor(3, 'Hello, how are you today?')), signal)).passed).toBe(false);
    expect((await examine(examinee(poor(3, ' ')), signal)).passed).toBe(false);
  });

  it('is failed by a model that does not start, or stops', async () => {
    const error = new MachineError({ message: 'No memory.', remedy: 'x' });
    const dead = await examine(() => Promise.reject(error), signal);
    expect(dead.reasons).toEqual(['it does not start: No memory.']);
    const stops = await examine(
      examinee(() => {
        throw error;
      }),
      signal,
    );
    expect(stops.reasons).toEqual(['it stopped while it answered: No memory.']);
  });

  it('takes a list for no circle', () => {
    expect(
      checkForm('1. Китоб хонед. 2. Дафтар нависед. 3. Ба мактаб равед. 4. Ба муаллим гӯш диҳед.'),
    ).toEqual({
      fault: null,
    });
  });
});

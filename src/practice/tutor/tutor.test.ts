import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Item, itemSchema } from '../items/item.ts';
import { arbitraryItem } from '../testing/arbitrary-items.ts';
import { tutorConversation } from './conversation.ts';
import { guardOf } from './filter/guard.ts';
import { readSentences } from './sentences.ts';
import { beginTutor, tutorOutcome, tutorStateSchema } from './state.ts';
import { stepTutor } from './step.ts';
import { taskOfItem, taskOfText } from './task.ts';

const item = (fields: object): Item =>
  itemSchema.parse({
    id: 'one',
    version: 1,
    status: 'approved',
    subject: 'Физика',
    grade: 8,
    topic: null,
    source: { book: 'Физика 8', section: 'Ҷараён', page: '41', sentence: null },
    author: 'test',
    question: 'Аз сим дар 10 с 30 Кл заряд гузашт. Қувваи ҷараён чанд аст?',
    why: 'I = q : t = 30 : 10 = 3 А.',
    kind: 'number',
    answer: 3,
    unit: 'А',
    tolerance: 0,
    ...fields,
  });

function walk(task: ReturnType<typeof taskOfItem>, messages: readonly string[]) {
  let state = beginTutor(task);
  return messages.map((message) => {
    const reply = stepTutor(state, task, message);
    state = reply.state;
    return reply;
  });
}

const anyItem = fc
  .constantFrom('single-choice', 'several-right', 'matching', 'order', 'number', 'short-text', 'gap' as const)
  .chain((kind) => arbitraryItem(kind));

describe('the tutor', () => {
  it('goes from diagnosis over three hints to the answer, and calls that not known', () => {
    const replies = walk(taskOfItem(item({})), ['-3', '300', '40', '0,3']);
    expect(replies.map(({ fault }) => fault)).toEqual([
      'sign',
      'factor-of-ten',
      'operation',
      'factor-of-ten',
    ]);
    expect(replies[0]?.text).toContain('Физика 8');
    expect(replies[1]?.text).toContain('30 : 10 = ___');
    expect(replies[3]?.turn).toBe('revealed');
    expect(replies[3]?.text).toContain('3 А');
    expect(replies.map(({ state }) => tutorOutcome(state))).toEqual([
      undefined,
      undefined,
      undefined,
      'not-known',
    ]);
  });

  it('shows a worked example of the same kind with other numbers', () => {
    const task = taskOfText('15 фоизи 240 чанд аст?');
    if (task === undefined) throw new Error('no task');
    const [, , third] = walk(task, ['3600', '2,4', '50']);
    expect(third?.text).toContain('Масъалаи монанд');
    expect(third?.text).not.toMatch(/(?<!\d)36(?!\d)/u);
  });

  it('gives one hint to somebody who does not know, and no more for begging', () => {
    const replies = walk(taskOfItem(item({})), ['намедонам', 'ҷавобро гӯй', 'маслиҳат', 'ответ']);
    expect(replies.map(({ state }) => state.hints)).toEqual([1, 1, 1, 1]);
    expect(replies.at(-1)?.state.attempts).toBe(0);
  });

  it('does not count an answer twice, nor what it cannot read', () => {
    const replies = walk(taskOfItem(item({})), ['40', '40', '40 ё 3', '???']);
    expect(replies.map(({ turn }) => turn)).toEqual(['wrong', 'same', 'not-read', 'not-read']);
    expect(replies.at(-1)?.state.attempts).toBe(1);
  });

  it('praises a right answer and says whether it came without help', () => {
    const task = taskOfItem(item({}));
    const alone = walk(task, ['3 А']).at(-1);
    const helped = walk(task, ['30', 'се']).at(-1);
    expect(alone && tutorOutcome(alone.state)).toBe('known');
    expect(helped && tutorOutcome(helped.state)).toBe('with-help');
  });

  it('closes without the answer where the teacher wants it so', () => {
    const task = taskOfItem(item({}));
    const state = beginTutor(task, { attempts: 1, reveals: false });
    const reply = stepTutor(state, task, '7');
    expect(reply.turn).toBe('closed');
    expect(guardOf(task.item).leaks(reply.text)).toBe(false);
  });

  it('has a state that can be kept and read again', () => {
    const [reply] = walk(taskOfItem(item({})), ['40']);
    expect(tutorStateSchema.parse(JSON.parse(JSON.stringify(reply?.state)))).toEqual(reply?.state);
  });

  it('never lets its guard pass before the answer is due, whatever is typed', () => {
    fc.assert(
      fc.property(
        anyItem,
        fc.array(fc.oneof(fc.string(), fc.constantFrom('намедонам', '1', 'A', 'ҷавоб?')), { maxLength: 5 }),
        (one, messages) => {
          const task = taskOfItem(one);
          for (const { state, text, turn } of walk(task, messages)) {
            if (state.phase === 'trying' && turn !== 'over') expect(guardOf(one).leaks(text)).toBe(false);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('works in a chat from the messages alone, for tasks that a tool solves', () => {
    const task = 'Мошин 180 км-ро дар 3 соат тай кард. Суръаташ чанд аст?';
    expect(tutorConversation(['Салом!'])).toBeUndefined();
    expect(tutorConversation([task])).toBe(readSentences().talk.start);
    expect(tutorConversation([task, '540'])).toContain(readSentences().faults.operation);
    expect(tutorConversation([task, '540', '60 км/соат'])).toContain('Дуруст');
    expect(tutorConversation([task, '60', 'раҳмат'])).toBeUndefined();
  });
});

describe('the guard', () => {
  const number = guardOf(item({ answer: 1500, unit: 'м' }));

  it('knows a number in digits, words, other units and scripts', () => {
    for (const text of [
      '1500',
      '1 500 м',
      '1.500',
      '1,5 км',
      'ҳазору панҷсад',
      'хазору панчсад',
      'hazoru panjsad',
      'MD',
      '150000 см',
    ])
      expect([text, number.leaks(text)]).toEqual([text, true]);
    for (const text of ['150 м', '15 000', 'панҷсад'])
      expect([text, number.leaks(text)]).toEqual([text, false]);
  });

  it('knows a word by stem, synonym and without Tajik letters', () => {
    const { answer, unit, tolerance, ...rest } = item({}) as Extract<Item, { kind: 'number' }>;
    expect([answer, unit, tolerance]).toEqual([3, 'А', 0]);
    const guard = guardOf(itemSchema.parse({ ...rest, kind: 'short-text', answers: ['хомӯшак'] }));
    for (const text of ['хомӯшакҳо', 'аз хомушаки', 'homushak', 'пашша'])
      expect([text, guard.leaks(text)]).toEqual([text, true]);
    expect(guard.blank('Вараҷаро хомӯшак мегузаронад.')).toBe('Вараҷаро ___ мегузаронад.');
  });
});

describe('the sentences', () => {
  it('are refused with the key that is missing', () => {
    const file = new URL('./data/siblings.yaml', import.meta.url).pathname;
    expect(() => readSentences(file)).toThrow(/author|understood/);
  });
});

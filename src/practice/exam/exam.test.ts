import { describe, expect, it } from 'vitest';
import { readStarterItems } from '../starter/read-starter-items.ts';
import { readBlueprint } from './blueprint.ts';
import { drawExam, questionsOf } from './draw.ts';
import { gradeResponses, readResponses } from './grade-responses.ts';
import { papersSchema, writePapers } from './paper-file.ts';
import { printPaper } from './print.ts';

const { items } = readStarterItems();
const blueprint = readBlueprint();
const papers = drawExam(blueprint, items, { seed: 'one', variants: 2 });
const [paper] = papers;
if (paper === undefined) throw new Error('no paper');

describe('an exam', () => {
  it('has as many questions of each kind as its file says, none twice', () => {
    const questions = questionsOf(paper);
    expect(questions).toHaveLength(80);
    expect(new Set(questions.map(({ item }) => item.id)).size).toBe(80);
    for (const section of paper.sections)
      for (const { part, items: those } of section.parts) expect(those).toHaveLength(part.count);
  });

  it('is the same for the same seed and another for another', () => {
    expect(drawExam(blueprint, items, { seed: 'one', variants: 2 })).toEqual(papers);
    expect(drawExam(blueprint, items, { seed: 'two', variants: 1 })[0]).not.toEqual(paper);
  });

  it('has variants with the same questions in other orders, with keys that fit', () => {
    const [first, second] = papers.map((one) => new Map(questionsOf(one).map(({ item }) => [item.id, item])));
    expect([...(second?.keys() ?? [])].sort()).toEqual([...(first?.keys() ?? [])].sort());
    for (const [id, item] of second ?? []) {
      const original = items.find((one) => one.id === id);
      if (item.kind === 'single-choice' && original?.kind === 'single-choice')
        expect(item.options[item.answer]).toBe(original.options[original.answer]);
    }
  });

  it('says which section is short of which questions', () => {
    const few = items.filter(({ subject, kind }) => subject !== 'Таърих' || kind !== 'matching');
    expect(() => drawExam(blueprint, few, { seed: 'one', variants: 1 })).toThrow(
      /Таърих.*matching; there are 0/,
    );
  });

  it('comes back from its file and prints without the key where that is wanted', () => {
    expect(papersSchema.parse(JSON.parse(writePapers(papers))).papers).toEqual(papers);
    expect(printPaper(paper, false)).not.toContain('Калид');
    expect(printPaper(paper, true)).toContain('Калид');
  });

  it('is graded from a table by variant; without published points none are counted', () => {
    const table = papers.map((one) => {
      const right = questionsOf(one).map(({ item }) =>
        item.kind === 'single-choice'
          ? 'ABCD'[item.answer]
          : item.kind === 'matching'
            ? item.answer.map((place, left) => `${left + 1}-${'ABCDEFGHIJ'[place]}`).join(' ')
            : item.kind === 'number'
              ? String(item.answer).replace('.', ',')
              : 'answers' in item
                ? item.answers[0]
                : '',
      );
      return [`хонанда ${one.variant}`, one.variant, ...right].map((cell) => `"${cell}"`).join(',');
    });
    const head = ['pupil', 'variant', ...questionsOf(paper).map(({ number }) => String(number))].join(',');
    const results = gradeResponses(
      papers,
      readResponses([head, ...table].join('\n'), 'answers.csv'),
      'answers.csv',
    );
    expect(results.flatMap(({ sections }) => sections.map(({ right, points }) => [right, points]))).toEqual(
      Array(8).fill([20, null]),
    );
    expect(() =>
      gradeResponses(papers, [{ pupil: 'x', variant: 'Z', answers: new Map() }], 'answers.csv'),
    ).toThrow(/variant "Z"/);
    expect(() => readResponses('name,1\nx,A', 'answers.csv')).toThrow(/pupil and variant/);
  });
});

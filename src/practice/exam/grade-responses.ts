import { parse } from 'csv-parse/sync';
import { BadInputError } from '../../core/errors.ts';
import { gradeTyped } from '../grading/grade-typed.ts';
import { type Paper, questionsOf } from './draw.ts';

/** One pupil's answers to one variant: what was typed, by the number of the question. */
export interface Response {
  readonly pupil: string;
  readonly variant: string;
  readonly answers: ReadonlyMap<number, string>;
}

/** How many are right in a section. Points are null where the exam file gives none for one of its parts. */
export interface SectionResult {
  readonly section: string;
  readonly questions: number;
  readonly right: number;
  readonly points: number | null;
}

export interface ExamResult {
  readonly pupil: string;
  readonly variant: string;
  readonly sections: readonly SectionResult[];
  /** Numbers of questions whose answer could not be read; a teacher looks at them. */
  readonly unread: readonly number[];
}

/**
 * Reads responses from a table: columns `pupil`, `variant`, then the numbers of the questions.
 * @throws BadInputError naming file and place.
 */
export function readResponses(text: string, file: string): Response[] {
  const refuse = (message: string, place: string) =>
    new BadInputError({ message, file, place, remedy: 'Name the columns pupil, variant, 1, 2, 3 …' });
  let rows: string[][];
  try {
    rows = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw refuse(`The table cannot be read: ${String(error)}.`, 'file');
  }
  const [head = [], ...lines] = rows;
  const columns = head.map((name) => name.trim().toLowerCase());
  const [pupil, variant] = [columns.indexOf('pupil'), columns.indexOf('variant')];
  if (pupil < 0 || variant < 0) throw refuse('The columns pupil and variant are missing.', 'line 1');
  const unknown = columns.find((name, place) => place !== pupil && place !== variant && !/^\d+$/.test(name));
  if (unknown !== undefined) throw refuse(`There is no question "${unknown}".`, 'line 1');
  return lines.map((cells, index) => {
    const name = cells[pupil]?.trim() ?? '';
    if (name === '') throw refuse('The pupil is missing.', `line ${index + 2}`);
    const answers = columns.flatMap((column, place) => {
      const typed = cells[place]?.trim() ?? '';
      return /^\d+$/.test(column) && typed !== '' ? [[Number(column), typed] as const] : [];
    });
    return { pupil: name, variant: (cells[variant] ?? '').trim().toUpperCase(), answers: new Map(answers) };
  });
}

/**
 * Grades responses by the key of their variant. Counts what is right; points only where the exam file has them, no
 * score is made up. A question without an answer is wrong.
 * @throws BadInputError for a variant or a number that the exam does not have.
 */
export function gradeResponses(
  papers: readonly Paper[],
  responses: readonly Response[],
  file: string,
): ExamResult[] {
  const byVariant = new Map(papers.map((paper) => [paper.variant, questionsOf(paper)]));
  return responses.map(({ pupil, variant, answers }) => {
    const questions = byVariant.get(variant);
    const extra = questions && [...answers.keys()].find((number) => number < 1 || number > questions.length);
    if (questions === undefined || extra !== undefined) {
      throw new BadInputError({
        message:
          questions === undefined ? `There is no variant "${variant}".` : `There is no question ${extra}.`,
        file,
        place: `pupil ${pupil}`,
        remedy: `The exam has the variants ${[...byVariant.keys()].join(', ')}.`,
      });
    }
    const unread: number[] = [];
    const graded = questions.map((question) => {
      const typed = answers.get(question.number);
      if (typed === undefined) return { ...question, isRight: false };
      const { isRight, understood } = gradeTyped(question.item, typed);
      if (understood === null) unread.push(question.number);
      return { ...question, isRight };
    });
    const sections = [...Map.groupBy(graded, ({ section }) => section)].map(([section, those]) => {
      const right = those.filter(({ isRight }) => isRight);
      const hasPoints = those.every(({ part }) => part.points !== null);
      return {
        section,
        questions: those.length,
        right: right.length,
        points: hasPoints ? right.reduce((sum, { part }) => sum + (part.points ?? 0), 0) : null,
      };
    });
    return { pupil, variant, sections, unread };
  });
}

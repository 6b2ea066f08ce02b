import { readFileSync } from 'node:fs';
import { BadInputError } from '../../../core/errors.ts';
import { parseWith } from '../../../core/schema.ts';
import { type Item, itemSchema } from '../../items/item.ts';
import { placeOfLetter } from '../tidy-typed.ts';

/** An answer as a pupil types it, with a teacher's verdict. */
export interface LabelledAnswer {
  readonly item: Item;
  readonly typed: string;
  readonly isRight: boolean;
  readonly line: number;
}

/** In the order they were written; docs/results/practice.md says by whom and what the grader had seen of them. */
export const labelledFiles = [
  'blind.txt',
  'generated.txt',
  'second-writer.txt',
  'after-mending.txt',
  'fresh.txt',
];

/**
 * Reads labelled answers: a line `# kind | content | key …` for an item, then `+ ` right and `- ` wrong answers.
 * Entries are separated by `;`, pairs by `/`, keys of lists are letters. A line `? question` may follow the first.
 */
export function readLabelled(file: string): LabelledAnswer[] {
  const answers: LabelledAnswer[] = [];
  let item: Item | undefined;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.startsWith('# '))
      item = parseWith(itemSchema, itemOf(line.slice(2).split('|')), { file, place: `line ${index + 1}` });
    else if (item && line.startsWith('? ')) item = { ...item, question: line.slice(2) };
    else if (item && /^[+-] /.test(line))
      answers.push({ item, typed: line.slice(2), isRight: line.startsWith('+'), line: index + 1 });
    else if (line !== '')
      throw new BadInputError({
        message: 'Neither an item nor an answer.',
        file,
        place: `line ${index + 1}`,
        remedy: 'Begin the line with "# ", "? ", "+ " or "- ".',
      });
  }
  return answers;
}

function itemOf(cells: readonly string[]): unknown {
  const [kind = '', ...rest] = cells.map((cell) => cell.trim());
  const common = {
    id: 'labelled',
    version: 1,
    status: 'draft',
    subject: 'санҷиш',
    grade: null,
    topic: null,
    source: null,
    author: 'labels',
    why: null,
  };
  const [first = '', second = '', third = ''] = rest;
  const list = first.split(';').map((entry) => entry.trim());
  const places = (count: number) =>
    [...second.replaceAll(' ', '')].map((letter) => placeOfLetter(letter, count));
  switch (kind) {
    case 'number':
      return {
        ...common,
        kind,
        question: '?',
        answer: Number(first),
        unit: second === '' ? null : second,
        tolerance: Number(third),
      };
    case 'text':
      return {
        ...common,
        kind: 'short-text',
        question: '?',
        answers: first.split(';').map((entry) => entry.trim()),
      };
    case 'gap':
      return { ...common, kind, question: first, answers: second.split(';').map((entry) => entry.trim()) };
    case 'choice':
      return {
        ...common,
        kind: 'single-choice',
        question: '?',
        options: list,
        answer: places(list.length)[0],
      };
    case 'several':
      return { ...common, kind: 'several-right', question: '?', options: list, answer: places(list.length) };
    case 'matching': {
      const pairs = list.map((pair) => pair.split('/').map((side) => side.trim()));
      const answer = places(list.length);
      // The file writes each pair beside its partner; the shown right side is in the order of the key.
      const right: string[] = [];
      for (const [left, place] of answer.entries()) right[place] = pairs[left]?.[1] ?? '';
      return { ...common, kind, question: '?', left: pairs.map(([left]) => left), right, answer };
    }
    case 'order': {
      // The file writes the parts in the right order; the key says by which letters they are shown.
      const answer = places(list.length);
      const parts: string[] = [];
      for (const [index, place] of answer.entries()) parts[place] = list[index] ?? '';
      return { ...common, kind, question: '?', parts, answer };
    }
    default:
      return { kind };
  }
}

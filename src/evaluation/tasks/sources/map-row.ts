import { BadInputError } from '../../../core/errors.ts';
import type { Columns, Label } from '../format/source-schema.ts';
import type { Row } from './read-rows.ts';

/** An item as a row gives it, not yet checked. */
export interface MappedRow {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly question: string;
}

/** A row that is no item, and why. */
export interface LeftOutRow {
  readonly leftOut: 'no-question' | 'no-answer' | 'equal-choices' | 'answer-outside-choices';
}

/**
 * Makes an item of a row. @throws BadInputError when a column is missing or holds something of another kind
 * than the task says: then it is the description that is wrong, not the row.
 */
export function mapRow(row: Row, columns: Columns, number: number, place: string): MappedRow | LeftOutRow {
  const question = cleaned(questionAt(row, columns.question, place), columns);
  if (question === '') return { leftOut: 'no-question' };
  const common = {
    id: columns.id === undefined ? String(number) : textAt(row, columns.id, place),
    question,
    ...optional('context', labelAt(row, columns.context, place)),
    ...optional('subject', labelAt(row, columns.subject, place)),
    ...optional('section', labelAt(row, columns.section, place)),
    ...optional('topic', labelAt(row, columns.topic, place)),
    ...gradeOf(labelAt(row, columns.grade, place)),
  };
  const found = columns.choices === undefined ? [] : choicesAt(row, columns.choices, place);
  const choices = found.map((choice) => cleaned(choice, columns));
  if (columns.reference !== undefined) {
    const reference = textAt(row, columns.reference, place);
    if (reference === '') return { leftOut: 'no-answer' };
    return { ...common, ...(choices.length > 0 ? { options: choices } : {}), references: [reference] };
  }
  if (new Set(choices).size !== choices.length || choices.includes('')) return { leftOut: 'equal-choices' };
  const answer = answerAt(row, columns, choices, place);
  if (answer === undefined) return { leftOut: 'no-answer' };
  return answer < choices.length ? { ...common, choices, answer } : { leftOut: 'answer-outside-choices' };
}

function questionAt(row: Row, question: Columns['question'], place: string): string {
  if (typeof question === 'string') return textAt(row, question, place);
  return question.template.replace(
    /\{([\w.]+)(:capitalise)?\}/g,
    (_, column: string, capitalise?: string) => {
      const text = textAt(row, column, place);
      // As Python's str.capitalize, which the harness of these tasks uses.
      return capitalise ? text.charAt(0).toUpperCase() + text.slice(1).toLowerCase() : text;
    },
  );
}

function cleaned(text: string, { clean = [] }: Columns): string {
  return clean
    .reduce((rest, { pattern, with: instead }) => rest.replace(new RegExp(pattern, 'gu'), instead), text)
    .trim();
}

function optional(field: string, text: string): Record<string, string> {
  return text === '' ? {} : { [field]: text };
}

function gradeOf(text: string): Record<string, number> {
  return /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 12 ? { grade: Number(text) } : {};
}

function valueAt(row: Row, column: string, place: string): unknown {
  if (column in row) return row[column];
  const [outer = '', ...inner] = column.split('.');
  const part = row[outer];
  if (inner.length > 0 && typeof part === 'object' && part !== null && !Array.isArray(part))
    return valueAt(part as Row, inner.join('.'), place);
  throw new BadInputError({
    message: `There is no column "${column}" among ${Object.keys(row).join(', ')}.`,
    file: place,
    place: 'columns',
    remedy: 'Name the columns as they are called at this revision.',
  });
}

function textAt(row: Row, column: string, place: string): string {
  const value = valueAt(row, column, place);
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  throw new BadInputError({
    message: `The column "${column}" holds no text.`,
    file: place,
    place: 'columns',
    remedy: 'Name a column of strings or numbers.',
  });
}

function labelAt(row: Row, label: Label | undefined, place: string): string {
  if (label === undefined) return '';
  if (typeof label === 'string') return textAt(row, label, place);
  const text = textAt(row, label.column, place);
  const found = label.pattern === undefined ? text : (new RegExp(label.pattern, 'u').exec(text)?.[1] ?? '');
  const named = label.names?.[found] ?? found;
  return Object.entries(label.replace ?? {}).reduce((text, [from, to]) => text.replaceAll(from, to), named);
}

function choicesAt(row: Row, choices: NonNullable<Columns['choices']>, place: string): string[] {
  if (Array.isArray(choices)) {
    const texts = choices.map((column) => textAt(row, column, place));
    // A fifth choice that only some rows have; an empty one before others is a fault of the row.
    const count = choices.findLastIndex((column) => (valueAt(row, column, place) ?? null) !== null) + 1;
    return texts.slice(0, Math.max(2, count));
  }
  if (typeof choices !== 'string') return choices.always;
  const value = valueAt(row, choices, place);
  const list = typeof value === 'string' ? jsonOf(value) : value;
  const items = Array.isArray(list)
    ? list
    : list !== null && typeof list === 'object'
      ? Object.values(list)
      : [];
  return items.flat().flatMap((item) => (item === null || item === '' ? [] : [String(item).trim()]));
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

function answerAt(row: Row, columns: Columns, choices: readonly string[], place: string): number | undefined {
  if (!columns.answer) {
    throw new BadInputError({
      message: 'The column of the answer is not named.',
      file: place,
      place: 'columns.answer',
      remedy: 'Add it to the columns of task.yaml.',
    });
  }
  const { column, as } = columns.answer;
  const text = textAt(row, column, place);
  if (text === '') return undefined;
  const { labels } = columns.answer;
  const names = labels === undefined ? choices : choicesAt(row, labels, place);
  const number = numberOf(columns.answerNames?.[text] ?? text, as, names);
  if (number !== undefined && number >= 0) return number;
  throw new BadInputError({
    message: `The answer "${text.slice(0, 60)}" is not what "as: ${as}" promises.`,
    file: place,
    place: 'columns.answer',
    remedy: 'Correct "as", or the row.',
  });
}

function numberOf(
  text: string,
  as: NonNullable<Columns['answer']>['as'],
  /** The choices, or their labels. */
  choices: readonly string[],
): number | undefined {
  if (as === 'text' || as === 'label') return choices.indexOf(text);
  const letter = text.replace(/[).\s]+$/, '').toUpperCase();
  if (letter.length === 1 && as === 'tajik-letter') return 'АБВГДЕ'.indexOf(letter);
  // Typed on a Cyrillic keyboard, A, B, C and E look the same.
  if (letter.length === 1 && as === 'latin-letter')
    return Math.max('ABCDEF'.indexOf(letter), 'АВС_Е'.indexOf(letter));
  if (!as.startsWith('number') || !/^\d+$/.test(text)) return undefined;
  return Number(text) - (as === 'number-from-1' ? 1 : 0);
}

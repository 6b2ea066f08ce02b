import type { TaskItem, TextItem } from '../tasks/format/item.ts';

/** A column of a published table, in the words of DuckDB and of croissant. */
export interface Column {
  readonly name: string;
  readonly type: 'VARCHAR' | 'VARCHAR[]' | 'BIGINT';
  readonly about: string;
}

const columns: readonly Column[] = [
  { name: 'id', type: 'VARCHAR', about: 'Name of the item, unique in its task.' },
  { name: 'context', type: 'VARCHAR', about: 'A passage that the question is about.' },
  { name: 'question', type: 'VARCHAR', about: 'What is asked.' },
  { name: 'choices', type: 'VARCHAR[]', about: 'The choices, in the order in which they are shown.' },
  { name: 'answer', type: 'BIGINT', about: 'Index of the right choice, from 0.' },
  { name: 'options', type: 'VARCHAR[]', about: 'Both columns of a matching item.' },
  { name: 'references', type: 'VARCHAR[]', about: 'Accepted answers.' },
  { name: 'rubric', type: 'VARCHAR', about: 'Rules that a good answer keeps, as JSON.' },
  { name: 'subject', type: 'VARCHAR', about: 'Subject of school.' },
  { name: 'grade', type: 'BIGINT', about: 'Year of school.' },
  { name: 'section', type: 'VARCHAR', about: 'Section of the exam.' },
  { name: 'topic', type: 'VARCHAR', about: 'Topic of the subject.' },
  { name: 'source', type: 'VARCHAR', about: "Where the item's words come from." },
  { name: 'rule', type: 'VARCHAR', about: 'The rule by which the item was made.' },
];

/** The columns that a task's items have. */
export function columnsOf(items: readonly (TaskItem | TextItem)[]): Column[] {
  const rows = items.map(rowOf);
  return columns.filter(({ name }) => rows.some((row) => row[name] !== undefined));
}

/** An item as a row: a rubric is text, an empty list is nothing. */
export function rowOf(item: TaskItem | TextItem): Readonly<Record<string, unknown>> {
  const rubric = 'rubric' in item && item.rubric ? JSON.stringify(item.rubric) : undefined;
  const references = 'references' in item && item.references.length > 0 ? item.references : undefined;
  return { ...item, references, rubric };
}

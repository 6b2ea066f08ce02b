import type { Task, TaskItem, TextTask } from '../tasks/task.ts';

/** A task with choices; what is not given is made up. */
export function makeTask(
  items: readonly TaskItem[] = [],
  description: Partial<Task['description']> = {},
): Task {
  return {
    description: {
      id: 'capitals',
      version: 1,
      title: 'Capitals',
      domain: 'geography',
      language: 'tg',
      prompt: 'Савол: {question}\nҶавоб: {choice}',
      answer: 'choice',
      items: { file: 'items.jsonl' },
      metric: 'accuracy',
      licence: 'MIT',
      source: 'here',
      contamination: { group: 'capitals', compare: ['question'] },
      ...description,
    },
    items,
    examples: [],
    contentHash: 'c'.repeat(64),
    commit: undefined,
    leftOut: {},
  };
}

/** A task with one sum as its item, answered in free text. */
export function makeTextTask(changes: Partial<TextTask['description']> = {}): TextTask {
  const { description, ...rest } = makeTask();
  return {
    ...rest,
    description: { ...description, answer: 'text', metric: 'exact-match', prompt: '{question}', ...changes },
    items: [{ id: '1', question: 'Ду ва ду?', references: ['чор'] }],
    examples: [],
  };
}

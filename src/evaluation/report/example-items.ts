import { escapeHtml } from '../../core/escape.ts';
import { at } from '../../core/known.ts';
import type { Summary } from '../figures/summary.ts';
import type { AnswerResult, ChoiceResult, ItemResult } from '../results.ts';
import type { Task, TaskItem, TextItem, TextTask } from '../tasks/task.ts';
import { table } from './html.ts';

/** What a report page shows beside the figures. */
export interface ReportExamples {
  readonly tasks: readonly Task[];
  readonly textTasks?: readonly TextTask[];
  readonly results: readonly ItemResult[];
}

const shownItems = 40;

/** Forty items, spread over the tasks, with the answer of each model. */
export function exampleItems(summary: Summary, examples: ReportExamples): string {
  const tasks: readonly (Task | TextTask)[] = [...examples.tasks, ...(examples.textTasks ?? [])];
  if (tasks.length === 0) return '';
  const each = Math.max(1, Math.ceil(shownItems / tasks.length));
  const rows = tasks
    .flatMap((task) => task.items.slice(0, each).map((item) => exampleRow(summary, examples, task, item)))
    .slice(0, Math.max(shownItems, tasks.length));
  const head = ['task, item', 'question', 'answer', ...summary.models.map(({ label }) => escapeHtml(label))];
  return `<h2>${rows.length} items with their answers</h2>\n${table(head, rows)}`;
}

function exampleRow(
  { models }: Summary,
  { results }: ReportExamples,
  { description: { id, language, questionLanguage } }: Task | TextTask,
  item: TaskItem | TextItem,
): string[] {
  const text = (content: string, tag = language) =>
    `<span lang="${escapeHtml(tag)}">${escapeHtml(content)}</span>`;
  const right = 'choices' in item ? at(item.choices, item.answer) : at(item.references, 0);
  const cells = models.map(({ label }) => {
    const found = results.find(
      (result): result is ChoiceResult | AnswerResult =>
        result.kind !== 'text' && result.model === label && result.task === id && result.item === item.id,
    );
    return found ? answerCell(found, item) : '';
  });
  return [
    `${escapeHtml(id)}<small>${escapeHtml(item.id)}</small>`,
    text(cut(item.question ?? ''), questionLanguage),
    text(cut(right)),
    ...cells,
  ];
}

function answerCell(result: ChoiceResult | AnswerResult, item: TaskItem | TextItem): string {
  if (result.kind === 'answer') {
    const style = result.score >= 0.5 ? 'right' : 'wrong';
    return `<span class="${style}">${result.score.toFixed(2)} ${escapeHtml(cut(result.written))}</span><small>${escapeHtml(result.failure ?? result.reason)}</small>`;
  }
  const isRight = result.chosen === result.answer;
  const chosen = 'choices' in item ? (item.choices[result.chosen] ?? result.written ?? '') : '';
  return `<span class="${isRight ? 'right' : 'wrong'}">${isRight ? '✓' : '✗'} ${escapeHtml(cut(chosen))}</span>${
    result.failure ? `<small>${result.failure}</small>` : ''
  }`;
}

function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

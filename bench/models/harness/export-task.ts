import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { renderItem } from '../../../src/evaluation/tasks/render-item.ts';
import type { Task } from '../../../src/evaluation/tasks/task.ts';

/** Writes a task as lm-evaluation-harness reads it: the same text before each choice, and the same choices. */
export async function exportTask(task: Task, items: Task['items'], folder: string): Promise<void> {
  const { id } = task.description;
  await mkdir(folder, { recursive: true });
  const rows = items.map((item) => {
    const { opening, answers } = renderItem(task.description, item, task.examples);
    return JSON.stringify({ id: item.id, prompt: opening, choices: answers, gold: item.answer });
  });
  const data = join(folder, `${id}.jsonl`);
  await writeFile(data, `${rows.join('\n')}\n`);
  const description = {
    task: id,
    dataset_path: 'json',
    dataset_kwargs: { data_files: { test: data } },
    test_split: 'test',
    output_type: 'multiple_choice',
    doc_to_text: '{{prompt}}',
    doc_to_choice: '{{choices}}',
    doc_to_target: 'gold',
    target_delimiter: '',
    metric_list: [{ metric: 'acc' }, { metric: 'acc_norm' }],
  };
  await writeFile(join(folder, `${id}.yaml`), stringify(description));
}

import { stringify } from 'yaml';
import { at } from '../../core/known.ts';
import type { PublishedTable } from './croissant.ts';

/** The hub's names of licences, by how a task states them. */
const hubLicences: readonly (readonly [RegExp, string])[] = [
  [/^CC-BY-SA-4\.0/, 'cc-by-sa-4.0'],
  [/^CC0/, 'cc0-1.0'],
  [/^MIT/, 'mit'],
  [/^Apache-2\.0/, 'apache-2.0'],
];

/** The README of a data set: what a hub reads at its head, and what a person reads below. */
export function renderCard(title: string, about: string, tables: readonly PublishedTable[]): string {
  const items = tables.reduce((sum, table) => sum + table.items, 0);
  const licences = [...new Set(tables.map(({ description }) => hubLicence(description.licence)))].sort();
  const head = stringify({
    license: licences,
    language: ['tg'],
    pretty_name: title,
    size_categories: [items < 1000 ? 'n<1K' : items < 10_000 ? '1K<n<10K' : '10K<n<100K'],
    task_categories: ['multiple-choice', 'question-answering', 'text-generation'],
    tags: ['tajik', 'benchmark', 'evaluation', 'croissant'],
    configs: tables.map(({ description, path }) => ({
      config_name: description.id,
      data_files: [{ split: 'test', path }],
    })),
  });
  const rows = tables.map(
    ({ description: { id, title: name, metric, licence, version }, items: count }) =>
      `| [${id}](tasks/${id}/README.md) | ${version} | ${count} | ${name} | ${metric} | ${licence} |`,
  );
  return `---
${head}---

# ${title}

${about}

**For evaluation only**: a model that was trained on these items says nothing by answering them. Each task's README says
where its items come from, how they were made and read, and which faults are known; each row names its source and rule.

| task | version | items | what | metric | licence |
| ---- | ------- | ----- | ---- | ------ | ------- |
${rows.join('\n')}

\`\`\`python
from datasets import load_dataset
load_dataset("OWNER/NAME", "${at(tables, 0).description.id}", split="test")
\`\`\`

\`tasks/ID/task.yaml\` holds prompt, kind of answer and contamination key; \`croissant.json\` describes every column;
\`LICENCES.md\` says whose texts the items are made of.
`;
}

/** The sources and licences of all tables. */
export function renderLicences(tables: readonly PublishedTable[]): string {
  const rows = tables.map(
    ({ description: { id, licence, source } }) => `| ${id} | ${licence} | ${source.replaceAll('|', '\\|')} |`,
  );
  return `# Licences

| task | licence | source |
| ---- | ------- | ------ |
${rows.join('\n')}
`;
}

function hubLicence(licence: string): string {
  return hubLicences.find(([pattern]) => pattern.test(licence))?.[1] ?? 'other';
}

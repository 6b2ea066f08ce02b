import { escapeHtml } from '../core/html.ts';
import { style } from './report-style.ts';
import type { ChoiceResult } from './results.ts';
import type { Summary } from './summary.ts';
import type { Task } from './task.ts';

/** What a report page shows beside the figures. */
export interface ReportExamples {
  readonly tasks: readonly Task[];
  readonly results: readonly ChoiceResult[];
}

const examplesPerTask = 8;

/** One HTML page that needs nothing else: no script, no address to load from. */
export function renderReport(summary: Summary, examples: ReportExamples): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation: ${escapeHtml(summary.models.map(({ label }) => label).join(', '))}</title>
<style>${style}</style>
</head>
<body>
<h1>Evaluation</h1>
${models(summary)}
${texts(summary)}
${summary.tasks.map((task) => taskSection(summary, task, examples)).join('\n')}
${differences(summary)}
<h2>How it was measured</h2>
<p>Exact log-probabilities of every token, context of ${summary.contextTokens} tokens, longer documents in
windows that score each token once after at least half a context. In square brackets: ${percent(summary.confidence)}
percentile bootstrap interval, ${summary.resamples} draws of whole documents or items, seed ${summary.seed};
with fewer than twenty documents it is too narrow.</p>
</body>
</html>
`;
}

function models({ models }: Summary): string {
  const rows = models.map(({ label, kind, name, fingerprint }) => [
    escapeHtml(label),
    escapeHtml(name),
    kind,
    `<code>${fingerprint.slice(0, 12)}</code>`,
  ]);
  return table(['model', 'name', 'kind', 'fingerprint'], rows);
}

function texts({ models, texts, bitsPerCharacter }: Summary): string {
  if (texts.length === 0) return '';
  const rows = texts.map(({ name, documents, characters, cutDocuments }) => [
    `${escapeHtml(name)}<small>${documents} documents, ${characters} characters${
      cutDocuments > 0 ? `, ${cutDocuments} measured in part` : ''
    }</small>`,
    ...models.map(({ label }) => {
      const found = bitsPerCharacter.find((figure) => figure.model === label && figure.text === name);
      return found ? interval(found, (value) => value.toFixed(3)) : '';
    }),
  ]);
  return `<h2>Bits per character (lower is better)</h2>
${table(['text', ...models.map(({ label }) => escapeHtml(label))], rows)}`;
}

function taskSection(summary: Summary, task: Summary['tasks'][number], examples: ReportExamples): string {
  const figures = summary.accuracy.filter((figure) => figure.task === task.id);
  const rows = summary.models.map(({ label }) => {
    const own = figures.filter((figure) => figure.model === label);
    const cell = (metric: string) =>
      own.filter((figure) => figure.metric === metric).map((figure) => interval(figure, percent))[0] ?? '';
    return [
      escapeHtml(label),
      cell('accuracy'),
      cell('accuracy-by-characters'),
      String(own[0]?.truncatedItems ?? 0),
    ];
  });
  return `<h2>${escapeHtml(task.title)} (higher is better)</h2>
<p>${escapeHtml(task.id)}, version ${task.version}, ${task.items} items; headline: ${task.metric}. Guessing:
${percent(task.randomBaseline)}; the most frequent position: ${percent(task.majorityBaseline)}.
Source: ${escapeHtml(task.source)} (${escapeHtml(task.licence)}). Content <code>${task.contentHash.slice(0, 12)}</code>${
    task.commit ? `, commit <code>${escapeHtml(task.commit)}</code>` : ''
  }${Object.entries(task.leftOut)
    .map(([reason, count]) => `, ${count} rows left out (${reason})`)
    .join('')}.</p>
${table(['model', 'accuracy', 'accuracy by characters', 'items cut'], rows)}
${breakdown(summary, task.id)}
${exampleItems(summary, task.id, examples)}`;
}

/** The headline figure by subject, grade and rule; closed, because school tasks have many. */
function breakdown({ models, breakdown }: Summary, taskId: string): string {
  const own = breakdown.filter(({ task }) => task === taskId);
  const keys = [...new Set(own.map(({ by }) => by))];
  return keys
    .map((key) => {
      const groups = [...new Set(own.filter(({ by }) => by === key).map(({ group }) => group))];
      const rows = groups.map((group) => {
        const figures = own.filter((figure) => figure.by === key && figure.group === group);
        const cells = models.map(({ label }) => {
          const found = figures.find(({ model }) => model === label);
          return found ? interval(found, percent) : '';
        });
        return [escapeHtml(group), String(figures[0]?.items ?? 0), ...cells];
      });
      const head = [key, 'items', ...models.map(({ label }) => escapeHtml(label))];
      return `<details><summary>By ${key}</summary>${table(head, rows)}</details>`;
    })
    .join('\n');
}

function exampleItems(summary: Summary, taskId: string, { tasks, results }: ReportExamples): string {
  const task = tasks.find(({ description }) => description.id === taskId);
  const answered = new Set(results.filter((result) => result.task === taskId).map(({ item }) => item));
  const shown = task?.items.filter(({ id }) => answered.has(id)).slice(0, examplesPerTask) ?? [];
  const rows = shown.map((item) => [
    escapeHtml(item.id),
    `<span lang="${escapeHtml(task?.description.language ?? '')}">${escapeHtml(item.question ?? '')}</span>`,
    escapeHtml(item.choices[item.answer] ?? ''),
    ...summary.models.map(({ label }) => {
      const result = results.find(
        ({ model, task, item: id }) => model === label && task === taskId && id === item.id,
      );
      if (!result) return '';
      const right = result.chosen === result.answer;
      return `<span class="${right ? 'right' : 'wrong'}">${right ? '✓' : '✗'} ${escapeHtml(item.choices[result.chosen] ?? '')}</span>`;
    }),
  ]);
  const head = ['item', 'question', 'answer', ...summary.models.map(({ label }) => escapeHtml(label))];
  return `<details open><summary>The first ${shown.length} items</summary>${table(head, rows)}</details>`;
}

function differences(summary: Summary): string {
  if (summary.differences.length === 0) return '';
  const rows = summary.differences.map((figure) => [
    `${escapeHtml(figure.on)}<small>${figure.measure}</small>`,
    `${escapeHtml(figure.before)} → ${escapeHtml(figure.after)}`,
    interval(figure, figure.measure === 'bits-per-character' ? signed3 : signedPoints),
    figure.low !== null && figure.high !== null && figure.low <= 0 && figure.high >= 0
      ? 'could be chance'
      : figure.low === null
        ? 'too few to say'
        : 'beyond chance',
  ]);
  return `<h2>Differences on the same documents and items</h2>
${table(['on', 'models', 'difference', ''], rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${cells('th', head)}</thead>
<tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody></table></div>`;
}

interface Limits {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

function interval({ value, low, high }: Limits, format: (value: number) => string): string {
  const limits = low === null || high === null ? 'no interval' : `[${format(low)}, ${format(high)}]`;
  return `<b>${format(value)}</b> <small>${limits}</small>`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function signed3(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(3)}`;
}

function signedPoints(share: number): string {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} points`;
}

import { escapeHtml } from '../../core/escape.ts';
import { at } from '../../core/known.ts';
import type { Summary } from '../figures/summary.ts';
import { formatMeasure, formatP, interval, percent, table } from './html.ts';

type TaskSummary = Summary['tasks'][number];

const verdicts = {
  models: 'It tells these models apart.',
  'from-guessing': 'It tells a model from guessing, but not these models from each other.',
  nothing: 'It shows nothing here: no model is beyond guessing, none differs from another.',
} as const;

/** A task with the figures of all models, random and majority beside them. */
export function taskSection(summary: Summary, task: TaskSummary): string {
  return `<h3 id="${escapeHtml(task.id)}">${escapeHtml(task.title)} <small>(${escapeHtml(task.id)})</small></h3>
<p>${facts(task)} <b>${verdictOf(task)}</b></p>
${task.randomBaseline === null ? scoresTable(summary, task) : accuracyTable(summary, task)}
${positionsTable(summary, task)}
${breakdown(summary, task)}`;
}

function verdictOf({ tellsApart, randomBaseline }: TaskSummary): string {
  if (tellsApart === 'nothing' && randomBaseline === null)
    return 'It shows no difference between models here.';
  return verdicts[tellsApart];
}

function facts(task: TaskSummary): string {
  const { version, items, metric, source, licence, contentHash, commit, leftOut, detectable } = task;
  return `Version ${version}, ${items} items, headline: ${metric}. Source: ${escapeHtml(source)} (${escapeHtml(
    licence,
  )}). Content <code>${contentHash.slice(0, 12)}</code>${
    commit ? `, commit <code>${escapeHtml(commit)}</code>` : ''
  }${Object.entries(leftOut)
    .map(([reason, count]) => `, ${count} rows left out (${escapeHtml(reason)})`)
    .join('')}.${
    detectable
      ? ` So many items can show ${percent(detectable.aboveGuessing)} above guessing, and ${percent(detectable.betweenModels)} between two models (80 of 100 times).`
      : ''
  }`;
}

function accuracyTable(summary: Summary, task: TaskSummary): string {
  const figures = summary.accuracy.filter((figure) => figure.task === task.id);
  const other = task.letters === 'latin' ? 'А Б В Г' : 'A B C D';
  const hasOther = figures.some(({ metric }) => metric === 'accuracy-by-other-letters');
  const rows = summary.models.map(({ label }) => {
    const own = figures.filter((figure) => figure.model === label);
    const cell = (metric: string) =>
      own.filter((figure) => figure.metric === metric).map((figure) => interval(figure, percent))[0] ?? '';
    const guess = summary.aboveGuessing.find((one) => one.model === label && one.task === task.id);
    return [
      escapeHtml(label),
      cell('accuracy'),
      cell('accuracy-by-characters'),
      cell('accuracy-by-bytes'),
      ...(hasOther ? [cell('accuracy-by-other-letters')] : []),
      guess ? formatP(guess.corrected) : '',
      countCell(own[0]?.truncatedItems ?? 0, own[0]?.failures ?? {}),
    ];
  });
  const blanks = hasOther ? ['', '', '', '', ''] : ['', '', '', ''];
  rows.push(['guessing', percent(task.randomBaseline ?? 0), ...blanks]);
  rows.push(['most frequent position', percent(task.majorityBaseline ?? 0), ...blanks]);
  return table(
    [
      'model',
      'accuracy',
      'by characters',
      'by bytes',
      ...(hasOther ? [`letters ${other}`] : []),
      'p, above guessing',
      'cut, failed',
    ],
    rows,
  );
}

function scoresTable(summary: Summary, task: TaskSummary): string {
  const rows = summary.scores
    .filter((figure) => figure.task === task.id)
    .map((figure) => [
      escapeHtml(figure.model),
      interval(figure, (value) => formatMeasure(figure.metric, value)),
      [
        ...(figure.turns > 0 ? ["asked as a user's turn"] : []),
        `${figure.cutAnswers} answers cut`,
        ...(figure.unjudged > 0 ? [`${figure.unjudged} rules need a judge`] : []),
        ...(figure.judged > 0 ? [`${figure.judged} rules told by a judge`] : []),
      ].join(', '),
      countCell(figure.truncatedItems, figure.failures),
    ]);
  return table(['model', task.metric, 'answers', 'prompts cut, failed'], rows);
}

function countCell(truncated: number, failures: Readonly<Record<string, number | undefined>>): string {
  const failed = Object.entries(failures).map(([reason, count]) => `${count} ${reason}`);
  return [String(truncated), ...failed].join(', ');
}

function positionsTable({ positions, models }: Summary, task: TaskSummary): string {
  const own = positions.filter((one) => one.task === task.id && one.answers.length > 0);
  if (own.length === 0) return '';
  const places = Math.max(...own.map(({ answers }) => answers.length));
  const rows = models.flatMap(({ label }) => {
    const found = own.find(({ model }) => model === label);
    if (!found) return [];
    return [[escapeHtml(label), ...found.chosen.map(String), percent(found.distance)]];
  });
  rows.push(['right answers', ...at(own, 0).answers.map(String), '']);
  const head = ['chosen', ...Array.from({ length: places }, (_, index) => `${index + 1}.`), 'bias'];
  return `<details><summary>Positions chosen</summary>${table(head, rows)}</details>`;
}

/** The headline figure by subject, grade and rule; closed, because school tasks have many. */
function breakdown({ models, breakdown: all }: Summary, task: TaskSummary): string {
  const own = all.filter((figure) => figure.task === task.id);
  return [...new Set(own.map(({ by }) => by))]
    .map((key) => {
      const groups = [...new Set(own.filter(({ by }) => by === key).map(({ group }) => group))];
      const rows = groups.map((group) => {
        const figures = own.filter((figure) => figure.by === key && figure.group === group);
        const cells = models.map(({ label }) => {
          const found = figures.find(({ model }) => model === label);
          return found ? interval(found, percent) : '';
        });
        return [escapeHtml(group), String(at(figures, 0).items), ...cells];
      });
      const head = [key, 'items', ...models.map(({ label }) => escapeHtml(label))];
      return `<details><summary>By ${key}</summary>${table(head, rows)}</details>`;
    })
    .join('\n');
}

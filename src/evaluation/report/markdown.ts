import { at } from '../../core/known.ts';
import type { Summary } from '../figures/summary.ts';
import type { Suite } from '../suite.ts';
import { counted, formatMeasure, percent } from './html.ts';

/** What a page of benchmark figures says beside them. */
export interface MarkdownFacts {
  readonly absent: Suite['absent'];
  /** The command that wrote the page. */
  readonly command: string;
}

const verdicts = { models: '**models**', 'from-guessing': 'from guessing', nothing: 'nothing' } as const;

/** The figures of a run as a Markdown page: guessing and majority beside the models, intervals, what they show. */
export function renderMarkdown(summary: Summary, { absent, command }: MarkdownFacts): string {
  const sections = [
    '# Benchmarks',
    `Written by one command; do not edit by hand.\n\n    ${command}`,
    `${percent(summary.confidence)} intervals by bootstrap over items or documents (seed ${summary.seed}). A figure in **bold** is above guessing (exact binomial test, corrected after Holm for all models and tasks, 5 %). "Tells apart" is computed: *models* when two of them differ beyond chance (McNemar's exact test or random signs, corrected after Holm), *from guessing* when one is above guessing, *nothing* otherwise. "Can show" was computed from the number of items before any answer: how far above guessing a model must be, and how far apart two must be, to be seen in 80 of 100 runs.`,
    '## Models',
    table(
      ['model', 'name', 'measured with', 'asked', 'fingerprint'],
      summary.models.map(({ label, name, engine, scoring, chatTemplate, fingerprint }) => [
        label,
        name,
        engine,
        `${scoring}, chat template ${chatTemplate ? 'on' : 'off'}, context ${summary.contextTokens}`,
        `\`${fingerprint.slice(0, 12)}\``,
      ]),
    ),
    ...bits(summary),
    ...accuracy(summary),
    ...scores(summary),
    ...domains(summary),
    '## What they show',
    conclusions(summary),
    ...(absent.length > 0
      ? [
          '## Not measured',
          table(
            ['what', 'why'],
            absent.map(({ name, reason }) => [name, reason]),
          ),
        ]
      : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

function bits({ texts, bitsPerCharacter, models }: Summary): string[] {
  if (texts.length === 0) return [];
  const rows = texts.map(({ name, documents, characters }) => [
    name,
    `${documents} lines, ${characters} characters`,
    ...models.map(({ label }) => {
      const found = bitsPerCharacter.find(({ model, text }) => model === label && text === name);
      return found ? estimate(found, (value) => value.toFixed(3)) : '–';
    }),
  ]);
  return ['## Bits per character (lower is better)', table(['text', 'measured', ...labels(models)], rows)];
}

function accuracy(summary: Summary): string[] {
  const tasks = summary.tasks.filter(({ randomBaseline }) => randomBaseline !== null);
  if (tasks.length === 0) return [];
  const rows = tasks.map((task) => [
    task.id,
    String(task.items),
    percent(task.randomBaseline ?? 0),
    percent(task.majorityBaseline ?? 0),
    ...summary.models.map(({ label }) => accuracyCell(summary, task, label)),
    `${percent(task.detectable?.aboveGuessing ?? 0)} / ${percent(task.detectable?.betweenModels ?? 0)}`,
    verdicts[task.tellsApart],
  ]);
  const head = ['task', 'items', 'random', 'majority', ...labels(summary.models), 'can show', 'tells apart'];
  return ['## Accuracy (higher is better)', table(head, rows)];
}

function accuracyCell(summary: Summary, task: Summary['tasks'][number], label: string): string {
  const found = summary.accuracy.find(
    (figure) => figure.model === label && figure.task === task.id && figure.metric === task.metric,
  );
  if (!found) return '–';
  const guess = summary.aboveGuessing.find((one) => one.model === label && one.task === task.id);
  const failed = Object.values(found.failures).reduce((sum, count) => sum + (count ?? 0), 0);
  const notes = [
    ...(found.truncatedItems > 0 ? [`${found.truncatedItems} cut`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  const text = estimate(found, percent, (guess?.corrected ?? 1) < 0.05);
  return notes.length > 0 ? `${text} (${notes.join(', ')})` : text;
}

function scores(summary: Summary): string[] {
  const tasks = summary.tasks.filter(({ randomBaseline }) => randomBaseline === null);
  if (tasks.length === 0) return [];
  const rows = tasks.map((task) => [
    task.id,
    String(task.items),
    task.metric,
    ...summary.models.map(({ label }) => {
      const found = summary.scores.find(({ model, task: id }) => model === label && id === task.id);
      if (!found) return '–';
      const text = estimate(found, (value) => formatMeasure(found.metric, value));
      return found.turns > 0 ? `${text} (as a turn)` : text;
    }),
    verdicts[task.tellsApart],
  ]);
  const head = ['task', 'items', 'measure', ...labels(summary.models), 'tells apart'];
  const note = tasks.some(({ id }) => summary.scores.some(({ task, turns }) => task === id && turns > 0))
    ? [
        '"As a turn": the question was put as a user\'s turn of the model\'s chat template; elsewhere as plain text.',
      ]
    : [];
  return ['## Written answers (higher is better)', ...note, table(head, rows)];
}

function domains({ domains: all, models }: Summary): string[] {
  const names = [...new Set(all.map(({ domain }) => domain))];
  if (names.length < 2) return [];
  const rows = names.map((name) => {
    const own = all.filter(({ domain }) => domain === name);
    const cells = models.map(({ label }) => {
      const found = own.find(({ model }) => model === label);
      return found ? estimate(found, percent) : '–';
    });
    return [name, String(at(own, 0).tasks), ...cells];
  });
  return ['## By domain (mean of its tasks)', table(['domain', 'tasks', ...labels(models)], rows)];
}

function conclusions({ tasks, differences, models, duplicates, contamination }: Summary): string {
  const named = (kind: keyof typeof verdicts) =>
    tasks.flatMap(({ id, tellsApart }) => (tellsApart === kind ? [id] : [])).join(', ') || 'none';
  const texts = differences.filter(
    ({ measure, corrected }) => measure === 'bits-per-character' && corrected !== null && corrected < 0.05,
  );
  const lines = [
    `- Tell these models apart: ${named('models')}.`,
    `- Tell a model from guessing only: ${named('from-guessing')}.`,
    `- Show no difference at this size: ${named('nothing')}. Where there are choices, their figures are noise around guessing, whichever is higher.`,
  ];
  if (models.length > 1) {
    const found = texts.map(({ on, before, after }) => `${on} (${before}, ${after})`).join(', ');
    lines.push(`- Bits per character tell apart: ${found || 'none'}.`);
  }
  lines.push(
    duplicates.length > 0
      ? `- ${counted(duplicates.length, 'question')} asked by more than one task.`
      : '- No item is in two tasks.',
    contamination === null
      ? '- Whether training text holds items was not looked at (give the corpus with --corpus).'
      : `- Items that are in the corpus: ${contamination.tasks.map(({ task, items }) => `${task} ${items.length}`).join(', ')}.`,
  );
  return lines.join('\n');
}

function estimate(
  { value, low, high }: { readonly value: number; readonly low: number | null; readonly high: number | null },
  format: (value: number) => string,
  bold = false,
): string {
  const figure = bold ? `**${format(value)}**` : format(value);
  return low === null || high === null ? figure : `${figure} [${format(low)}, ${format(high)}]`;
}

function labels(models: Summary['models']): string[] {
  return models.map(({ label }) => label);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

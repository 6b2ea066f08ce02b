import { escapeHtml } from '../../core/escape.ts';
import { at } from '../../core/known.ts';
import type { Summary } from '../figures/summary.ts';
import { dotPlot } from './dot-plot.ts';
import { exampleItems, type ReportExamples } from './example-items.ts';
import { counted, formatMeasure, formatP, interval, percent, signed3, signedPoints, table } from './html.ts';
import { style } from './report-style.ts';
import { taskSection } from './task-section.ts';

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
${overview(summary)}
${texts(summary)}
${domains(summary)}
${summary.tasks.length > 0 ? '<h2>Tasks (higher is better)</h2>' : ''}
${summary.tasks.map((task) => taskSection(summary, task)).join('\n')}
${differences(summary)}
${sharedItems(summary)}
${exampleItems(summary, examples)}
<h2>How it was measured</h2>
<p>Log-probability: exact log-probabilities of every token of a choice after the same tokens, context of
${summary.contextTokens} tokens; longer documents in windows that score each token once after at least half a
context. In square brackets: ${percent(summary.confidence)} percentile bootstrap interval, ${summary.resamples}
draws of whole documents or items (half as many for chrF++), seed ${summary.seed}; with fewer than twenty
documents it is too narrow. p-values: exact binomial above guessing, McNemar's exact test or random signs between
models, each family corrected after Holm.</p>
</body>
</html>
`;
}

function models({ models }: Summary): string {
  const rows = models.map(({ label, kind, name, fingerprint, engine, scoring, chatTemplate }) => [
    escapeHtml(label),
    escapeHtml(name),
    kind,
    `${escapeHtml(engine)}<small>${scoring}, chat template ${chatTemplate ? 'on' : 'off'}</small>`,
    `<code>${fingerprint.slice(0, 12)}</code>`,
  ]);
  return table(['model', 'name', 'kind', 'measured with', 'fingerprint'], rows);
}

/** All tasks in one plot; nothing to see where there is one. */
function overview(summary: Summary): string {
  const labels = summary.models.map(({ label }) => label);
  const rows = summary.tasks.flatMap((task) => {
    const dots = [...summary.accuracy, ...summary.scores]
      .filter(
        (figure) => figure.task === task.id && figure.metric === task.metric && figure.metric !== 'chrf++',
      )
      .map(({ model, value, low, high }) => ({ label: model, value, low, high }));
    return dots.length > 0 ? [{ label: task.id, dots, mark: task.randomBaseline }] : [];
  });
  return rows.length > 1 ? `<h2>All tasks</h2>\n${dotPlot(rows, labels, 'Accuracy by task')}` : '';
}

function texts({ models, texts, bitsPerCharacter }: Summary): string {
  if (texts.length === 0) return '';
  const rows = texts.map(({ name, documents, characters, cutDocuments }) => [
    `${escapeHtml(name)}<small>${documents} documents, ${characters} characters${
      cutDocuments > 0 ? `, ${cutDocuments} measured in part` : ''
    }</small>`,
    ...models.map(({ label }) => {
      const found = bitsPerCharacter.find((figure) => figure.model === label && figure.text === name);
      return found ? interval(found, (value) => value.toFixed(3)) : 'not told';
    }),
  ]);
  return `<h2>Bits per character (lower is better)</h2>
${table(['text', ...models.map(({ label }) => escapeHtml(label))], rows)}`;
}

function domains({ models, domains: all }: Summary): string {
  const names = [...new Set(all.map(({ domain }) => domain))];
  if (names.length < 2) return '';
  const rows = names.map((name) => {
    const own = all.filter(({ domain }) => domain === name);
    const cells = models.map(({ label }) => {
      const found = own.find(({ model }) => model === label);
      return found ? interval(found, percent) : '';
    });
    return [
      `${escapeHtml(name)}<small>${counted(at(own, 0).tasks, 'task')}, ${counted(at(own, 0).items, 'item')}</small>`,
      ...cells,
    ];
  });
  return `<h2>By domain (mean of its tasks)</h2>
${table(['domain', ...models.map(({ label }) => escapeHtml(label))], rows)}`;
}

function differences({ differences: all }: Summary): string {
  if (all.length === 0) return '';
  const rows = all.map((figure) => [
    `${escapeHtml(figure.on)}<small>${figure.measure}</small>`,
    `${escapeHtml(figure.before)} → ${escapeHtml(figure.after)}`,
    interval(figure, formatDifference(figure.measure)),
    formatP(figure.pValue),
    figure.corrected === null ? '' : formatP(figure.corrected),
    figure.corrected === null ? '' : figure.corrected < 0.05 ? 'beyond chance' : 'could be chance',
  ]);
  return `<h2>Differences on the same documents and items</h2>
${table(['on', 'models', 'difference', 'p', 'p, corrected', ''], rows)}`;
}

function formatDifference(measure: string): (value: number) => string {
  if (measure === 'bits-per-character') return signed3;
  if (measure !== 'chrf++') return signedPoints;
  return (value) => `${value > 0 ? '+' : ''}${formatMeasure(measure, value)}`;
}

function sharedItems({ duplicates, contamination }: Summary): string {
  const same = duplicates.filter(({ sameGroup }) => sameGroup).length;
  const duplicated =
    duplicates.length === 0
      ? 'No item is in two tasks.'
      : `${counted(duplicates.length, 'question')} asked by more than one task (${same} by tasks that say that they share texts): ${duplicates
          .slice(0, 5)
          .map(({ items }) => escapeHtml(items.map(({ task, item }) => `${task}/${item}`).join(' = ')))
          .join('; ')}${duplicates.length > 5 ? ', …' : ''}.`;
  const searched = contamination
    ? table(
        ['task', 'items that are in the corpus', 'too short to search'],
        contamination.tasks.map(({ task, items, tooShort }) => [
          escapeHtml(task),
          items.length === 0
            ? '0'
            : `${items.length}<small>${escapeHtml(items.slice(0, 8).join(', '))}${items.length > 8 ? ', …' : ''}</small>`,
          String(tooShort),
        ]),
      )
    : '<p>No corpus was given: whether its texts hold items was not looked at.</p>';
  return `<h2>Shared items</h2>
<p>${duplicated}</p>
${contamination ? `<p>Searched ${contamination.documents} documents of the corpus for 13 words in a row.</p>` : ''}
${searched}`;
}

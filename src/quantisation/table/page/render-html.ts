import { escapeHtml } from '../../../core/escape.ts';
import { knownEntry } from '../../../core/known.ts';
import { pageStyle } from '../../papers/page.ts';
import { columns } from './columns.ts';
import { paretoChart } from './pareto-chart.ts';
import { howMeasured, verdict } from './sentences.ts';
import type { ReleaseTable } from './summarise.ts';

/** The table as one HTML page that needs nothing else: no script, no address to load from. */
export function renderHtml(table: ReleaseTable): string {
  const shown = columns(table);
  const subjects = table.textNames.filter((name) => name.includes('-'));
  const title = `Quantisation of ${escapeHtml(table.name)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<h1>${title}</h1>
<p class="verdict">${escapeHtml(verdict(table))}</p>
${conditions(table)}
<h2>Size against closeness</h2>
${paretoChart(table)}
<h2>All variants</h2>
${grid(
  shown.map(({ head }) => head),
  table.rows.map((row) => shown.map(({ cell }) => cell(row))),
)}
${
  subjects.length > 0
    ? `<h2>Divergence by register and subject</h2>
${grid(
  ['variant', ...subjects],
  table.rows.map((row) => [row.name, ...subjects.map((text) => knownEntry(row.texts, text).toFixed(4))]),
)}`
    : ''
}
${searched(table)}
<h2>How it was measured</h2>
<p>${escapeHtml(howMeasured(table))}</p>
</body>
</html>
`;
}

function conditions({ release }: ReleaseTable): string {
  if (!release) return '';
  const mark = (fulfilled: boolean | undefined) =>
    fulfilled === undefined
      ? 'not measured'
      : fulfilled
        ? '<span class="right">✓ fulfilled</span>'
        : '<span class="wrong">✗ not fulfilled</span>';
  const rows = release.conditions.map(
    ({ condition, measured, fulfilled }) =>
      `<tr><td>${escapeHtml(condition)}</td><td>${escapeHtml(measured)}</td><td>${mark(fulfilled)}</td></tr>`,
  );
  return `<div class="wide"><table><thead><tr><th>condition</th><th>measured (${escapeHtml(release.name)})</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}

function searched({ rows }: ReleaseTable): string {
  return rows
    .flatMap(({ name, types }) => (types ? [{ name, types }] : []))
    .map(
      ({ name, types }) => `<h2>Types that ${escapeHtml(name)} chose</h2>
${grid(Object.keys(types), [Object.values(types)])}`,
    )
    .join('\n');
}

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell).replace(/ (\[.*\])$/, '<small>$1</small>')}</${tag}>`).join('')}</tr>`;
  return `<div class="wide numbers"><table><thead>${cells('th', head)}</thead>
<tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody></table></div>`;
}

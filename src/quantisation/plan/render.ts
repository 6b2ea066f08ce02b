import { escapeHtml } from '../../core/escape.ts';
import { pageStyle } from '../papers/page.ts';
import type { Figure } from './assumptions.ts';
import { type Plan, planSentence } from './plan.ts';

/** The plan as lines for a terminal. */
export function printPlan(plan: Plan): string[] {
  const { years } = plan.assumptions.use;
  return [
    planSentence(plan),
    '',
    ...fitRows(plan).map((row) =>
      row.map((cell, index) => (index < 2 ? cell.padEnd(12) : cell.padStart(15))).join(''),
    ),
    '',
    `Cost of one school over ${years.value} years, USD:`,
    ...plan.ways.flatMap(({ name, dollars, items, needsNetwork }) => [
      `  ${name.padEnd(34)}${money(dollars).padStart(9)}${needsNetwork ? '  (only with a connection)' : ''}`,
      ...items.map(
        (item) => `    ${item.name.padEnd(16)}${money(item.dollars).padStart(9)}  ${item.reckoning}`,
      ),
    ]),
    '',
    'Every figure behind this is an assumption until you replace it: soro plan --write-assumptions FILE, edit, soro plan --assumptions FILE.',
  ];
}

/** The plan as one HTML page that needs nothing else. */
export function renderPlan(plan: Plan): string {
  const [head = [], ...rows] = fitRows(plan);
  const { machine, use, prices } = plan.assumptions;
  const cheapest = Math.max(...plan.ways.map(({ dollars }) => dollars), 1);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Soro: what fits and what it costs</title>
<style>${pageStyle}
.bar { display: inline-block; height: 0.8rem; background: light-dark(#1b6ac9, #7db7ff); vertical-align: middle; }
.assumed { opacity: 0.85; font-style: italic; }
</style>
</head>
<body>
<h1>Soro: what fits and what it costs</h1>
<p class="verdict">${escapeHtml(planSentence(plan))}</p>
<h2>What fits</h2>
${table(head, rows)}
<p>Memory: weights, the cache of ${plan.demand.pupils} conversations of ${plan.demand.contextTokens} tokens, intermediate
results, the process and what is left to the system. Speed: the weights are read once for all pupils
(bandwidth), the arithmetic is done for each (cores).</p>
<h2>Cost of one school over ${use.years.value} years</h2>
<div class="wide"><table><thead><tr><th>way</th><th>USD</th><th></th><th>network</th></tr></thead><tbody>
${plan.ways
  .map(
    ({ name, dollars, needsNetwork }) =>
      `<tr><td>${escapeHtml(name)}</td><td>${money(dollars)}</td><td><span class="bar" style="width:${((dollars / cheapest) * 14).toFixed(1)}rem"></span></td><td>${needsNetwork ? 'needed for every answer' : 'not needed'}</td></tr>`,
  )
  .join('\n')}
</tbody></table></div>
${plan.ways
  .map(
    ({ name, items }) => `<h3>${escapeHtml(name)}</h3>
${table(
  ['', 'USD', 'how it is reckoned'],
  items.map((item) => [item.name, money(item.dollars), item.reckoning]),
)}`,
  )
  .join('\n')}
<p>${(plan.tokens.input / 1e6).toFixed(0)} million tokens of questions and ${(plan.tokens.output / 1e6).toFixed(0)} million of answers a year.</p>
<h2>What this rests on</h2>
<p>Change any of it: <code>soro plan --write-assumptions school.yaml</code>, edit the file, <code>soro plan --assumptions school.yaml --to plan.html</code>.</p>
${figures('Machine', machine)}
${figures('Use', use)}
${figures('Prices', prices)}
</body>
</html>
`;
}

function fitRows({ fits }: Plan): string[][] {
  return [
    ['model', 'type', 'file, MB', 'memory, GB', 'tokens/s each', 'verdict'],
    ...fits.map((fit) => [
      fit.exists ? fit.model : `(${fit.model})`,
      fit.quantisation,
      (fit.weightBytes / 1e6).toFixed(0),
      (fit.memoryBytes / 1e9).toFixed(2),
      fit.tokensPerSecond.toFixed(1),
      fit.fitsMemory ? (fit.isFastEnough ? 'fits' : 'too slow') : 'too large',
    ]),
  ];
}

function figures(title: string, group: Readonly<Record<string, Figure>>): string {
  const rows = Object.entries(group).map(
    ([key, { value, unit, source }]) =>
      `<tr><td><code>${escapeHtml(key)}</code></td><td>${value.toLocaleString('en-US', { maximumFractionDigits: 4 })}</td><td>${escapeHtml(unit)}</td><td${source.startsWith('assumption') ? ' class="assumed"' : ''}>${escapeHtml(source)}</td></tr>`,
  );
  return `<h3>${title}</h3>
<div class="wide"><table><thead><tr><th>figure</th><th>value</th><th>unit</th><th>source</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${cells('th', head)}</thead><tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody></table></div>`;
}

function money(dollars: number): string {
  return Math.round(dollars).toLocaleString('en-US');
}

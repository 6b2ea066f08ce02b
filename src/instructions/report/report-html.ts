import { escapeHtml } from '../../core/escape.ts';
import type { InstructionReport, Spread } from './report.ts';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}
table{border-collapse:collapse;margin:1rem 0}th,td{border-bottom:1px solid #ddd;padding:.3rem .7rem;text-align:left}
td.n{text-align:right;font-variant-numeric:tabular-nums}article{border-left:3px solid #aac;padding:.2rem 1rem;margin:1rem 0}
.who{color:#667;font-size:.85em}p{white-space:pre-wrap;margin:.3rem 0}@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}th,td{border-color:#444}}`;

/** The report as one page that needs nothing else. */
export function renderInstructionReport(report: InstructionReport): string {
  const { examples, turns, byKind, bySource, byLicence, drawn } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Instructions: ${examples} examples</title><style>${style}</style></head><body>
<h1>${count(examples)} examples, ${count(turns)} answers</h1>
<p>${count(report.dialoguesOfSeveralTurns)} dialogues have several turns; ${count(report.requestsWithoutTajikLetters)} requests are typed without a Tajik letter.</p>
<h2>Kinds</h2>
${table(
  ['kind', 'examples', 'share', 'request, characters', 'answer, characters', 'groups', 'left out'],
  byKind.map((row) => [
    escapeHtml(row.kind),
    number(row.examples),
    number(row.share, true),
    lengths(row.requestCharacters),
    lengths(row.answerCharacters),
    escapeHtml(list(row.groups)),
    escapeHtml(list(row.leftOut)),
  ]),
)}
<p>Lengths: median, ninetieth of a hundred, longest.</p>
<h2>Sources</h2>
${table(
  ['source', 'licence', 'examples', 'share'],
  bySource.map((row) => [
    escapeHtml(row.source),
    escapeHtml(row.licence),
    number(row.examples),
    number(row.share, true),
  ]),
)}
<h2>Licences</h2>
${table(
  ['licence', 'examples'],
  Object.entries(byLicence).map(([licence, amount]) => [escapeHtml(licence), number(amount)]),
)}
<h2>Left out</h2>
<p>${escapeHtml(list(report.leftOut) || 'nothing')}</p>
<h2>${drawn.length} examples drawn by chance</h2>
${drawn
  .map(
    ({ kind, group, messages, source, provenance }) =>
      `<article lang="tg"><div class="who" lang="en">${escapeHtml(`${kind} / ${group} · ${source} · ${provenance}`)}</div>${messages
        .map(({ role, content }) => `<p><b>${role}:</b> ${escapeHtml(content)}</p>`)
        .join('')}</article>`,
  )
  .join('\n')}
</body></html>
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows
    .map(
      (row) => `<tr>${row.map((cell) => (cell.startsWith('<td') ? cell : `<td>${cell}</td>`)).join('')}</tr>`,
    )
    .join('\n');
  return `<table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

function number(value: number, isShare = false): string {
  return `<td class="n">${isShare ? `${(value * 100).toFixed(1)} %` : count(value)}</td>`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function lengths({ median, ninetieth, most }: Spread): string {
  return `<td class="n">${median} · ${ninetieth} · ${most}</td>`;
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .slice(0, 24)
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');
}

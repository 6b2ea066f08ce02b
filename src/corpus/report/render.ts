import { escapeHtml } from '../../core/escape.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReportData, Sample } from './gather.ts';
import { renderHistogram } from './histogram.ts';
import { integer, numbers, percent, short, shorten, table } from './html.ts';
import { style } from './style.ts';
import { estimateTokens, tokenSection } from './token-section.ts';
import { variationSection } from './variation-section.ts';

const sampleCharacters = 260;

/** One HTML page that needs nothing else: no script, no address to load from. */
export function renderReport(ledger: Ledger, data: ReportData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Corpus report</title>
<style>${style}</style>
</head>
<body>
<h1>Corpus report</h1>
<p class="quiet">What came in, what each step did to it, and what is left. Every document's own story is in
ledger-*.parquet, what was left out in rejects-*.parquet.</p>
<nav><a href="#funnel">Funnel</a> <a href="#distributions">Distributions</a> <a href="#tokens">Tokens</a>
<a href="#variation">Variation</a> <a href="#samples">Samples</a> <a href="#settings">Settings</a></nav>
${overview(ledger)}
${funnel(ledger)}
<h2 id="distributions">Distributions</h2>
<div class="figure-grid">${data.histograms.map(renderHistogram).join('\n')}</div>
${tokenSection(ledger)}
${variationSection(ledger)}
${samplesSection(data)}
${settingsSection(ledger)}
</body>
</html>
`;
}

function overview(ledger: Ledger): string {
  const { sources, withdrawn } = ledger;
  const sum = (
    key: 'documentsIn' | 'documentsKept' | 'documentsHeldOut' | 'charactersIn' | 'charactersKept',
  ) => sources.reduce((total, source) => total + source[key], 0);
  const documentsIn = sum('documentsIn');
  const kept = sum('documentsKept');
  const figures = [
    [short(kept), `documents kept of ${short(documentsIn)} (${percent(kept / Math.max(1, documentsIn))})`],
    [
      short(sum('charactersKept')),
      `characters kept of ${short(sum('charactersIn'))} (${percent(sum('charactersKept') / Math.max(1, sum('charactersIn')))})`,
    ],
    [short(sum('documentsHeldOut')), 'documents set aside to measure with'],
    [`≈ ${estimateTokens(ledger)}`, 'tokens with the vocabulary of Gemma 3 (estimated)'],
    [String(sources.length), 'sources'],
  ];
  const gone = withdrawn.length === 0 ? '' : `<p>Withdrawn: ${withdrawn.map(escapeHtml).join(', ')}.</p>`;
  return `<div class="figures">${figures.map(([figure, what]) => `<div><b>${figure}</b> <small>${what}</small></div>`).join('')}</div>${gone}`;
}

function funnel({ steps }: Ledger): string {
  const most = Math.max(1, steps[0]?.characters ?? 1);
  const rows = steps.map((step) => {
    const charactersOut = step.characters - step.charactersDropped + step.charactersChanged;
    const removed = step.characters - charactersOut;
    const share = (characters: number) => `${Math.max(0, (characters / most) * 100).toFixed(1)}%`;
    const notes = [
      step.changed > 0 ? `changed ${integer(step.changed)} documents` : '',
      ...amounts(step.reasons),
      ...amounts(step.counts),
    ].filter(Boolean);
    return [
      `<b>${escapeHtml(step.step)}</b><span class="bar" aria-hidden="true"><i style="width:${share(charactersOut)}"></i><i style="width:${share(removed)}"></i></span>${notes.length > 0 ? `<small>${notes.join(', ')}</small>` : ''}`,
      `${integer(step.documents - step.dropped)}${step.dropped > 0 ? `<small>− ${integer(step.dropped)}</small>` : ''}`,
      `${short(charactersOut)}${removed > 0 ? `<small>− ${short(removed)}</small>` : ''}`,
    ];
  });
  const first = steps[0];
  const start = first ? [['<b>came in</b>', integer(first.documents), short(first.characters)]] : [];
  return `<h2 id="funnel">Funnel</h2>
<p>What is left after each step, and what the step took out (−). The bar shows characters: kept, and taken out
here. Characters are UTF-16 units.</p>
${table(['step', numbers('documents'), numbers('characters')], [...start, ...rows])}`;
}

const mostReasons = 6;

/** `few-letters 7,891`, the largest first; the ledger has them all. */
function amounts(counts: Readonly<Record<string, number>>): string[] {
  const all = Object.entries(counts).sort(([, left], [, right]) => right - left);
  const shown = all.slice(0, mostReasons).map(([name, count]) => `${escapeHtml(name)} ${integer(count)}`);
  return all.length > mostReasons ? [...shown, `${all.length - mostReasons} more`] : shown;
}

function samplesSection({ samples }: ReportData): string {
  const sections = samples.map(
    ({ step, kept, rejected }) => `<details><summary><b>${escapeHtml(step)}</b>
<small>${kept.length} that passed, ${rejected.length} left out</small></summary>
<div class="columns"><div><h3>Left out</h3>${list(rejected)}</div><div><h3>Passed</h3>${list(kept)}</div></div></details>`,
  );
  return `<h2 id="samples">Samples</h2>
<p>Up to twenty documents that each step left out and twenty that passed it, drawn by the hash of their text,
shortened. The quickest way to judge a setting is to read them.</p>
${sections.join('\n')}`;
}

function list(samples: readonly Sample[]): string {
  if (samples.length === 0) return '<p class="quiet">None.</p>';
  const items = samples.map(
    ({ source, text, reason }) =>
      `<li><small>${escapeHtml(source)}${reason ? ` · <b>${escapeHtml(shorten(reason, 90))}</b>` : ''}</small><span lang="tg">${escapeHtml(shorten(text, sampleCharacters))}</span></li>`,
  );
  return `<ol class="samples">${items.join('\n')}</ol>`;
}

function settingsSection({ settings }: Ledger): string {
  return `<h2 id="settings">Settings</h2>
<details><summary>Everything that the corpus was made with</summary><pre>${escapeHtml(JSON.stringify(settings, null, 2))}</pre></details>`;
}

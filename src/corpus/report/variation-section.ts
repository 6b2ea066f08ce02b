import { escapeHtml } from '../../core/escape.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { variationSources, varieties, varietyTitles } from '../variation/forms.ts';
import { type RemovalRatio, removalRatios, removesMore } from '../variation/removal-ratio.ts';
import { integer, numbers, percent, table } from './html.ts';

/** Dialect and spoken forms before and after, and which steps removed more of them than of the standard. */
export function variationSection({ steps }: Ledger): string {
  const before = steps[0]?.measuresIn ?? {};
  const after = steps.at(-1)?.measuresOut ?? {};
  if (!before.words) return '';
  const names = { ...varietyTitles, variant: 'All of them' } as const;
  const shares = ([...varieties, 'variant'] as const).map((variety) => [
    names[variety],
    integer(before[variety] ?? 0),
    perTenThousand(before, variety),
    integer(after[variety] ?? 0),
    perTenThousand(after, variety),
  ]);
  const found = steps.flatMap((step) => {
    const ratios = removalRatios(step.measuresIn, step.measuresOut);
    const removed = ratios.some((ratio) => ratio.removed > 0);
    return removed ? [{ step: step.step, ratios }] : [];
  });
  const flagged = found.flatMap(({ step, ratios }) =>
    ratios.filter(removesMore).map((ratio) => ({ step, ratio })),
  );
  const rows = found.flatMap(({ step, ratios }) =>
    ratios
      .filter((ratio) => ratio.variety === 'variant' || removesMore(ratio))
      .map((ratio) => [
        escapeHtml(step),
        names[ratio.variety],
        `${integer(ratio.removed)} of ${integer(ratio.before)}`,
        percent(ratio.share),
        percent(ratio.standardShare),
        interval(ratio),
      ]),
  );
  return `<h2 id="variation">Variation</h2>
<p>Words and spellings of dialects and of speech, counted among the Cyrillic words of every text before and
after each step. Repair and filters are for damage, not for dialect: a step that removes more of a variety than of
the standard register is named here.</p>
${table(['variety', numbers('before'), numbers('in 10,000 words'), numbers('after'), numbers('in 10,000 words')], shares)}
${warning(flagged.map(({ step, ratio }) => `<b>${escapeHtml(step)}</b> removed ${percent(ratio.share)} of “${names[ratio.variety]}”, ${percent(ratio.standardShare)} of the standard register (${interval(ratio)})`))}
<h3>By step</h3>
${table(['step', 'variety', numbers('words removed'), numbers('share'), numbers('of the standard'), numbers('ratio [95 %]')], rows)}
<p class="quiet">Ratio: removed share of the variety ÷ removed share of the standard register, with its 95 % interval by
linearisation over documents; no interval where the texts had fewer than twenty words of a variety or the step removed fewer than five. Sources of the list:
${Object.values(variationSources).map(escapeHtml).join('; ')}.</p>`;
}

function warning(items: readonly string[]): string {
  if (items.length === 0)
    return '<p>No step removed more of a variety than of the standard register, beyond chance.</p>';
  return `<div class="note"><p class="warn">Steps that removed more of a variety than of the standard register:</p>
<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></div>`;
}

function perTenThousand(amounts: Readonly<Record<string, number>>, name: string): string {
  return (((amounts[name] ?? 0) / (amounts.words || 1)) * 10_000).toFixed(2);
}

function interval(ratio: RemovalRatio): string {
  if (ratio.ratio === undefined || ratio.low === undefined || ratio.high === undefined) return 'too few';
  const text = `${ratio.ratio.toFixed(2)} [${ratio.low.toFixed(2)}, ${ratio.high.toFixed(2)}]`;
  return removesMore(ratio) ? `<span class="warn">${text}</span>` : text;
}

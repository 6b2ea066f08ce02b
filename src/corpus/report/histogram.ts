import { escapeHtml } from '../../core/escape.ts';
import { at } from '../../core/known.ts';
import { integer } from './html.ts';

/** How many documents lie in each bin, kept and left out. */
export interface Histogram {
  readonly title: string;
  /** What the axis counts: characters, probability. */
  readonly unit: string;
  /** Lower edges of the bins, and the upper one of the last: one more than bins. */
  readonly edges: readonly number[];
  readonly kept: readonly number[];
  /** Absent where what was left out was not measured. */
  readonly rejected?: readonly number[];
}

const size = { width: 400, height: 190, left: 4, right: 4, top: 8, bottom: 36 };

/** A histogram as inline SVG: bars of kept documents, what was left out stacked on top. */
export function renderHistogram({ title, unit, edges, kept, rejected }: Histogram): string {
  const totals = kept.map((count, bin) => count + (rejected?.[bin] ?? 0));
  const highest = Math.max(1, ...totals);
  const step = (size.width - size.left - size.right) / kept.length;
  const plot = size.height - size.top - size.bottom;
  const base = size.height - size.bottom;
  const bars = kept.map((count, bin) => {
    const out = rejected?.[bin] ?? 0;
    const heights = { kept: (count / highest) * plot, rejected: (out / highest) * plot };
    const x = (size.left + bin * step + 1).toFixed(1);
    const width = Math.max(1, step - 2).toFixed(1);
    const says = `${label(at(edges, bin))}–${label(at(edges, bin + 1))} ${unit}: ${integer(count)} kept${
      rejected ? `, ${integer(out)} left out` : ''
    }`;
    return `<g><title>${escapeHtml(says)}</title>
<rect class="kept" x="${x}" y="${(base - heights.kept).toFixed(1)}" width="${width}" height="${heights.kept.toFixed(1)}"/>
<rect class="rejected" x="${x}" y="${(base - heights.kept - heights.rejected).toFixed(1)}" width="${width}" height="${heights.rejected.toFixed(1)}"/></g>`;
  });
  // The last label would run out of the picture: it ends at its edge.
  const every = Math.max(1, Math.ceil(edges.length / 6));
  const labels = edges.flatMap((edge, index) => {
    if (index % every !== 0) return [];
    const x = size.left + index * step;
    const anchor = index === 0 ? 'start' : x > size.width - 40 ? 'end' : 'middle';
    return `<text x="${x.toFixed(1)}" y="${base + 15}" text-anchor="${anchor}">${label(edge)}</text>`;
  });
  const key = rejected
    ? '<span class="key kept"></span> kept <span class="key rejected"></span> left out'
    : '<span class="key kept"></span> kept';
  return `<figure><figcaption>${escapeHtml(title)} <small>${key}</small></figcaption>
<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escapeHtml(title)}">
<line x1="${size.left}" x2="${size.width - size.right}" y1="${base}" y2="${base}"/>
${bars.join('\n')}
${labels.join('')}
<text x="${size.width - size.right}" y="${size.height - 4}" text-anchor="end" class="unit">${escapeHtml(unit)}; tallest bar ${integer(highest)} documents</text>
</svg></figure>`;
}

function label(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(2))}M`;
  if (value >= 1e3) return `${Number((value / 1e3).toPrecision(2))}k`;
  return String(Number(value.toPrecision(2)));
}

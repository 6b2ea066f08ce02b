import { escapeHtml } from '../../core/escape.ts';
import type { ReadyEvent } from '../protocol.ts';
import { type Chart, drawChart } from './chart.ts';
import type { ProbePoint, StepPoint } from './points.ts';

/** What the page of a run shows. */
export interface CurvePage {
  readonly title: string;
  /** While it runs, the page asks for itself again. */
  readonly state: 'running' | 'stopped' | 'finished';
  readonly ready: ReadyEvent | undefined;
  readonly steps: readonly StepPoint[];
  readonly probes: readonly ProbePoint[];
}

const refreshSeconds = 15;

/** `curve.html`: one file without scripts or anything from elsewhere, for a browser or for paper. */
export function curvePage({ title, state, ready, steps, probes }: CurvePage): string {
  const last = steps.at(-1);
  const facts = [
    ready && `${(ready.parameters / 1e6).toFixed(1)} M parameters`,
    ready && `${ready.processes > 1 ? `${ready.processes} × ` : ''}${ready.device}, ${ready.precision}`,
    ready && `${last?.step ?? ready.resumedFromStep} of ${ready.steps} steps`,
    last && `${last.tokens.toLocaleString('en')} tokens`,
    last && `loss ${last.loss.toFixed(3)}`,
    state,
  ].filter(Boolean);
  const refresh = state === 'running' ? `<meta http-equiv="refresh" content="${refreshSeconds}">\n` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh}<title>${escapeHtml(title)}: ${state}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${facts.map((fact) => escapeHtml(String(fact))).join(' · ')}</p>
<main>
${charts(steps, probes, ready).map(drawChart).join('\n')}
</main>
${probeTable(probes)}
<p class="note">${note(ready)}</p>
</body>
</html>
`;
}

function charts(
  steps: readonly StepPoint[],
  probes: readonly ProbePoint[],
  ready: ReadyEvent | undefined,
): Chart[] {
  const lastStep = ready?.steps ?? steps.at(-1)?.step ?? 1;
  const of = (key: keyof StepPoint, scale = 1) =>
    steps.map((point) => ({ x: point.step, y: point[key] * scale }));
  const texts = [...new Set(probes.map(({ text }) => text))];
  const all: Chart[] = [
    { title: 'Loss', unit: 'nats a token', lastStep, series: [{ name: '', points: of('loss') }] },
    {
      title: 'Bits per character',
      unit: '',
      lastStep,
      series: texts.map((text) => ({
        name: text,
        points: probes
          .filter((point) => point.text === text)
          .map(({ step, bitsPerCharacter }) => ({ x: step, y: bitsPerCharacter })),
      })),
    },
    { title: 'Speed', unit: 'tokens/s', lastStep, series: [{ name: '', points: of('tokensPerSecond') }] },
    { title: 'Utilisation', unit: '% MFU', lastStep, series: [{ name: '', points: of('mfu', 100) }] },
    {
      title: 'Gradient norm',
      unit: '',
      lastStep,
      isLogarithmic: true,
      series: [{ name: '', points: of('gradientNorm') }],
    },
    { title: 'Learning rate', unit: '', lastStep, series: [{ name: '', points: of('learningRate') }] },
  ];
  return all.filter(({ series }) => series.some(({ points }) => points.length > 0));
}

function probeTable(probes: readonly ProbePoint[]): string {
  const texts = [...new Set(probes.map(({ text }) => text))];
  if (texts.length === 0) return '';
  const rows = texts.map((text) => {
    const points = probes.filter((point) => point.text === text);
    const best = Math.min(...points.map(({ bitsPerCharacter }) => bitsPerCharacter));
    const cells = [points[0]?.bitsPerCharacter, best, points.at(-1)?.bitsPerCharacter];
    return `<tr><th scope="row">${escapeHtml(text)}</th>${cells.map((bits) => `<td>${bits?.toFixed(3)}</td>`).join('')}</tr>`;
  });
  return `<table><caption>Bits per character</caption><tr><th></th><th>first</th><th>best</th><th>last</th></tr>
${rows.join('\n')}</table>`;
}

function note(ready: ReadyEvent | undefined): string {
  if (!ready) return '';
  const perToken = `${(ready.flopsPerToken / 1e9).toFixed(2)} GFLOP`;
  return `MFU is ${perToken} a token (6 a weight of every matrix, and attention; forward and backward) × tokens/s, by the
${(ready.peakFlops / 1e12).toFixed(2)} TFLOP/s of a large matrix product. Long series are drawn as means of neighbouring steps, with their range.
Bits per character are those of the training's own arithmetic and sequence length; the evaluation stage measures the model file.`;
}

const style = `
:root { color-scheme: light dark; --grid: #8884; --line: light-dark(#1c62b9, #7db4ff); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1rem; margin: 0; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.5rem; }
figure { margin: 0; } svg { width: 100%; height: auto; display: block; }
svg text { font-size: 11px; fill: currentColor; } svg .grid { stroke: var(--grid); }
.range { fill: currentColor; opacity: 0.15; stroke: none; } .line { fill: none; stroke: currentColor; stroke-width: 1.6; }
.series-0 { color: var(--line); } .series-1 { color: light-dark(#b3471b, #ff9d6b); }
.series-2 { color: light-dark(#1a7f45, #69d396); } .series-3 { color: light-dark(#7a3fb5, #c79bff); }
.legend span { margin-right: 1rem; } .legend { margin: 0; font-size: 0.85rem; min-height: 1.3em; }
table { border-collapse: collapse; margin-top: 1.5rem; } caption { text-align: left; font-weight: 600; }
th, td { text-align: right; padding: 0.25rem 1.2rem 0.25rem 0; border-bottom: 1px solid var(--grid); }
th[scope] { text-align: left; font-weight: 400; } .note { font-size: 0.85rem; opacity: 0.8; }
`;

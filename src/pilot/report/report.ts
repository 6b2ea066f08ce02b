import { escapeHtml } from '../../core/escape.ts';
import type { Analysis } from '../analysis/analyse.ts';
import type { ArmSummary } from '../analysis/arm-summary.ts';
import type { Estimate } from '../analysis/cluster-regression.ts';
import type { Study } from '../study/study.ts';
import { intervalChart } from './interval-chart.ts';
import { type ReportLanguage, type ReportWords, reportWords } from './words.ts';

const style = `
  body { font: 11pt/1.45 "Noto Sans", "DejaVu Sans", sans-serif; max-width: 180mm; margin: 8mm auto; padding: 0 4mm; color: #111; background: #fff; }
  h1 { font-size: 17pt; margin: 0 0 2mm; } h2 { font-size: 12.5pt; margin: 7mm 0 2mm; break-after: avoid; }
  p { margin: 2mm 0; } .answer { font-size: 12.5pt; border-left: 1.2mm solid #0a5; padding-left: 4mm; }
  .warning { border: 0.5mm solid #a00; padding: 2mm 3mm; } .small { font-size: 9pt; color: #444; overflow-wrap: anywhere; }
  .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 10pt; break-inside: avoid; }
  th, td { text-align: left; border-bottom: 0.2mm solid #999; padding: 1.2mm 0 1.2mm 3mm; vertical-align: top; }
  th:first-child, td:first-child { padding-left: 0; }
  td.n, th.n { text-align: right; white-space: nowrap; } th.n { white-space: normal; } svg { max-width: 100%; height: auto; } li { margin: 1mm 0; }
  @page { size: A4; margin: 14mm; } @media print { body { max-width: none; margin: 0; padding: 0; } }`;

export interface ReportFacts {
  readonly study: Study;
  readonly analysis: Analysis;
  readonly hash: string;
  /** When the plan was fixed (a date, YYYY-MM-DD); undefined where it never was. */
  readonly fixedOn: string | undefined;
  readonly language: ReportLanguage;
}

/** The report of a study as a page that prints on A4. It names arms, never a pupil or a class. */
export function writeReport(facts: ReportFacts): string {
  const { study, hash, fixedOn, language } = facts;
  const words = reportWords(language);
  const { say } = words;
  const warnings = [
    ...(fixedOn === undefined ? [say('notFixed')] : []),
    ...(study.assignment === 'by choice' ? [say('byChoice')] : []),
  ];
  const title = `${say('title')} · ${study.title}`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>
<h1>${escapeHtml(say('title'))}</h1>
<p><b>${escapeHtml(study.title)}</b> · ${escapeHtml(study.question)}</p>
${warnings.map((warning) => `<p class="warning">${escapeHtml(warning)}</p>`).join('\n')}
${fixedOn === undefined ? '' : `<p class="small">${escapeHtml(say('fixed', { when: fixedOn, hash }))}</p>`}
${answerPart(facts, words)}
${whoPart(facts, words)}
${usePart(facts, words)}
<h2>${escapeHtml(say('limits'))}</h2><ul>${words.limits.map((limit) => `<li>${escapeHtml(limit)}</li>`).join('')}</ul>
</main></body></html>
`;
}

function answerPart({ study, analysis }: ReportFacts, { say }: ReportWords): string {
  const { effect, standardised, cr1, plain, bootstrap, planned, found } = analysis;
  const nameOf = (id: string) => study.arms.find((arm) => arm.id === id)?.name ?? id;
  const { arm, control } = study.plan.comparison;
  const sentence = say('effect', {
    arm: nameOf(arm),
    control: nameOf(control),
    value: points(Math.abs(effect.value)),
    direction: say(effect.value < 0 ? 'less' : 'more'),
    percent: Math.round(100 * (1 - study.plan.alpha)),
    low: points(effect.low),
    high: points(effect.high),
    p: probability(effect.p),
  });
  const verdicts = { yes: 'isShown', no: 'isNotShown', unclear: 'isUnclear' } as const;
  const rows = [
    { name: say('cr2', { df: effect.degreesOfFreedom.toFixed(1) }), ...effect },
    ...(bootstrap
      ? [{ name: say('bootstrap', { draws: bootstrap.draws }), value: effect.value, ...bootstrap }]
      : []),
    { name: say('cr1', { df: cr1.degreesOfFreedom }), ...cr1 },
    { name: say('plain'), ...plain },
  ];
  return `<h2>${escapeHtml(say('answer'))}</h2>
<p class="answer">${escapeHtml(sentence)}<br><b>${escapeHtml(say(verdicts[analysis.isShown]))}</b></p>
<p>${escapeHtml(say('inDeviations', { value: decimal(standardised.value), low: decimal(standardised.low), high: decimal(standardised.high) }))} ${escapeHtml(say('couldSee', { value: planned.byStudent.toFixed(2) }))}</p>
${intervalChart(rows)}
${table(
  [say('wayOfComputing'), say('difference'), say('interval'), say('p')],
  rows.map(({ name, value, low, high, p }) => [
    name,
    points(value),
    `${points(low)} … ${points(high)}`,
    probability(p),
  ]),
)}
<h2>${escapeHtml(say('assumed'))}</h2>
${table(
  [say('quantity'), say('planned'), say('found')],
  [
    [say('icc'), decimal(planned.icc), decimal(found.icc)],
    [say('r2'), decimal(planned.r2), decimal(found.r2)],
    [say('perCluster'), String(planned.pupils), found.pupils.toFixed(1)],
  ],
)}`;
}

function whoPart({ study, analysis }: ReportFacts, { say }: ReportWords): string {
  const { attrition, arms } = analysis;
  const nameOf = (id: string) => study.arms.find((arm) => arm.id === id)?.name ?? id;
  const { arm, control } = study.plan.comparison;
  const lost = lostOf(attrition.difference);
  const sentences = [
    lost === undefined
      ? say('nobodyLost')
      : say('lostDifference', { ...lost, arm: nameOf(arm), control: nameOf(control) }),
    ...(attrition.bounds
      ? [
          say('bounds', {
            cut: attrition.bounds.cut,
            low: points(attrition.bounds.low),
            high: points(attrition.bounds.high),
          }),
        ]
      : []),
  ];
  const score = ({ mean, deviation }: ArmSummary['before']) =>
    mean === null ? '–' : `${points(mean)}${deviation === null ? '' : ` (${points(deviation)})`}`;
  return `<h2>${escapeHtml(say('who'))}</h2>
${table(
  [say('arm'), say('clusters'), say('pupils'), say('wroteBefore'), say('wroteBoth')],
  arms.map((one) => [one.name, ...[one.clusters, one.pupils, one.wroteBefore, one.wroteBoth].map(String)]),
)}
<p>${sentences.map(escapeHtml).join(' ')}</p>
<h2>${escapeHtml(say('scores'))}</h2>
${table(
  [say('arm'), say('before'), say('after')],
  arms.map((one) => [one.name, score(one.before), score(one.after)]),
)}`;
}

function lostOf(difference: Estimate | null) {
  if (difference === null) return undefined;
  const { value, low, high, p } = difference;
  return { value: points(value), low: points(low), high: points(high), p: probability(p) };
}

function usePart({ analysis }: ReportFacts, { say }: ReportWords): string {
  const number = (value: number | undefined) => (value === undefined ? '–' : String(Math.round(value)));
  const seconds = (value: number | undefined) => (value === undefined ? '–' : (value / 1000).toFixed(1));
  return `<h2>${escapeHtml(say('use'))}</h2>
<p class="small">${escapeHtml(say('useNote'))}</p>
${table(
  [say('arm'), say('answers'), say('days'), say('revealed'), say('wait'), say('faces')],
  analysis.arms.map(({ name, dose, revealShare, wait, faces }) => [
    name,
    number(dose.answers),
    number(dose.days),
    revealShare === undefined ? '–' : `${Math.round(100 * revealShare)} %`,
    `${seconds(wait.median)} / ${seconds(wait.p95)}`,
    faces.join(' / '),
  ]),
)}`;
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const kind = (column: number) => (column === 0 ? '' : ' class="n"');
  const head = heading
    .map((cell, column) => `<th${kind(column)} scope="col">${escapeHtml(cell)}</th>`)
    .join('');
  const body = rows
    .map(
      (row) =>
        `<tr>${row.map((cell, column) => `<td${kind(column)}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** A share as points of a hundred. */
function points(share: number): string {
  return Number.isFinite(share) ? minus((100 * share).toFixed(1)) : share > 0 ? '∞' : '−∞';
}

function decimal(value: number): string {
  return minus(value.toFixed(2));
}

function minus(text: string): string {
  return text.replace(/^-(?=.*[1-9])/, '−').replace(/^-/, '');
}

function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

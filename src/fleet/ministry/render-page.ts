import { escapeHtml } from '../../core/escape.ts';
import type { Figures } from '../collect/figures.ts';
import { places } from '../collect/places.ts';
import { pageStyle } from './style.ts';
import { type PageLanguage, type PageWords, pageLanguages, pageWords, regions } from './words.ts';

/** What one school costs over some years, by way; from `soro plan`. */
interface Cost {
  readonly years: number;
  readonly ways: readonly { readonly name: string; readonly dollars: number }[];
}

type SchoolFigures = Figures['schools'][number];

const silentDays = 14;
/** Of the schools of a district that were heard from. */
const goodShare = 0.9;
const longWaitSeconds = 20;
const mostRows = 30;
/** Wider tables become cards on a telephone. */
const fewColumns = 3;

/** The name of the page in a language: the Tajik one is what a browser opens first. */
export function pageFile(language: PageLanguage): string {
  return language === 'tg' ? 'index.html' : `${language}.html`;
}

/** The ministry's page in one language: one file, nothing is loaded from anywhere. @param now milliseconds since 1970. */
export function renderPage(figures: Figures, cost: Cost, language: PageLanguage, now: number): string {
  const words = pageWords[language];
  const others = pageLanguages.map((other) =>
    other === language
      ? `<b>${words.language}</b>`
      : `<a href="${pageFile(other)}" hreflang="${other}">${pageWords[other].language}</a>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<style>${pageStyle}</style>
</head>
<body>
<nav>${others.join(' · ')}</nav>
<h1>${words.title}</h1>
<p class="quiet">${fill(words.made, { time: new Date(now).toISOString().slice(0, 16).replace('T', ' ') })} UTC</p>
${summary(figures, words)}
<h2>${words.map}</h2>
<p>${words.mapText}</p>
${legend(words)}
${map(figures.schools, language)}
<h2>${words.versions}</h2>
${table([words.version, words.count], versionRows(figures.schools, words), words)}
<h2>${words.releases}</h2>
<p>${words.effectText}</p>
${releaseTable(figures, words)}
<h2>${words.waiting}</h2>
<p>${words.waitingText}</p>
${schoolTable(waitingSchools(figures.schools), words.wait, ({ wait95Seconds }) => wait95Seconds, words)}
<h2>${words.silentList}</h2>
${schoolTable(silentSchools(figures.schools), words.days, ({ silentDays: days }) => days, words)}
<h2>${words.measures}</h2>
<p>${words.measuresText}</p>
${table(
  [words.month, words.subject, words.schools, words.pupils, words.answers, words.right],
  figures.measures.map((row) => [
    row.month,
    row.subject,
    `${row.schools}`,
    grouped(row.pupils),
    grouped(row.answers),
    percent(row.rightShare),
  ]),
  words,
)}
<h2>${words.cost}</h2>
<p>${fill(words.costText, { schools: `${figures.schools.length}`, years: `${cost.years}` })}</p>
${table(
  [words.way, words.oneSchool, words.allSchools],
  cost.ways.map(({ name, dollars }) => [
    wayName(name, words),
    grouped(dollars),
    grouped(dollars * figures.schools.length),
  ]),
  words,
)}
</body>
</html>
`;
}

function summary({ schools, corrections }: Figures, words: PageWords): string {
  const silent = schools.filter(isSilent);
  const never = schools.filter(({ silentDays: days }) => days === null);
  const tiles: [string, number][] = [
    [words.schools, schools.length],
    [words.heard, schools.length - silent.length],
    [words.silent, silent.length - never.length],
    [words.never, never.length],
    [words.failures, schools.reduce((sum, { failures }) => sum + failures, 0)],
    [words.corrections, corrections],
  ];
  const shown = tiles.map(([name, count]) => `<div><b>${count}</b><span>${name}</span></div>`);
  return `<div class="figures">${shown.join('')}</div>`;
}

function legend(words: PageWords): string {
  const entries = [
    ['good', words.legendGood],
    ['some', words.legendSome],
    ['bad', words.legendBad],
    ['none', words.legendNone],
  ];
  return `<p class="legend">${entries.map(([kind, text]) => `<span><i class="tile ${kind}"></i>${text}</span>`).join('')}</p>`;
}

/** A tile a district, grouped by region as the regions lie: no borders, so no map data. */
function map(schools: readonly SchoolFigures[], language: PageLanguage): string {
  const blocks = regions.map(({ key, area, names }) => {
    const own = places.filter(({ region }) => region === key).map(({ name }) => name);
    const tiles = own.sort(byTajik).map((name) =>
      tile(
        name,
        schools.filter(({ district }) => district === name),
      ),
    );
    return tiles.length === 0
      ? ''
      : `<section class="${area}"><h3>${names[language]}</h3><div class="tiles">${tiles.join('')}</div></section>`;
  });
  return `<div class="map">${blocks.join('\n')}</div>`;
}

function tile(name: string, schools: readonly SchoolFigures[]): string {
  const heard = schools.filter((school) => !isSilent(school)).length;
  const kind =
    schools.length === 0
      ? 'none'
      : heard >= goodShare * schools.length
        ? 'good'
        : heard < schools.length / 2
          ? 'bad'
          : 'some';
  const counts = schools.length === 0 ? '–' : `${heard} / ${schools.length}`;
  return `<div class="tile ${kind}"><span lang="tg">${escapeHtml(name)}</span><b>${counts}</b></div>`;
}

function versionRows(schools: readonly SchoolFigures[], words: PageWords): string[][] {
  const counts = new Map<string, number>();
  for (const { version } of schools) {
    const name = version ?? words.unknown;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1]).map(([name, count]) => [name, `${count}`]);
}

function releaseTable({ releases }: Figures, words: PageWords): string {
  const heads = [
    words.release,
    words.waits,
    words.trial,
    words.kept,
    words.rejected,
    words.reason,
    words.failedShare,
    words.wait,
  ];
  const rows = releases.map((one) => [
    `${one.track} ${one.title ?? ''} (${one.release.slice(0, 8)})`,
    `${one.waits}`,
    `${one.trial}`,
    `${one.kept}`,
    `${one.rejected}`,
    one.reason ?? '',
    `${percent(one.failedShare)} / ${percent(one.failedShareElsewhere)}`,
    `${seconds(one.waitSeconds)} / ${seconds(one.waitSecondsElsewhere)}`,
  ]);
  return table(heads, rows, words);
}

function schoolTable(
  schools: readonly SchoolFigures[],
  head: string,
  value: (school: SchoolFigures) => number | null,
  words: PageWords,
): string {
  const rows = schools.map((school) => [school.name, school.district, `${value(school) ?? words.never}`]);
  return table([words.name, words.district, head], rows, words);
}

function waitingSchools(schools: readonly SchoolFigures[]): SchoolFigures[] {
  return schools
    .filter(({ wait95Seconds }) => (wait95Seconds ?? 0) > longWaitSeconds)
    .sort((one, other) => (other.wait95Seconds ?? 0) - (one.wait95Seconds ?? 0));
}

/** Those that were never heard from last: some are not set up yet. */
function silentSchools(schools: readonly SchoolFigures[]): SchoolFigures[] {
  return schools.filter(isSilent).sort((one, other) => (other.silentDays ?? -1) - (one.silentDays ?? -1));
}

function isSilent({ silentDays: days }: SchoolFigures): boolean {
  return days === null || days > silentDays;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[], words: PageWords): string {
  if (rows.length === 0) return `<p class="quiet">${words.none}</p>`;
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows
    .slice(0, mostRows)
    .map(
      (row) =>
        `<tr>${row.map((text, at) => `<td data-head="${escapeHtml(heads[at] ?? '')}">${escapeHtml(text)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  const more =
    rows.length > mostRows
      ? `<p class="quiet">${fill(words.more, { count: `${rows.length - mostRows}` })}</p>`
      : '';
  return `<table${heads.length > fewColumns ? ' class="cards"' : ''}><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>${more}`;
}

function byTajik(one: string, other: string): number {
  return one.localeCompare(other, 'tg');
}

/** The ways of `soro plan` in the words of the page. */
function wayName(name: string, words: PageWords): string {
  return [words.ownMachine, words.server, words.cloud][englishWays.indexOf(name)] ?? name;
}

const englishWays = [pageWords.en.ownMachine, pageWords.en.server, pageWords.en.cloud];

function grouped(value: number): string {
  return value.toFixed(0).replace(/\B(?=(?:\d{3})+$)/gu, '\u00a0');
}

function percent(share: number | null): string {
  return share === null ? '–' : (share * 100).toFixed(1);
}

function seconds(value: number | null): string {
  return value === null ? '–' : value.toFixed(0);
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/gu, (_whole, name: string) => values[name] ?? '');
}

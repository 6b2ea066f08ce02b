import { percent, withInterval } from './format.ts';
import type { ReleaseTable, TableRow } from './summarise.ts';

/** One column of the table: its head and what it says of a row; both as plain text. */
export interface Column {
  readonly head: string;
  readonly cell: (row: TableRow) => string;
}

const languageNames: Readonly<Record<string, string>> = { tg: 'Tajik', ru: 'Russian', en: 'English' };

/** `tg` → `Tajik`. */
export function languageName(language: string): string {
  return languageNames[language] ?? language;
}

/** The columns that a table has: those of what was measured. */
export function columns(table: ReleaseTable): Column[] {
  const contexts = [...new Set(table.rows.flatMap(({ speeds }) => Object.keys(speeds)))];
  const perLanguage = table.languages.flatMap((language): Column[] => {
    const of = (row: TableRow) => row.languages[language];
    const name = languageName(language);
    return [
      { head: `KL ${name}`, cell: (row) => withInterval(of(row)?.divergence, (value) => value.toFixed(4)) },
      { head: `same top token ${name}`, cell: (row) => percent(of(row)?.agreement) },
      { head: `bits/character ${name}`, cell: (row) => number(of(row)?.bitsPerCharacter, 3) },
    ];
  });
  return [
    { head: 'variant', cell: ({ name, isOnFront }) => `${name}${isOnFront ? ' ●' : ''}` },
    { head: 'importances', cell: ({ importance }) => importance },
    { head: 'MB', cell: ({ sizeBytes }) => (sizeBytes / 1e6).toFixed(1) },
    { head: 'bits/weight', cell: ({ bitsPerWeight }) => bitsPerWeight.toFixed(2) },
    ...perLanguage,
    ...(table.rows.some(({ keptGain }) => keptGain !== undefined)
      ? [{ head: 'gain kept', cell: ({ keptGain }: TableRow) => percent(keptGain) }]
      : []),
    ...(table.accuracy
      ? [
          {
            head: 'accuracy',
            cell: ({ accuracy }: TableRow) => percent(accuracy?.accuracy),
          },
          {
            head: 'accuracy − unquantised',
            cell: ({ accuracy }: TableRow) => withInterval(accuracy?.difference, percent),
          },
        ]
      : []),
    ...contexts.flatMap((context): Column[] => [
      {
        head: `memory at ${context}, MB`,
        cell: ({ speeds }) => number(speeds[context] && speeds[context].memoryBytes / 1e6, 0),
      },
      {
        head: `prefill/generation at ${context}, tokens/s`,
        cell: ({ speeds }) => {
          const speed = speeds[context];
          return speed
            ? `${speed.prefillTokensPerSecond.toFixed(0)} / ${speed.generationTokensPerSecond.toFixed(1)}`
            : '–';
        },
      },
    ]),
  ];
}

function number(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits);
}

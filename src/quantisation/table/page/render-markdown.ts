import { knownEntry } from '../../../core/known.ts';
import { columns } from './columns.ts';
import { howMeasured, verdict } from './sentences.ts';
import type { ReleaseTable } from './summarise.ts';

/** The table as Markdown, for a card or a page of a repository. */
export function renderMarkdown(table: ReleaseTable): string {
  const shown = columns(table);
  const subjects = table.textNames.filter((name) => name.includes('-'));
  return `${[
    `# Quantisation of ${table.name}`,
    howMeasured(table),
    grid(
      shown.map(({ head }) => head),
      table.rows.map((row) => shown.map(({ cell }) => cell(row))),
    ),
    ...(subjects.length > 0
      ? [
          '## Divergence by register and subject',
          grid(
            ['variant', ...subjects],
            table.rows.map((row) => [
              row.name,
              ...subjects.map((text) => knownEntry(row.texts, text).toFixed(4)),
            ]),
          ),
        ]
      : []),
    '## Release',
    ...(table.release
      ? [
          verdict(table),
          grid(
            ['condition', 'measured', ''],
            table.release.conditions.map(({ condition, measured, fulfilled }) => [
              condition,
              measured,
              fulfilled === undefined ? 'not measured' : fulfilled ? 'fulfilled' : 'not fulfilled',
            ]),
          ),
        ]
      : [verdict(table)]),
  ].join('\n\n')}\n`;
}

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

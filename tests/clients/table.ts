import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../src/core/configuration.ts';
import { type Feature, features, type SuiteResult } from './suite.ts';

const file = join(projectFolder, 'docs', 'api.md');
const begin = '<!-- clients: written by SORO_WRITE_CLIENTS=1 npx vitest run tests/clients -->';
const end = '<!-- /clients -->';

/** Clients of the table, in its order. */
export const clients = [
  'openai-node',
  'openai-python',
  'LangChain',
  'LiteLLM',
  'llm',
  'Open WebUI',
  'lm-eval',
] as const;

export type Client = (typeof clients)[number];
/** What the table says of each client. */
export type Table = ReadonlyMap<Client, SuiteResult>;

/** The table in docs/api.md. */
export async function readTable(): Promise<Table> {
  const text = await readFile(file, 'utf8');
  const lines = text
    .slice(text.indexOf(begin) + begin.length, text.indexOf(end))
    .trim()
    .split('\n');
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const [header = []] = rows;
  const ids = new Map(Object.entries(features).map(([id, title]) => [title as string, id as Feature]));
  return new Map(
    clients.flatMap((client) => {
      const column = header.findIndex((cell) => cell.startsWith(`${client} `));
      if (column < 0) return [];
      const results = rows.slice(2).flatMap((row) => {
        const id = ids.get(row[0] ?? '');
        const cell = row[column] ?? '–';
        return id && cell !== '–' ? [[id, cell] as const] : [];
      });
      return [
        [
          client,
          { version: header[column]?.slice(client.length + 1) ?? '', results: Object.fromEntries(results) },
        ],
      ];
    }),
  );
}

/** Puts the table into docs/api.md. */
export async function writeTable(table: Table): Promise<void> {
  const columns = clients.filter((client) => table.has(client));
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [
    row(['', ...columns.map((client) => `${client} ${table.get(client)?.version}`)]),
    row(['---', ...columns.map(() => ':---:')]),
    ...Object.entries(features).map(([id, title]) =>
      row([title, ...columns.map((client) => table.get(client)?.results[id as Feature] ?? '–')]),
    ),
  ];
  const text = await readFile(file, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < 0) throw new Error(`${file} has no place for the table of clients.`);
  await writeFile(file, `${text.slice(0, before)}${begin}\n${lines.join('\n')}\n${text.slice(after)}`);
}

import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { BadInputError, fromSystemError } from '../../core/errors.ts';
import { listFiles } from '../../core/files.ts';
import { parseJson } from '../../core/schema.ts';

/** A piece of text that a benchmark asks about. */
export interface BenchmarkItem {
  /** File and line. */
  readonly name: string;
  readonly text: string;
}

interface BenchmarkFile {
  /** Name that does not depend on where the benchmark lies. */
  readonly name: string;
  readonly path: string;
}

const readable = /\.(jsonl|txt|tsv)$/;

/** The hashes of benchmark files by name, for fingerprints. @throws BadInputError when one is missing. */
export async function hashBenchmarks(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { name, path } of await benchmarkFiles(paths)) {
    hashes[`benchmark ${name}`] = await hashFile(path, signal);
  }
  return hashes;
}

/** Every text in benchmark files: the strings of JSON lines, the lines of text, the cells of tables. */
export async function readBenchmarkItems(paths: readonly string[]): Promise<BenchmarkItem[]> {
  const items: BenchmarkItem[] = [];
  for (const { name, path } of await benchmarkFiles(paths)) {
    const lines = (await readFile(path, 'utf8')).split(/\r?\n/);
    for (const [index, line] of lines.entries()) {
      const place = `${name} ${index + 1}`;
      for (const text of textsOf(line, path, index + 1)) items.push({ name: place, text });
    }
  }
  return items;
}

async function benchmarkFiles(paths: readonly string[]): Promise<BenchmarkFile[]> {
  const files: BenchmarkFile[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      throw fromSystemError(error, path);
    });
    const names = found.isDirectory() ? (await listFiles(path)).filter((name) => readable.test(name)) : [];
    if (!found.isDirectory() && readable.test(path)) files.push({ name: basename(path), path });
    else if (names.length === 0) throw unreadable(path);
    files.push(...names.map((name) => ({ name: `${basename(path)}/${name}`, path: join(path, name) })));
  }
  return files;
}

function textsOf(line: string, file: string, lineNumber: number): string[] {
  if (line.trim() === '') return [];
  if (file.endsWith('.jsonl')) return stringsOf(parseJson(line, { file: `${file}:${lineNumber}` }));
  return file.endsWith('.tsv') ? line.split('\t') : [line];
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}

function unreadable(path: string): BadInputError {
  return new BadInputError({
    message: 'There are no benchmark items here.',
    file: path,
    remedy:
      'Name a .jsonl, .txt or .tsv file, or a folder that holds some; of a task whose items lie elsewhere, the file that `soro evaluate --compared-texts FILE --tasks FOLDER` writes.',
  });
}

import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../core/artefact/fingerprint.ts';
import { fromSystemError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { jsonLine } from '../core/json-lines.ts';

const lineSchema = z.strictObject({ key: z.string(), result: z.json() });

/**
 * Results of items under one model, kept in one file that only grows: an item a line, under a key of all that
 * determines its result. A line that a killed process left half-written is ignored.
 */
export class ResultCache {
  readonly #file: string;
  readonly #found = new Map<string, Json>();
  #endsInLine = true;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Opens a cache file, which need not exist. */
  static async open(file: string): Promise<ResultCache> {
    const cache = new ResultCache(file);
    const text = await readFile(file, 'utf8').catch(() => '');
    for (const line of text.split('\n')) {
      const parsed = lineSchema.safeParse(parseLine(line));
      if (parsed.success) cache.#found.set(parsed.data.key, parsed.data.result);
    }
    cache.#endsInLine = text === '' || text.endsWith('\n');
    return cache;
  }

  get(key: string): Json | undefined {
    return this.#found.get(key);
  }

  /** Adds results, safe from a power cut when it returns. */
  async add(results: readonly (readonly [key: string, result: Json])[]): Promise<void> {
    if (results.length === 0) return;
    for (const [key, result] of results) this.#found.set(key, result);
    const lines = results.map(([key, result]) => jsonLine({ key, result })).join('');
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      const handle = await open(this.#file, 'a');
      try {
        await handle.write(`${this.#endsInLine ? '' : '\n'}${lines}`);
        await handle.datasync();
        this.#endsInLine = true;
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw fromSystemError(error, this.#file);
    }
  }
}

/** The key of what determines a result. */
export function resultKey(description: unknown): string {
  return sha256(JSON.stringify(description)).slice(0, 32);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

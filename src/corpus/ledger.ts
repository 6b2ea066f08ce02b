import { join } from 'node:path';
import { z } from 'zod';
import { readText } from '../core/files.ts';
import type { Artefact } from '../core/manifest.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { quotePath, withDatabase } from '../documents/index.ts';

export const ledgerName = 'ledger.json';

const entrySchema = z.strictObject({
  name: z.string(),
  licences: z.array(z.string()),
  documentsIn: z.int(),
  documentsKept: z.int(),
  documentsHeldOut: z.int(),
  /** Characters (code points) of the kept documents, held-out ones among them. */
  charactersKept: z.int(),
  /** Reason → how many documents. */
  rejects: z.record(z.string(), z.int()),
});

/** `ledger.json` of a corpus: what came from where, and what was left out and why. */
export const ledgerSchema = z.strictObject({ sources: z.array(entrySchema) });

export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerEntry = Ledger['sources'][number];

/** The Parquet files that a ledger counts. */
export interface LedgerFiles {
  readonly read: readonly string[];
  readonly kept: readonly string[];
  readonly rejects: readonly string[];
}

/** Counts a corpus by source, sources in the order of their names. */
export async function countLedger(files: LedgerFiles, temporaryFolder: string): Promise<Ledger> {
  return withDatabase(temporaryFolder, async (database) => {
    const rows = async (query: string) =>
      (await database.runAndReadAll(query)).getRowObjectsJS() as Record<string, string | number>[];
    const entries = new Map<string, LedgerEntry>();
    for (const { source_name: name, documents } of await rows(
      `SELECT source_name, count(*)::INTEGER AS documents FROM ${table(files.read)} GROUP BY 1 ORDER BY 1`,
    )) {
      entries.set(String(name), emptyEntry(String(name), Number(documents)));
    }
    const sources = `SELECT DISTINCT source_name, source_licence FROM ${table(files.read)} ORDER BY ALL`;
    for (const row of await rows(sources)) {
      entries.get(String(row.source_name))?.licences.push(String(row.source_licence));
    }
    for (const row of await rows(
      `SELECT source_name, count(*)::INTEGER AS kept, count_if(split = 'held-out')::INTEGER AS held_out,
         sum(length(text))::DOUBLE AS characters FROM ${table(files.kept)} GROUP BY 1`,
    )) {
      const entry = entries.get(String(row.source_name));
      if (!entry) continue;
      entry.documentsKept = Number(row.kept);
      entry.documentsHeldOut = Number(row.held_out);
      entry.charactersKept = Number(row.characters);
    }
    for (const row of await rows(
      `SELECT source_name, reason, count(*)::INTEGER AS documents FROM ${table(files.rejects)}
       GROUP BY 1, 2 ORDER BY 1, 2`,
    )) {
      const entry = entries.get(String(row.source_name));
      if (entry) entry.rejects[String(row.reason)] = Number(row.documents);
    }
    return { sources: [...entries.values()] };
  });
}

/**
 * Reads the ledger of a corpus.
 * @throws CorruptArtefactError when it is damaged.
 */
export async function readLedger(corpus: Artefact): Promise<Ledger> {
  const file = join(corpus.directory, ledgerName);
  const source = { file, family: 'corrupt', remedy: 'Delete the corpus and build it again.' } as const;
  return parseWith(ledgerSchema, parseJson(await readText(file), source), source);
}

function emptyEntry(name: string, documentsIn: number): LedgerEntry {
  return {
    name,
    licences: [],
    documentsIn,
    documentsKept: 0,
    documentsHeldOut: 0,
    charactersKept: 0,
    rejects: {},
  };
}

function table(files: readonly string[]): string {
  return `read_parquet([${files.map(quotePath).join(', ')}])`;
}

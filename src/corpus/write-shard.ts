import { z } from 'zod';
import type { RunShard } from '../core/executor.ts';
import { parseWith } from '../core/schema.ts';
import {
  type Database,
  documentSelect,
  quote,
  quotePath,
  withDatabase,
  writeParquet,
} from '../documents/index.ts';

const filesSchema = z.strictObject({ documents: z.string(), rejects: z.string() });

const writeInputSchema = z.strictObject({
  number: z.int(),
  filtered: filesSchema,
  clusters: z.string(),
  written: filesSchema,
  temporaryFolder: z.string(),
  heldOutShare: z.number(),
});

export type WriteInput = z.infer<typeof writeInputSchema>;

/** Writing a shard has nothing to say; the ledger counts. */
export const writeOutputSchema = z.strictObject({});

/** Writes one finished corpus shard: without duplicates, with split and cluster size. */
export const runShard: RunShard = async (input, { signal }) => {
  const { number, filtered, clusters, written, temporaryFolder, heldOutShare } = parseWith(
    writeInputSchema,
    input,
  );
  const documents = `read_parquet(${quotePath(filtered.documents)}, file_row_number = true) AS document`;
  const cluster = `read_parquet(${quotePath(clusters)}) AS cluster ON cluster.id = document.id`;
  const isKept = `(cluster.kept_shard = ${number} AND cluster.kept_row = document.file_row_number)`;
  const columns = documentSelect.replaceAll(/\w+/g, 'document.$&');
  const write = async (database: Database) => {
    const kept = `SELECT ${columns}, ${splitOf('document.id', heldOutShare)} AS split, cluster.cluster_size
      FROM ${documents} JOIN ${cluster} WHERE ${isKept} ORDER BY document.file_row_number`;
    await writeParquet(database, kept, written.documents, temporaryFolder);
    const rejects = `SELECT * EXCLUDE (part, place) FROM (
        SELECT * EXCLUDE (file_row_number), 0 AS part, file_row_number AS place
        FROM read_parquet(${quotePath(filtered.rejects)}, file_row_number = true)
      UNION ALL
        SELECT document.id, source_name, source_address, 'duplicates', 'duplicate', cluster.kept_source,
          text, 1, document.file_row_number
        FROM ${documents} JOIN ${cluster} WHERE NOT ${isKept}
      ) ORDER BY part, place`;
    await writeParquet(database, rejects, written.rejects, temporaryFolder);
  };
  await withDatabase(temporaryFolder, write, signal);
  return {};
};

/** SQL that puts an id into a split by its hash, so that a text is in the same split in every corpus. */
export function splitOf(id: string, heldOutShare: number): string {
  const limit = Math.floor(heldOutShare * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  const isHeldOut = `left(sha256('held-out ' || ${id}), 8) < ${quote(limit)}`;
  return `CASE WHEN ${isHeldOut} THEN 'held-out' ELSE 'train' END`;
}

import { type Database, quotePath, withDatabase, writeParquet } from '../documents/index.ts';

/** A filtered shard and its number in the corpus. */
export interface NumberedShard {
  readonly number: number;
  readonly documents: string;
}

/**
 * Groups equal texts (equal ids) over all shards and writes one row a group: id, `cluster_size`, and
 * which document is kept, the first one (`kept_shard`, `kept_row`, `kept_source`). Groups beyond the
 * memory limit go to disk.
 */
export async function writeClusters(
  shards: readonly NumberedShard[],
  file: string,
  temporaryFolder: string,
  signal: AbortSignal,
): Promise<void> {
  const rows = shards.map(
    ({ number, documents }) =>
      `SELECT id, source_name, ${number}::BIGINT * 4294967296 + file_row_number AS place
       FROM read_parquet(${quotePath(documents)}, file_row_number = true)`,
  );
  const query = `
    SELECT id, count(*)::INTEGER AS cluster_size, (min(place) // 4294967296)::INTEGER AS kept_shard,
      min(place) % 4294967296 AS kept_row, min_by(source_name, place) AS kept_source
    FROM (${rows.join(' UNION ALL ')}) GROUP BY id`;
  const write = (database: Database) => writeParquet(database, query, file, temporaryFolder);
  await withDatabase(temporaryFolder, write, signal);
}

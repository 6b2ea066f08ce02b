import { z } from 'zod';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { RunShard } from '../../core/executor.ts';
import { parseWith } from '../../core/schema.ts';
import { loadMeasures } from '../clean/measures.ts';
import { readRemovals } from '../compare/removals.ts';
import { type Decision, decisionOf } from '../decide/decision.ts';
import { sourceOutcomeSchema } from '../ledger/source-outcome.ts';
import { corpusSettings } from '../settings.ts';
import { readCleaned } from '../tables/cleaned-table.ts';
import { readColumns } from '../tables/columns-file.ts';
import { documentColumns, ledgerColumns, rejectColumns } from '../tables/corpus-tables.ts';
import { writeTables } from '../tables/parquet-tables.ts';
import { Settlement } from './settlement.ts';

const writeInputSchema = z.strictObject({
  cleaned: z.string(),
  removals: z.array(z.string()),
  firstDocument: z.int(),
  candidates: z.int(),
  decisions: z.string(),
  groups: z.array(z.strictObject({ source: z.string(), register: z.string() })),
  documents: z.string(),
  rejects: z.string(),
  ledger: z.string(),
  temporaryFolder: z.string(),
  settings: corpusSettings.pick({ repeatedPassages: true, heldOutShare: true }),
});

export type WriteInput = z.infer<typeof writeInputSchema>;

/** What became of the documents of a shard, by source. */
export const writeOutputSchema = z.strictObject({ sources: z.record(z.string(), sourceOutcomeSchema) });

/** Writes one finished corpus shard: kept documents, rejects, ledger. */
export const runShard: RunShard = async (input, { signal }) => {
  const { cleaned, firstDocument, candidates, temporaryFolder, settings, ...places } = parseWith(
    writeInputSchema,
    input,
  );
  const removals = await readRemovals(places.removals, firstDocument, candidates);
  const columns = await readColumns(places.decisions, [0, 1, 2, 3, 4, 5]);
  const settlement = new Settlement({ ...settings, measures: await loadMeasures() });
  await writeTables(
    {
      documents: { columns: documentColumns, file: places.documents, order: 'copy_number, place' },
      rejects: { columns: rejectColumns, file: places.rejects },
      ledger: { columns: ledgerColumns, file: places.ledger },
    },
    temporaryFolder,
    async (append) => {
      let candidate = 0;
      for await (const row of readCleaned(cleaned, signal)) {
        throwIfInterrupted(signal);
        let decision: Decision | undefined;
        if (row.stage === '') {
          decision = decisionOf(columns, candidate, places.groups);
          candidate += 1;
        }
        const settled = settlement.settle(row, decision, decision && removals.get(candidate - 1));
        const { document } = settled;
        for (let copy = 1; document && copy <= document.copies; copy += 1) {
          append.documents({ ...document, copy_number: copy });
        }
        if (settled.reject) append.rejects(settled.reject);
        append.ledger(settled.ledger);
      }
    },
    signal,
  );
  return { sources: settlement.sources };
};

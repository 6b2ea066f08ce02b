import { join } from 'node:path';
import { writeFileAtomically } from '../../core/files.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type CorpusPlace, gatherReport } from './gather.ts';
import { renderReport } from './render.ts';

export const reportName = 'report.html';

/** Writes `report.html` into the folder of a corpus whose Parquet files are written. */
export async function writeReport(place: CorpusPlace, ledger: Ledger, signal: AbortSignal): Promise<void> {
  const steps = ledger.steps.map(({ step }) => step);
  const data = await gatherReport(place, steps, signal);
  await writeFileAtomically(join(place.directory, reportName), renderReport(ledger, data));
}

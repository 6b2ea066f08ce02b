import { join } from 'node:path';
import { type Database, quote, quotePath, withDatabase } from '../../documents/index.ts';
import { applyEdits } from '../clean/edits.ts';
import { maskPersonalData } from '../privacy/mask-personal-data.ts';
import { personalDataTypes } from '../privacy/personal-data-words.ts';
import type { Histogram } from './histogram.ts';

/** A document shown in the report. */
export interface Sample {
  readonly source: string;
  readonly text: string;
  /** Why it was left out; absent for a kept one. */
  readonly reason?: string;
}

/** Documents that a step let through and documents that it left out. */
export interface StepSamples {
  readonly step: string;
  readonly kept: readonly Sample[];
  readonly rejected: readonly Sample[];
}

/** What the report shows beside the counters of the ledger. */
export interface ReportData {
  readonly histograms: readonly Histogram[];
  readonly samples: readonly StepSamples[];
}

const samplesEach = 20;
const textCharacters = 600;

/** Where a corpus lies while it is being written. */
export interface CorpusPlace {
  readonly directory: string;
  readonly temporaryFolder: string;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads distributions and samples out of the written Parquet files; nothing holds the corpus. Which
 * documents are shown depends on their ids only, so that the same corpus gives the same page.
 */
export async function gatherReport(
  { directory, temporaryFolder }: CorpusPlace,
  steps: readonly string[],
  signal: AbortSignal,
): Promise<ReportData> {
  const files = {
    documents: `read_parquet(${pattern(directory, 'documents')})`,
    rejects: `read_parquet(${pattern(directory, 'rejects')})`,
    ledger: `read_parquet(${pattern(directory, 'ledger')})`,
  };
  const gather = async (database: Database) => {
    const query = async (sql: string): Promise<Row[]> =>
      (await database.runAndReadAll(sql)).getRowObjectsJS();
    return {
      histograms: [await lengths(query, files.ledger), ...(await scores(query, files.documents))],
      samples: await samples(query, files, steps),
    };
  };
  return withDatabase(temporaryFolder, gather, signal);
}

/** Shard files by pattern: the folder's own special signs are escaped. */
function pattern(directory: string, prefix: string): string {
  return `${quotePath(join(directory, prefix)).slice(0, -1)}-*.parquet'`;
}

type Query = (sql: string) => Promise<Row[]>;

/** Characters of every document that came in, by powers of √2. */
async function lengths(query: Query, ledger: string): Promise<Histogram> {
  const rows = await query(`
    SELECT floor(2 * log2(greatest(original_characters, 1)))::INTEGER AS bin, outcome = 'kept' AS is_kept,
      count(*)::INTEGER AS documents FROM ${ledger} GROUP BY ALL`);
  const bins = rows.map(({ bin }) => Number(bin));
  const first = Math.min(...bins);
  const count = Math.max(...bins) - first + 1;
  const { kept, rejected } = fill(rows, count, first);
  const edges = Array.from({ length: count + 1 }, (_, index) => 2 ** ((first + index) / 2));
  return { title: 'Length as it came in', unit: 'characters', edges, kept, rejected };
}

const scoreTitles: Readonly<Record<string, string>> = {
  languageProbability: 'Probability that it is Tajik',
  quality: 'Likeness to textbook prose',
};
const scoreBins = 20;

/** Scores between 0 and 1 that steps wrote into the metadata of kept documents. */
async function scores(query: Query, documents: string): Promise<Histogram[]> {
  const histograms: Histogram[] = [];
  for (const [key, title] of Object.entries(scoreTitles)) {
    // Metadata is JSON with sorted keys and no spaces.
    const found = `TRY_CAST(regexp_extract(metadata, ${quote(`"${key}":([0-9.e-]+)`)}, 1) AS DOUBLE)`;
    const rows = await query(`
      SELECT least(floor(score * ${scoreBins}), ${scoreBins - 1})::INTEGER AS bin, true AS is_kept,
        count(*)::INTEGER AS documents
      FROM (SELECT ${found} AS score FROM ${documents} WHERE copy_number = 1) WHERE score IS NOT NULL GROUP BY ALL`);
    if (rows.length === 0) continue;
    const edges = Array.from({ length: scoreBins + 1 }, (_, index) => index / scoreBins);
    histograms.push({ title, unit: 'score', edges, kept: fill(rows, scoreBins, 0).kept });
  }
  return histograms;
}

function fill(rows: readonly Row[], bins: number, first: number) {
  const kept = new Array<number>(bins).fill(0);
  const rejected = new Array<number>(bins).fill(0);
  for (const { bin, is_kept: isKept, documents } of rows) {
    const counts = isKept === true ? kept : rejected;
    counts[Number(bin) - first] = Number(documents);
  }
  return { kept, rejected };
}

async function samples(
  query: Query,
  files: { readonly documents: string; readonly rejects: string; readonly ledger: string },
  steps: readonly string[],
): Promise<StepSamples[]> {
  const chosen: { step: string; kept: string[]; rejected: string[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const later = ['kept', ...steps.slice(index + 1)].map(quote).join(', ');
    const pick = async (where: string) => {
      // An id is a hash: another part of it for each step gives another draw.
      const rows = await query(`
        SELECT id FROM ${files.ledger} WHERE ${where}
        ORDER BY substr(id, ${1 + ((index * 5) % 40)}, 16), id LIMIT ${samplesEach}`);
      return rows.map(({ id }) => String(id));
    };
    chosen.push({
      step,
      kept: await pick(`outcome IN (${later})`),
      rejected: await pick(`outcome = ${quote(step)}`),
    });
  }
  const texts = await readTexts(query, files, [
    ...new Set(chosen.flatMap(({ kept, rejected }) => [...kept, ...rejected])),
  ]);
  return chosen.map(({ step, kept, rejected }) => ({
    step,
    kept: kept.flatMap((id) => {
      const found = texts.get(`${id} kept`) ?? anyOf(texts, id);
      return found ? [{ source: found.source, text: found.text }] : [];
    }),
    rejected: rejected.flatMap((id) => texts.get(`${id} ${step}`) ?? []),
  }));
}

function anyOf(texts: ReadonlyMap<string, Sample>, id: string): Sample | undefined {
  for (const [key, sample] of texts) if (key.startsWith(id)) return sample;
  return undefined;
}

const maskedTypes = new Set(personalDataTypes);

/** What is left out was not always masked; a page that is sent around shows no phone of anybody. */
function withoutPersonalData(text: string): string {
  return applyEdits(text, [], maskPersonalData(text, maskedTypes).edits).text;
}

/** The texts of these ids, by id and outcome. */
async function readTexts(
  query: Query,
  files: { readonly documents: string; readonly rejects: string },
  ids: readonly string[],
): Promise<Map<string, Sample>> {
  const wanted = `id IN (${ids.map(quote).join(', ') || "''"})`;
  const text = `left(text, ${textCharacters}) AS text`;
  const rows = await query(`
    SELECT id, 'kept' AS outcome, source_name, '' AS reason, '' AS value, ${text}
    FROM ${files.documents} WHERE ${wanted} AND copy_number = 1
    UNION ALL SELECT id, stage, source_name, reason, value, ${text} FROM ${files.rejects} WHERE ${wanted}`);
  return new Map(
    rows.map(({ id, outcome, source_name: source, reason, value, text }) => {
      const why = outcome === 'kept' ? {} : { reason: `${String(reason)}: ${String(value)}` };
      return [
        `${String(id)} ${String(outcome)}`,
        { source: String(source), text: withoutPersonalData(String(text)), ...why },
      ];
    }),
  );
}

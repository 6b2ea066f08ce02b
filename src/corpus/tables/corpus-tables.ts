import type { RowOf } from './parquet-tables.ts';

/** `documents-N.parquet`: what is kept; second copies of documents are behind all first ones. */
export const documentColumns = {
  id: 'text',
  text: 'text',
  source_name: 'text',
  source_address: 'text',
  source_licence: 'text',
  retrieved: 'text',
  kind: 'text',
  page_starts: 'integers',
  metadata: 'text',
  split: 'text',
  /** How many documents had this text or nearly this text; one is kept. */
  cluster_size: 'integer',
  /** How many rows the document has, by the weights of the mixture, and which of them this is, from 1. */
  copies: 'integer',
  copy_number: 'integer',
  register: 'text',
  /** The steps that changed the text. */
  changed_by: 'texts',
  /** Number of the document in its input shard. */
  place: 'integer',
} as const;

/** `rejects-N.parquet`: what is left out, with the step that did it, why, and what it measured. */
export const rejectColumns = {
  id: 'text',
  source_name: 'text',
  source_address: 'text',
  stage: 'text',
  reason: 'text',
  value: 'text',
  text: 'text',
  source_licence: 'text',
  retrieved: 'text',
  kind: 'text',
  page_starts: 'integers',
  metadata: 'text',
  register: 'text',
  place: 'integer',
} as const;

/** `ledger-N.parquet`: a row for every document that came in, in order. */
export const ledgerColumns = {
  place: 'integer',
  /** Id of the text as it came, and as it is now. */
  original_id: 'text',
  id: 'text',
  source_name: 'text',
  source_address: 'text',
  source_licence: 'text',
  kind: 'text',
  register: 'text',
  original_characters: 'integer',
  characters: 'integer',
  /** The steps that changed the text, in order. */
  changed_by: 'texts',
  /** JSON: passages taken out because they are in many documents, where they stood, old page starts. */
  removed_passages: 'text',
  /** JSON: what the report measured in the text, before those passages were taken out. */
  measures: 'text',
  /** `kept`, or the step that left the document out. */
  outcome: 'text',
  reason: 'text',
  value: 'text',
  cluster_size: 'integer',
  copies: 'integer',
  split: 'text',
} as const;

export type DocumentRow = RowOf<typeof documentColumns>;
export type RejectRow = RowOf<typeof rejectColumns>;
export type LedgerRow = RowOf<typeof ledgerColumns>;

/** The steps that look at all documents at once, in their order. */
export const corpusWideSteps = ['repeated-passages', 'duplicates', 'near-duplicates', 'mixture'] as const;

export type CorpusWideStep = (typeof corpusWideSteps)[number];

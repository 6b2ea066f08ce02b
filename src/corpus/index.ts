export { type Ledger, type LedgerEntry, ledgerSchema, readLedger } from './ledger/ledger.ts';
export {
  type CorpusDocument,
  type CorpusOptions,
  readCorpus,
  readCorpusShard,
  type Split,
} from './read-corpus.ts';

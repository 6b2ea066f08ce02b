import { z } from 'zod';
import { throwIfInterrupted } from '../core/errors.ts';
import type { RunShard } from '../core/executor.ts';
import { sha256 } from '../core/fingerprint.ts';
import { parseWith } from '../core/schema.ts';
import { type DocumentSink, readDocumentShard, writeDocuments } from '../documents/index.ts';
import { normaliseWithOffsets } from '../language/index.ts';
import { type Filter, judgeAll } from './filter.ts';
import { languageFilter } from './language-filter.ts';
import { lengthFilter } from './length-filter.ts';
import { repeatedLinesFilter } from './repeated-lines-filter.ts';
import { repeatedPhrasesFilter } from './repeated-phrases-filter.ts';
import { type CorpusSettings, corpusSettings } from './settings.ts';

const filterInputSchema = z.strictObject({
  /** The shard to read. */
  from: z.string(),
  documents: z.string(),
  rejects: z.string(),
  temporaryFolder: z.string(),
  settings: corpusSettings,
});

export type FilterInput = z.infer<typeof filterInputSchema>;

/** What filtering one shard gave. */
export const filterOutputSchema = z.strictObject({ documentsIn: z.int() });

/** Normalises the documents of one shard and sorts them into kept ones and rejects. */
export const runShard: RunShard = async (input, { signal }) => {
  const { from, settings, ...files } = parseWith(filterInputSchema, input);
  const filters = filtersOf(settings);
  let documentsIn = 0;
  const filter = async (sink: DocumentSink) => {
    for await (const document of readDocumentShard(from, { signal })) {
      throwIfInterrupted(signal);
      documentsIn += 1;
      const { text, offsets } = normaliseWithOffsets(document.text, document.pageStarts);
      const id = sha256(text);
      const objection = judgeAll(filters, text);
      if (objection) {
        const { name, address } = document.source;
        sink.reject({ id, sourceName: name, sourceAddress: address, ...objection, text });
      } else {
        sink.document({ ...document, id, text, pageStarts: offsets });
      }
    }
  };
  await writeDocuments(files, filter, signal);
  return { documentsIn };
};

/** The filters in the order in which they judge, cheap ones first. */
export function filtersOf(settings: CorpusSettings): Filter[] {
  return [
    lengthFilter(settings.minimumCharacters, settings.maximumCharacters),
    languageFilter(settings.languages),
    repeatedLinesFilter(settings.maximumRepetition),
    repeatedPhrasesFilter(settings.maximumRepetition),
  ];
}

import { join } from 'node:path';
import { z } from 'zod';
import { buildArtefact } from '../../core/artefact/build.ts';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { defineStage, type Stage } from '../../core/artefact/stage.ts';
import type { Executor } from '../../core/executor.ts';
import { silentProgress } from '../../core/progress.ts';
import { type DocumentRecord, writeDocuments } from '../../documents/index.ts';

/** A document for tests: its source's name and its text. */
export interface TestDocument {
  readonly source: string;
  readonly text: string;
}

/** Writes documents as an artefact with this many in a shard. */
export function documentsArtefact(
  documents: readonly TestDocument[],
  { target, perShard, executor }: { target: string; perShard: number; executor: Executor },
): Promise<Artefact> {
  const stage = defineStage({
    name: 'test-documents',
    kind: 'documents',
    formatVersion: 1,
    inputs: {},
    settings: z.strictObject({ documents: z.string(), perShard: z.int() }),
    async build({ draft }) {
      for (let start = 0; start < documents.length; start += perShard) {
        const id = String(start / perShard).padStart(5, '0');
        const files = {
          documents: draft.path(`documents-${id}.parquet`),
          rejects: draft.path(`rejects-${id}.parquet`),
          temporaryFolder: draft.resumePath('temporary'),
        };
        await writeDocuments(files, async (sink) => {
          for (const document of documents.slice(start, start + perShard)) sink.document(toRecord(document));
        });
      }
      return { counts: {} };
    },
  });
  const settings = { documents: sha256(JSON.stringify(documents)), perShard };
  return build(stage, { settings, inputs: {}, target, executor });
}

/** Builds an artefact without progress and interruption. */
export function build<Schema extends z.ZodType>(
  stage: Stage<Schema>,
  options: {
    readonly settings: z.output<Schema>;
    readonly inputs: Readonly<Record<string, Artefact>>;
    readonly target: string;
    readonly executor: Executor;
  },
): Promise<Artefact> {
  return buildArtefact(stage, {
    ...options,
    target: join(options.target),
    progress: silentProgress,
    signal: new AbortController().signal,
  });
}

function toRecord({ source, text }: TestDocument): DocumentRecord {
  return {
    id: sha256(text),
    text,
    source: {
      name: source,
      address: `https://${source}.test/`,
      licence: `Licence ${source}`,
      retrieved: '',
      kind: 'text',
    },
    pageStarts: [],
    metadata: {},
  };
}

const syllables = ['ба', 'но', 'ри', 'со', 'ме', 'ду', 'ша', 'гӯ', 'қа', 'ҳи'];

/** This many words; the same for the same seed, others for another. */
export function words(seed: number, count: number): string {
  let state = (seed + 1) * 2654435761;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return [...String(state)]
      .slice(0, 4)
      .map((digit) => syllables[Number(digit)])
      .join('');
  }).join(' ');
}

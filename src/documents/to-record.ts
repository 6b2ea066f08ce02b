import { sha256 } from '../core/artefact/fingerprint.ts';
import { repairWithOffsets } from '../language/index.ts';
import type { ShardFile } from './input/shard-files.ts';
import type { ReadReject, ReadText } from './reader.ts';
import type { DocumentRecord, RejectRecord, Source } from './record.ts';

/** The record of a text that was found in a file. Damage of fonts, encodings and keyboards is repaired. */
export function toRecord(found: ReadText, file: ShardFile, source: Source): DocumentRecord {
  // Unpaired surrogates have no UTF-8 form; one space each keeps the page starts right. So for zero characters.
  const storable = found.text.toWellFormed().replaceAll('\0', ' ');
  const { text, offsets, changes } = repairWithOffsets(storable, found.pageStarts ?? []);
  // A reader of pages has repaired them already; what was left then is added.
  const repairs = changes.length + Number(found.metadata?.repairs ?? 0);
  return {
    id: sha256(text),
    text,
    source: {
      ...source,
      address: found.address ?? source.address,
      retrieved: found.retrieved ?? source.retrieved,
    },
    pageStarts: offsets,
    metadata: {
      file: file.name,
      ...file.metadata,
      ...found.metadata,
      ...(repairs > 0 ? { repairs } : {}),
    },
  };
}

/** The record of a file, or a part of one, that gave no text. */
export function toRejectRecord({ reason, value }: ReadReject, file: ShardFile): RejectRecord {
  return {
    id: sha256(`${file.sha256} ${value}`),
    sourceName: file.source?.name ?? '',
    sourceAddress: file.source?.address ?? '',
    stage: 'read',
    reason,
    value: value === file.name ? value : `${file.name}: ${value}`,
    text: '',
  };
}

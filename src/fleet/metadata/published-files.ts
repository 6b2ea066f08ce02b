import { MetadataKind } from '@tufjs/models';
import { roles } from '../packs/release.ts';
import { readMetadata } from './read-metadata.ts';
import type { Trust } from './trust.ts';

/** What a school has verified, by the names that a hub publishes it under; `timestamp.json` is the last. */
export function publishedFiles(trust: Trust): Map<string, string> {
  const files = new Map<string, string>();
  const add = (kind: MetadataKind, part: string, text: string | null) => {
    if (text !== null) files.set(`${readMetadata(kind, text).signed.version}.${part}.json`, text);
  };
  for (const text of trust.roots) add(MetadataKind.Root, 'root', text);
  for (const part of ['targets', ...roles] as const) add(MetadataKind.Targets, part, trust[part]);
  add(MetadataKind.Snapshot, 'snapshot', trust.snapshot);
  if (trust.timestamp !== null) files.set('timestamp.json', trust.timestamp);
  return files;
}

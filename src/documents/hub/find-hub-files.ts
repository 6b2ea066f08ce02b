import { BadInputError } from '../../core/errors.ts';
import {
  fileAddress,
  isCommit,
  listRepository,
  type Repository,
  readRepositoryText,
  resolveCommit,
} from '../../core/hub/repository.ts';
import { readerFor } from '../readers.ts';
import type { Source } from '../record.ts';
import { chooseFiles, licenceOfCard, parseCard } from './card.ts';
import { parseHubAddress } from './hub-address.ts';
import type { RemoteFile } from './remote-file.ts';

/** What the flags say about the source of a data set; it comes before the card. */
export type StatedSource = { readonly [Key in keyof Source]?: Source[Key] | undefined };

/** A file of a data set with where it comes from. */
export interface FoundHubFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly remote: RemoteFile;
  readonly source: Source;
  readonly split: string | undefined;
}

/** The commit that `hub:owner/name@revision[/config][/split]` stands for now. */
export async function hubCommit(entry: string, signal: AbortSignal): Promise<string> {
  const { name, revision } = parseHubAddress(entry);
  return isCommit(revision) ? revision : resolveCommit({ kind: 'datasets', name }, revision, { signal });
}

/**
 * The files of a data set at the commit that its revision stands for, with the licence of its card.
 * @throws BadInputError when it is not there, holds nothing readable, or states no licence.
 */
export async function findHubFiles(
  entry: string,
  stated: StatedSource,
  signal: AbortSignal,
): Promise<FoundHubFile[]> {
  const address = parseHubAddress(entry);
  const repository: Repository = { kind: 'datasets', name: address.name };
  const commit = await hubCommit(entry, signal);
  const files = await listRepository(repository, commit, { signal });
  const hasReadme = files.some(({ path }) => path === 'README.md');
  const readme = hasReadme ? await readRepositoryText(repository, commit, 'README.md', { signal }) : '';
  const card = parseCard(readme);
  const licence = stated.licence ?? licenceOfCard(card);
  if (licence === undefined) {
    throw new BadInputError({
      message: "The data set's card states no licence.",
      file: entry,
      remedy: 'Find out under what terms it may be used, and say so with --licence.',
    });
  }
  const byPath = new Map(
    files.filter(({ path }) => isData(path) && readerFor(path)).map((file) => [file.path, file]),
  );
  if (byPath.size === 0) {
    throw new BadInputError({
      message: 'The data set holds no Parquet, JSON-lines, text or archive files.',
      file: entry,
      remedy: 'Read its Parquet conversion: revision refs%2Fconvert%2Fparquet.',
    });
  }
  return chooseFiles([...byPath.keys()], card, address).flatMap(({ path, split }) => {
    const file = byPath.get(path);
    if (!file) return [];
    return {
      name: `hub/${address.name}/${path}`,
      sizeBytes: file.sizeBytes,
      remote: { repository: address.name, commit, file },
      source: {
        name: stated.name ?? card.pretty_name ?? address.name,
        address: stated.address ?? fileAddress(repository, commit, path),
        licence,
        retrieved: stated.retrieved ?? '',
        kind: stated.kind ?? 'data-set',
      },
      split,
    };
  });
}

function isData(path: string): boolean {
  return (
    !/(^|\/)(readme|licen[cs]e)[^/]*$/i.test(path) && !path.split('/').some((part) => part.startsWith('.'))
  );
}

import { BadInputError } from '../../core/errors.ts';

/** A data set of a hub as named in `from`. */
export interface HubAddress {
  /** `owner/name`. */
  readonly name: string;
  readonly revision: string;
  readonly config: string | undefined;
  readonly split: string | undefined;
}

const prefix = 'hub:';
const form = 'hub:owner/name@revision[/config][/split]';

/** Whether an entry of `from` names a data set of a hub. */
export function isHubAddress(entry: string): boolean {
  return entry.startsWith(prefix);
}

/**
 * Takes `hub:owner/name@revision[/config][/split]` apart. The revision is a commit, tag or branch, with
 * `%2F` for a slash in it.
 * @throws BadInputError when it is not of that form.
 */
export function parseHubAddress(entry: string): HubAddress {
  const found = entry.match(/^hub:([\w.-]+\/[\w.-]+)@([^/@\s]+)(?:\/([^/\s]+))?(?:\/([^/\s]+))?$/);
  const [, name, revision, config, split] = found ?? [];
  if (name === undefined || revision === undefined) {
    const isUnpinned = /^hub:[\w.-]+\/[\w.-]+(\/|$)/.test(entry);
    throw new BadInputError({
      message: isUnpinned
        ? 'A data set needs its revision, so that the same recipe reads the same text.'
        : 'This is not the name of a data set.',
      file: entry,
      remedy: `Write it as ${form}; @main takes the newest commit and records it.`,
    });
  }
  return { name, revision: decodeURIComponent(revision), config, split };
}

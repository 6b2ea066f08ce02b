import { join } from 'node:path';
import { z } from 'zod';
import { exists } from '../../core/files.ts';
import { downloadFile } from '../../core/hub/download.ts';

/** A file of a data set at a commit; crosses the border to the workers. */
export const remoteFileSchema = z.strictObject({
  repository: z.string(),
  commit: z.string(),
  file: z.strictObject({
    path: z.string(),
    sizeBytes: z.int(),
    hash: z.strictObject({ algorithm: z.enum(['sha256', 'git-sha1']), value: z.string() }),
  }),
});

export type RemoteFile = z.infer<typeof remoteFileSchema>;

/**
 * Downloads a file into a folder and returns its path; what a stopped run has downloaded, or a part of
 * it, is used. The caller removes it.
 */
export async function fetchRemoteFile(
  { repository, commit, file }: RemoteFile,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  // The hash tells files of the same name apart; the name's ending tells the reader.
  const name = file.path.split('/').at(-1) ?? 'file';
  const path = join(folder, 'hub', `${file.hash.value}-${name}`);
  if (!(await exists(path))) {
    await downloadFile({ kind: 'datasets', name: repository }, commit, file, path, { signal });
  }
  return path;
}

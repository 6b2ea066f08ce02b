import { z } from 'zod';
import { CorruptArtefactError } from '../errors.ts';
import { PassingFailure } from '../network/retry.ts';
import { parseJson, parseWith } from '../schema.ts';
import { type HubOptions, hubOptions, requestOnce, withHubRetries } from './request.ts';

/** A repository of a hub that speaks the Hugging Face API. */
export interface Repository {
  readonly kind: 'datasets' | 'models';
  /** `owner/name`. */
  readonly name: string;
}

/** A file of a repository at one commit. */
export interface RepositoryFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Hash of its content: SHA-256 of a large file, the git blob's SHA-1 of a small one. */
  readonly hash: { readonly algorithm: 'sha256' | 'git-sha1'; readonly value: string };
}

export interface Access {
  readonly options?: HubOptions;
  readonly signal: AbortSignal;
}

const commitPattern = /^[0-9a-f]{40}$/;
const revisionSchema = z.object({ sha: z.string().regex(commitPattern) });
const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.number().default(0),
    oid: z.string(),
    lfs: z.object({ oid: z.string(), size: z.number() }).optional(),
  }),
);

/** Whether a revision is a commit, and so always means the same content. */
export function isCommit(revision: string): boolean {
  return commitPattern.test(revision);
}

/** The commit that a branch, tag or commit of a repository stands for now. */
export async function resolveCommit(
  repository: Repository,
  revision: string,
  access: Access,
): Promise<string> {
  const url = `/api/${repository.kind}/${repository.name}/revision/${encodeURIComponent(revision)}`;
  const { body } = await getJson(url, revisionSchema, access);
  return body.sha;
}

/** Every file of a repository at a commit, sorted by path; follows the listing's pages. */
export async function listRepository(
  repository: Repository,
  commit: string,
  access: Access,
): Promise<RepositoryFile[]> {
  const files: RepositoryFile[] = [];
  let next: string | undefined =
    `/api/${repository.kind}/${repository.name}/tree/${encodeURIComponent(commit)}?recursive=true`;
  while (next !== undefined) {
    const page: Awaited<ReturnType<typeof getJson<typeof treeSchema>>> = await getJson(
      next,
      treeSchema,
      access,
    );
    for (const { type, path, size, oid, lfs } of page.body) {
      if (type !== 'file') continue;
      const hash = lfs
        ? ({ algorithm: 'sha256', value: lfs.oid.replace(/^sha256:/, '') } as const)
        : ({ algorithm: 'git-sha1', value: oid } as const);
      files.push({ path, sizeBytes: lfs?.size ?? size, hash });
    }
    next = page.next;
  }
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The address of a file of a repository at a commit. */
export function fileAddress(
  { kind, name }: Repository,
  commit: string,
  path: string,
  { endpoint } = hubOptions(),
): string {
  const prefix = kind === 'datasets' ? 'datasets/' : '';
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${prefix}${name}/resolve/${commit}/${encoded}`;
}

/** The text of a small file of a repository. */
export async function readRepositoryText(
  repository: Repository,
  commit: string,
  path: string,
  { options = hubOptions(), signal }: Access,
): Promise<string> {
  const url = fileAddress(repository, commit, path, options);
  return withHubRetries(url, { options, signal }, async () => {
    const response = await requestOnce(url, { options, signal });
    return response.text().catch((error: unknown) => {
      throw new PassingFailure(String(error));
    });
  });
}

async function getJson<Schema extends z.ZodType>(
  pathOrUrl: string,
  schema: Schema,
  { options = hubOptions(), signal }: Access,
): Promise<{ body: z.output<Schema>; next: string | undefined }> {
  const url = new URL(pathOrUrl, `${options.endpoint}/`).href;
  const { text, link } = await withHubRetries(url, { options, signal }, async () => {
    const response = await requestOnce(url, { options, signal });
    const text = await response.text().catch((error: unknown) => {
      throw new PassingFailure(String(error));
    });
    return { text, link: response.headers.get('link') };
  });
  const source = { file: url, family: 'corrupt', remedy: 'Check HF_ENDPOINT: this is no hub.' } as const;
  const next = link?.match(/<([^>]+)>\s*;\s*rel="?next"?/)?.[1];
  // A token must not follow a listing to another server.
  if (next !== undefined && new URL(next, url).origin !== new URL(options.endpoint).origin) {
    throw new CorruptArtefactError({ ...source, message: 'The listing continues at another server.' });
  }
  return { body: parseWith(schema, parseJson(text, source), source), next };
}

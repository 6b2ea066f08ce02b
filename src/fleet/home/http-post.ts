import { SaxesParser } from 'saxes';
import { z } from 'zod';
import { SourceFault } from '../sources/source.ts';
import type { Post } from './post.ts';

const answerMs = 60_000;
const indexSchema = z.strictObject({ format: z.literal('soro-home-index-1'), paths: z.array(z.string()) });
/** The file in which a neighbour or a static server lists what it has. */
export const homeIndexFile = 'index.json';
const mostIndexBytes = 50_000_000;
const pathPattern = /^(?:receipts|[0-9a-f]{32})\/[0-9a-z.-]+$/u;

/**
 * A server as a post: it lists by `home/index.json`, or as S3-compatible stores do (`?list-type=2`), gives by GET and takes
 * by PUT. Whoever may write there can leave nothing that a hub would believe: segments are signed, and sealed.
 */
export function httpPost(address: string, signal: AbortSignal): Post {
  const root = address.replace(/\/+$/u, '');
  const ask = async (path: string, request: RequestInit = {}) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    try {
      return await fetch(`${root}/${path}`, { ...request, signal: limit });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new SourceFault(`${root}: ${cause}`);
    }
  };
  const read = async (path: string, mostBytes: number) => {
    const response = await ask(path);
    if (response.status === 404 || response.status === 403) {
      await response.body?.cancel();
      return undefined;
    }
    if (!response.ok) throw new SourceFault(`${root}/${path} answers ${response.status}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return bytes.length > mostBytes ? undefined : bytes;
  };
  return {
    name: root,
    async list() {
      const index = await read(`home/${homeIndexFile}`, mostIndexBytes);
      const paths = index ? pathsOfIndex(index) : await listStore(ask, root);
      return paths.filter((path) => pathPattern.test(path)).sort();
    },
    read: (path, mostBytes) => read(`home/${path}`, mostBytes),
    async has(path, bytes) {
      const response = await ask(`home/${path}`, { method: 'HEAD' });
      return response.ok && Number(response.headers.get('content-length')) === bytes.length;
    },
    async write(path, bytes) {
      const response = await ask(`home/${path}`, { method: 'PUT', body: Buffer.from(bytes) });
      await response.body?.cancel();
      if (!response.ok) throw new SourceFault(`${root}/home/${path} answers ${response.status} to PUT`);
    },
  };
}

function pathsOfIndex(bytes: Uint8Array): string[] {
  try {
    return indexSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).paths;
  } catch {
    return [];
  }
}

/** The index of what lies at a post, for those who cannot list it. */
export function homeIndex(paths: readonly string[]): string {
  return `${JSON.stringify({ format: 'soro-home-index-1', paths })}\n`;
}

/** `ListObjectsV2`, a thousand names a page. */
async function listStore(ask: (path: string) => Promise<Response>, root: string): Promise<string[]> {
  const paths: string[] = [];
  let token = '';
  for (;;) {
    const more = token === '' ? '' : `&continuation-token=${encodeURIComponent(token)}`;
    const response = await ask(`?list-type=2&prefix=home%2F${more}`);
    const text = await response.text();
    if (!response.ok || !text.includes('ListBucketResult'))
      throw new SourceFault(
        `${root} has no home/${homeIndexFile} and does not list as an S3-compatible store`,
      );
    const page = readPage(text);
    paths.push(...page.keys.map((key) => key.replace(/^home\//u, '')));
    if (page.next === '') return paths;
    token = page.next;
  }
}

function readPage(text: string): { readonly keys: readonly string[]; readonly next: string } {
  const keys: string[] = [];
  let next = '';
  let inside = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    inside = name;
    if (name === 'Key') keys.push('');
  });
  parser.on('closetag', () => {
    inside = '';
  });
  parser.on('text', (part) => {
    if (inside === 'Key') keys.push(`${keys.pop() ?? ''}${part}`);
    if (inside === 'NextContinuationToken') next += part;
  });
  parser.write(text).close();
  return { keys, next };
}

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenForTest } from '../../testing/listen.ts';

export interface LocalHubOptions {
  /** The files of `owner/name`. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Files of further data sets, by their names. */
  readonly dataSets?: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>;
  /** Files of models, by their repositories' names. */
  readonly models?: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>;
  /** What is delivered instead of a file of this path, although its own hash is announced. */
  readonly delivers?: Readonly<Record<string, string | Uint8Array>>;
  /** Names that stand for the commit beside the commit itself. */
  readonly branches?: readonly string[];
  readonly token?: string;
  /** What goes wrong with the n-th request (from 0): an HTTP status, or after how many bytes the connection is cut. */
  readonly trouble?: (
    request: number,
    path: string,
  ) => { status?: number; cutAfterBytes?: number } | undefined;
  readonly pageSize?: number;
}

export interface LocalHub {
  readonly endpoint: string;
  readonly commit: string;
  /** `PATH RANGE` of each request so far. */
  readonly requests: string[];
}

/** A server that speaks the part of the Hugging Face API that Soro uses; ends with the test. */
export async function startLocalHub(options: LocalHubOptions): Promise<LocalHub> {
  const commit = createHash('sha1').update(Object.keys(options.files).join()).digest('hex');
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hub');
    const trouble = options.trouble?.(requests.length, url.pathname);
    requests.push(`${url.pathname}${request.headers.range ? ` ${request.headers.range}` : ''}`);
    if (trouble?.status) {
      response.writeHead(trouble.status, { 'retry-after': '0' }).end('trouble');
      return;
    }
    if (options.token && request.headers.authorization !== `Bearer ${options.token}`) {
      response.writeHead(401).end();
      return;
    }
    answer(url, { request, response, options, commit, cutAfterBytes: trouble?.cutAfterBytes });
  });
  return { endpoint: await listenForTest(server), commit, requests };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly options: LocalHubOptions;
  readonly commit: string;
  readonly cutAfterBytes: number | undefined;
}

function filesOf(
  kind: 'datasets' | 'models',
  name: string,
  { files, dataSets, models }: LocalHubOptions,
): LocalHubOptions['files'] | undefined {
  if (kind === 'models') return models?.[name];
  return name === 'owner/name' ? files : dataSets?.[name];
}

/** What lies in Git LFS, with its SHA-256. */
function isLarge(path: string): boolean {
  return /\.(parquet|gguf)$/.test(path);
}

// A model's files lie below its name alone: `/owner/name/resolve/…`.
const repositoryPath =
  /^\/(?:(?<place>api\/datasets|api\/models|datasets|elsewhere|elsewhere-models)\/)?(?<name>[\w.-]+\/[\w.-]+)\/(?:(?<action>revision|tree|resolve)\/(?<revision>[^/]+)\/?)?(?<file>.*)$/;

function answer(url: URL, exchange: Exchange): void {
  const { response, options, commit } = exchange;
  const known = [commit, ...(options.branches ?? ['main'])];
  const {
    place,
    name = '',
    action,
    revision,
    file = '',
  } = repositoryPath.exec(decodeURIComponent(url.pathname))?.groups ?? {};
  const isModel = place === undefined || place.endsWith('models');
  const files = filesOf(isModel ? 'models' : 'datasets', name, options);
  const content = options.delivers?.[file] ?? files?.[file];
  if (files === undefined) response.writeHead(404).end('{"error":"none"}');
  else if (place?.startsWith('elsewhere')) sendFile(content, exchange);
  else if (place?.startsWith('api/')) {
    if (revision === undefined || !known.includes(revision)) response.writeHead(404).end('{"error":"none"}');
    else if (action === 'revision') json(response, { id: name, sha: commit, cardData: {} });
    else listTree(url, `${place}/${name}`, files, exchange);
  } else if (revision !== commit) response.writeHead(404).end();
  // Large files lie elsewhere: the hub answers with the way there.
  else if (isLarge(file)) {
    const elsewhere = isModel ? 'elsewhere-models' : 'elsewhere';
    response.writeHead(302, { location: `/${elsewhere}/${name}/${file}` }).end();
  } else sendFile(content, exchange);
}

function listTree(url: URL, place: string, files: LocalHubOptions['files'], exchange: Exchange): void {
  const { response, options, commit } = exchange;
  const pageSize = options.pageSize ?? 2;
  const start = Number(url.searchParams.get('cursor') ?? 0);
  const all = Object.entries(files);
  const entries = all.slice(start, start + pageSize).map(([path, content]) => {
    const bytes = Buffer.from(content);
    const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    const lfs = {
      oid: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
      pointerSize: 130,
    };
    return { type: 'file', path, size: bytes.length, oid, ...(isLarge(path) ? { lfs } : {}) };
  });
  const next = start + pageSize;
  if (next < all.length) {
    const address = `/${place}/tree/${commit}?recursive=true&cursor=${next}`;
    response.setHeader('link', `<http://${response.req.headers.host}${address}>; rel="next"`);
  }
  json(response, [{ type: 'directory', path: 'data', oid: '0' }, ...entries]);
}

function sendFile(
  content: string | Uint8Array | undefined,
  { request, response, cutAfterBytes }: Exchange,
): void {
  if (content === undefined) {
    response.writeHead(404).end();
    return;
  }
  const bytes = Buffer.from(content);
  const start = Number(request.headers.range?.match(/bytes=(\d+)-/)?.[1] ?? 0);
  const part = bytes.subarray(start);
  const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': part.length,
    ...(start > 0 ? { 'content-range': range } : {}),
  });
  if (cutAfterBytes === undefined) response.end(part);
  else response.write(part.subarray(0, cutAfterBytes), () => setTimeout(() => response.destroy(), 300));
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

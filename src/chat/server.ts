import type { Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { BadInputError, formatError, MachineError, throwIfInterrupted } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { type ApiOptions, createApi } from './api/api.ts';
import { loadPage } from './api/page.ts';
import { isLoopback } from './api/security.ts';
import { createEngine, type EngineOptions } from './engine/engine.ts';
import { createUpstreamEngine, type UpstreamOptions } from './engine/upstream.ts';
import type { Engine } from './types.ts';

export const defaultHost = '127.0.0.1';
export const defaultPort = 8080;

export interface ServerOptions
  extends Pick<ApiOptions, 'resolveCaller' | 'routes' | 'hosts' | 'sharedTexts'> {
  /** Path of a GGUF model; or another server whose answers are handed on. */
  readonly modelFile?: string | undefined;
  readonly upstream?: UpstreamOptions | undefined;
  /** Address to listen on; only this machine's own unless `resolveCaller` tells who asks. */
  readonly host?: string | undefined;
  /** 0 takes any free port. */
  readonly port?: number | undefined;
  readonly engineOptions?: EngineOptions | undefined;
  /** Stops the server when aborted. */
  readonly signal?: AbortSignal | undefined;
  readonly progress: Progress;
}

export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Settles when the server has stopped. */
  readonly closed: Promise<void>;
  /** Ends the answers under way, frees the model. */
  close(): Promise<void>;
}

/**
 * Serves the chat page and the API.
 * @throws BadInputError for a host other than this machine, MissingToolError when the page is not built,
 * MachineError when the port is taken; and what `createEngine` throws.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = defaultHost, port = defaultPort, progress, signal } = options;
  if (!options.resolveCaller) checkHost(host);
  // Reading a model's vocabulary makes the young heap grow to 50 MB and stay there; a server has no use for it.
  setFlagsFromString('--semi-space-growth-factor=1');
  const page = await loadPage();
  const engine = await openEngine(options);
  const onError = (error: unknown) => progress.warn(formatError(error));
  const { resolveCaller, routes, hosts, sharedTexts } = options;
  const api = createApi({ engine, page, onError, resolveCaller, routes, hosts, sharedTexts });
  const server = createHttpServer(api);
  const { promise: closed, resolve, reject } = Promise.withResolvers<void>();
  const state = { closing: false };
  const close = () => {
    if (!state.closing) {
      state.closing = true;
      closeServer(server, () => engine.close()).then(resolve, reject);
    }
    return closed;
  };
  try {
    await listen(server, host, port);
    throwIfInterrupted(signal);
  } catch (error) {
    await close();
    throw error;
  }
  signal?.addEventListener('abort', () => void close(), { once: true });
  const { address, family, port: listeningPort } = server.address() as AddressInfo;
  const name = family === 'IPv6' ? `[${address}]` : address;
  return { address: `http://${name}:${listeningPort}`, closed, close };
}

/** A phone sends its question at once: who trickles it byte by byte wants to keep a connection busy. */
const connectionLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 2000,
} as const;

/** An HTTP server for an application, with limits on what a connection may cost. */
export function createHttpServer(api: Pick<Hono, 'fetch'>): Server {
  const server = createAdaptorServer({ fetch: api.fetch, serverOptions: connectionLimits }) as Server;
  server.maxConnections = 1024;
  return server;
}

async function openEngine(options: ServerOptions): Promise<Engine> {
  const { modelFile, upstream, signal, progress } = options;
  if (upstream) return createUpstreamEngine({ ...upstream, signal });
  if (modelFile === undefined) throw new Error('A server needs a model file or another server.');
  const onRestart = (why: string) => progress.warn(why);
  return createEngine({ onRestart, ...options.engineOptions, modelFile, signal });
}

/** @throws BadInputError for an address that other machines can reach. */
export function checkHost(host: string): void {
  if (isLoopback(host)) return;
  throw new BadInputError({
    message: 'So far the server answers this machine only: others need accounts, which a later version adds.',
    place: `--host ${host}`,
    remedy: `Leave --host out (or use ${defaultHost}).`,
  });
}

/** @throws MachineError when the port is taken or not allowed. */
export async function listen(server: NetServer, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('listening', resolve);
  server.once('error', (error) => reject(listenError(error, host, port)));
  server.listen(port, host.replace(/^\[|\]$/gu, ''));
  await promise;
}

function listenError(error: Error, host: string, port: number): unknown {
  const code = 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  return new MachineError({
    message:
      code === 'EADDRINUSE'
        ? `Port ${port} is in use by another program (or another Soro).`
        : `No permission to listen on port ${port}.`,
    place: `${host}:${port}`,
    remedy: `Stop the other program or choose another port: \`--port ${port + 1}\`.`,
    cause: error,
  });
}

async function closeServer(server: Server, closeEngine: () => Promise<void>): Promise<void> {
  const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
  await closeEngine();
  server.closeAllConnections();
  await stopped;
}

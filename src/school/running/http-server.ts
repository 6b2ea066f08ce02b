import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { BadInputError, fromSystemError } from '../../core/errors.ts';
import { limitConnections } from './limit-connections.ts';

/** Files of a certificate and its key, in PEM. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** A request has to be there in this many seconds: a client that sends byte by byte (slow-loris) is cut off. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16_384,
} as const;
/**
 * The server that speaks HTTP (or HTTPS), with bounds on time, size and connections.
 * @throws BadInputError when the certificate or key cannot be used.
 */
export function createHttpServer(app: Pick<Hono, 'fetch'>, tls?: TlsFiles): Server {
  const server = (
    tls
      ? createAdaptorServer({
          fetch: app.fetch,
          createServer: createTlsServer,
          serverOptions: { ...limits, ...readTls(tls) },
        })
      : createAdaptorServer({ fetch: app.fetch, serverOptions: limits })
  ) as Server;
  limitConnections(server);
  return server;
}

function readTls({ certificate, key }: TlsFiles): { cert: Buffer; key: Buffer } {
  const pair = { cert: read(certificate), key: read(key) };
  try {
    createTlsServer(pair).close();
  } catch (error) {
    throw new BadInputError({
      message: `The certificate and key cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      file: certificate,
      remedy: 'Give a certificate and its key in PEM; docs/school.md says how to make them.',
      cause: error,
    });
  }
  return pair;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw fromSystemError(error, file);
  }
}

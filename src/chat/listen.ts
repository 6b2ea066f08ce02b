import type { Server as NetServer } from 'node:net';
import { MachineError } from '../core/errors.ts';

export const defaultHost = '127.0.0.1';
export const defaultPort = 8080;

export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Settles when the server has stopped. */
  readonly closed: Promise<void>;
  /** Ends the answers under way, frees the model. */
  close(): Promise<void>;
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

import type { Server } from 'node:http';
import { onTestFinished } from 'vitest';

/** Lets a server of a test listen on a free port of this machine until the test has finished; returns its address. */
export async function listenForTest(server: Server): Promise<string> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  return `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
}

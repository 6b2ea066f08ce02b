import type { AddressInfo } from 'node:net';
import { type ApiOptions, createApi } from '../../src/chat/index.ts';
import { createHttpServer } from '../../src/school/running/http-server.ts';

/** The API on a free port, with the server's own limits on connections. */
export async function serveApi(options: ApiOptions) {
  const server = createHttpServer(createApi(options));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { BadInputError, MachineError } from '../core/errors.ts';
import { silentProgress } from '../core/progress.ts';
import { checkHost, listen, startServer } from './server.ts';

describe('startServer', () => {
  it('refuses to answer other machines before anything is loaded', async () => {
    const options = { modelFile: 'none.gguf', host: '0.0.0.0', progress: silentProgress };
    await expect(startServer(options)).rejects.toThrow(BadInputError);
  });

  it('takes every name of this machine', () => {
    for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1', '[::1]']) checkHost(host);
    for (const host of ['', '192.168.1.5', '127.0.0.1.example', '::']) {
      expect(() => checkHost(host)).toThrow(BadInputError);
    }
  });
});

describe('listen', () => {
  it('says that the port is taken and how to choose another', async () => {
    const other = createServer();
    await listen(other, '127.0.0.1', 0);
    const { port } = other.address() as AddressInfo;
    const error = await listen(createServer(), '127.0.0.1', port).catch((one: unknown) => one);
    other.close();
    expect(error).toBeInstanceOf(MachineError);
    expect(error).toMatchObject({
      place: `127.0.0.1:${port}`,
      remedy: expect.stringContaining(`--port ${port + 1}`),
    });
  });
});

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { MachineError } from '../core/errors.ts';
import { listen } from './listen.ts';

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

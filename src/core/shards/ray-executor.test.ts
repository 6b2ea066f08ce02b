import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { BadInputError, InterruptedError, MachineError } from '../errors.ts';
import { pythonPath } from '../processes/python.ts';
import { connectRay } from './ray-executor.ts';

// What needs a running cluster is in tests/cluster/.
const hasRay = existsSync(join(dirname(pythonPath()), 'ray'));
if (!hasRay) process.stderr.write('Skipped: Ray is not installed (npm run setup -- --for ray).\n');
const { signal } = new AbortController();

it('names a Python that is not there', async () => {
  const connecting = connectRay({ address: 'auto', python: '/nowhere/python', signal });
  await expect(connecting).rejects.toThrow(BadInputError);
  await expect(connecting).rejects.toMatchObject({ file: '/nowhere/python' });
});

it('does not start for a signal that is aborted', async () => {
  await expect(connectRay({ address: 'auto', signal: AbortSignal.abort() })).rejects.toThrow(
    InterruptedError,
  );
});

it.skipIf(!hasRay)('tells an address that is none from one where no cluster answers', async () => {
  await expect(connectRay({ address: 'http://head', signal })).rejects.toThrow(BadInputError);
  const absent = connectRay({ address: '127.0.0.1:1', signal });
  await expect(absent).rejects.toThrow(MachineError);
  await expect(absent).rejects.toMatchObject({
    file: '127.0.0.1:1',
    remedy: expect.stringContaining('ray start'),
  });
});

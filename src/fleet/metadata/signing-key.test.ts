import { expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { makeKey, openKey, readKeyFile } from './signing-key.ts';

it('opens with its passphrase only, and only as it was written', () => {
  const key = makeKey('model', 'five words are long enough', 1024);
  const read = readKeyFile(JSON.stringify(key), 'm.key');
  expect(openKey(read, 'five words are long enough', 'm.key')).toMatchObject({
    role: 'model',
    keyId: key.keyId,
    public: key.public,
  });
  expect(() => openKey(read, 'five words are long enougH', 'm.key')).toThrow(BadInputError);
  expect(() => openKey({ ...read, role: 'root' }, 'five words are long enough', 'm.key')).toThrow(
    BadInputError,
  );
  expect(() => readKeyFile(JSON.stringify({ ...key, secret: 1 }), 'm.key')).toThrow('secret');
});

import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scryptSync,
  sign,
} from 'node:crypto';
import { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { BadInputError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';

const hex = z.string().regex(/^[0-9a-f]+$/u);

/** A key of the hub in a file: the public half open, the private one sealed with a passphrase (scrypt, AES-256-GCM). */
const keyFileSchema = z.strictObject({
  format: z.literal('soro-key-1'),
  role: z.string().min(1),
  keyId: hex.length(64),
  /** Ed25519, 32 bytes. */
  public: hex.length(64),
  sealed: z.strictObject({
    scrypt: z.strictObject({ salt: hex, cost: z.int(), blockSize: z.int(), parallel: z.int() }),
    nonce: hex,
    tag: hex,
    /** PKCS #8, DER. */
    data: hex,
  }),
});

export type KeyFile = z.output<typeof keyFileSchema>;

/** A key that can sign. */
export interface SigningKey {
  readonly role: string;
  readonly keyId: string;
  readonly public: string;
  sign(bytes: Uint8Array): string;
}

/** About 0.3 s and 128 MB for each try of a passphrase. */
const scryptCost = { cost: 2 ** 17, blockSize: 8, parallel: 1 } as const;

/** Makes a key for a role and seals it. `cost` is scrypt's N; smaller only for tests. */
export function makeKey(role: string, passphrase: string, cost: number = scryptCost.cost): KeyFile {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bare = rawPublic(publicKey);
  const salt = randomBytes(16).toString('hex');
  const scrypt = { salt, ...scryptCost, cost };
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(passphrase, scrypt), nonce);
  const keyId = keyIdOf(bare);
  cipher.setAAD(Buffer.from(`${role}\n${keyId}`));
  const data = Buffer.concat([
    cipher.update(privateKey.export({ type: 'pkcs8', format: 'der' })),
    cipher.final(),
  ]);
  return {
    format: 'soro-key-1',
    role,
    keyId,
    public: bare,
    sealed: {
      scrypt,
      nonce: nonce.toString('hex'),
      tag: cipher.getAuthTag().toString('hex'),
      data: data.toString('hex'),
    },
  };
}

/** @throws BadInputError naming the key that is wrong. */
export function readKeyFile(text: string, file: string): KeyFile {
  return parseWith(keyFileSchema, parseJson(text, { file }), { file });
}

/**
 * Opens a key with its passphrase.
 * @throws BadInputError when the passphrase is wrong or the file was changed.
 */
export function openKey(key: KeyFile, passphrase: string, file: string): SigningKey {
  const { scrypt, nonce, tag, data } = key.sealed;
  try {
    const opener = createDecipheriv('aes-256-gcm', sealingKey(passphrase, scrypt), Buffer.from(nonce, 'hex'));
    opener.setAAD(Buffer.from(`${key.role}\n${key.keyId}`));
    opener.setAuthTag(Buffer.from(tag, 'hex'));
    const der = Buffer.concat([opener.update(Buffer.from(data, 'hex')), opener.final()]);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return signingKey(key.role, privateKey);
  } catch (error) {
    throw new BadInputError({
      message: 'The key does not open: the passphrase is wrong, or the file was changed.',
      file,
      remedy: 'Type the passphrase again; or take the copy of the key from its other place.',
      cause: error,
    });
  }
}

/** A key that only lives in memory: for the hub's tests and the simulator. */
export function temporaryKey(role: string): SigningKey {
  return signingKey(role, generateKeyPairSync('ed25519').privateKey);
}

function signingKey(role: string, privateKey: KeyObject): SigningKey {
  const bare = rawPublic(createPublicKey(privateKey));
  return {
    role,
    keyId: keyIdOf(bare),
    public: bare,
    sign: (bytes) => sign(null, bytes, privateKey).toString('hex'),
  };
}

function sealingKey(passphrase: string, { salt, cost, blockSize, parallel }: KeyFile['sealed']['scrypt']) {
  return scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'hex'), 32, {
    N: cost,
    r: blockSize,
    p: parallel,
    maxmem: 256 * 2 ** 20,
  });
}

function rawPublic(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' });
  if (x === undefined) throw new Error('This is no Ed25519 key.');
  return Buffer.from(x, 'base64url').toString('hex');
}

/** TUF: the SHA-256 of the canonical JSON of the public key. */
function keyIdOf(bare: string): string {
  const canonical = `{"keytype":"ed25519","keyval":{"public":"${bare}"},"scheme":"ed25519"}`;
  return sha256(canonical);
}

import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { parseJson, parseWith } from '../../core/schema.ts';

/** A time in which a school's segments follow one another without a gap. Another one begins when a backup was restored. */
export const epochSchema = z.strictObject({
  number: z.int().min(1).max(999_999),
  id: z.string().regex(/^[0-9a-f]{16}$/u),
});

export type Epoch = z.output<typeof epochSchema>;

const fileSchema = z.strictObject({
  format: z.literal('soro-school-key-1'),
  /** Ed25519, PKCS #8 (DER) in base64. */
  private: z.base64(),
});

/** What a school signs its segments with. It says which machine sent them, and opens nothing. */
export interface SchoolKey {
  /** Ed25519, 32 bytes in hexadecimal. */
  readonly public: string;
  /** The name under which the hub knows the school. */
  readonly school: string;
  sign(bytes: Uint8Array): string;
}

/** The first half of the SHA-256 of the school's public key: nobody else can send under this name. */
export function schoolOf(publicKey: string): string {
  return sha256(publicKey).slice(0, 32);
}

export function makeSchoolKey(): { readonly key: SchoolKey; readonly text: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const content = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  return {
    key: keyFrom(privateKey),
    text: `${JSON.stringify({ format: 'soro-school-key-1', private: content })}\n`,
  };
}

/** @throws CorruptArtefactError when the file is damaged. */
export function readSchoolKey(text: string, file: string): SchoolKey {
  const remedy =
    'Remove it: the school then has another name, which the ministry must be told (`soro home status`).';
  const source = { file, family: 'corrupt', remedy } as const;
  const parsed = parseWith(fileSchema, parseJson(text, source), source);
  const der = parseWith(
    z.custom<KeyObject>((key) => key !== undefined, 'The key is damaged.'),
    open(parsed.private),
    source,
  );
  return keyFrom(der);
}

function open(content: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: Buffer.from(content, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

function keyFrom(privateKey: KeyObject): SchoolKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('An Ed25519 key without its public half.');
  const bare = Buffer.from(x, 'base64url').toString('hex');
  return {
    public: bare,
    school: schoolOf(bare),
    sign: (bytes) => sign(null, bytes, privateKey).toString('hex'),
  };
}

/** Whether a signature holds. @param publicKey Ed25519, 32 bytes in hexadecimal. @param signature 64 bytes in hexadecimal. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const x = Buffer.from(publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, bytes, key, Buffer.from(signature, 'hex'));
}

/**
 * A secret of a place in the chain that the school can compute again and that travels inside the sealed content: who knows
 * it has opened the segment. A receipt is proven with it, so that nobody who carries sticks can make one up.
 */
export function receiptSecret(key: SchoolKey, epoch: Epoch, sequence: number): string {
  return sha256(key.sign(Buffer.from(`receipt/${epoch.number}/${epoch.id}/${sequence}`)));
}

/** What a receipt shows: the secret of the last segment, bound to what was received. */
export function receiptProof(secret: string, epoch: Epoch, sequence: number, segment: string): string {
  return createHmac('sha256', secret)
    .update(`${epoch.number}/${epoch.id}/${sequence}/${segment}`)
    .digest('hex');
}

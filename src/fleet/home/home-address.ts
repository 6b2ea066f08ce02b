import type { Metadata, Root } from '@tufjs/models';
import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import type { SigningKey } from '../metadata/signing-key.ts';
import { isSignedBy } from './school-key.ts';

const addressSchema = z.strictObject({
  format: z.literal('soro-home-address-1'),
  /** Counts up: an older one is not taken. */
  version: z.int().min(1),
  /** What schools seal for; age's form. */
  recipient: z.string().regex(/^age1[0-9a-z]{58}$/u),
});

/** For whom schools seal what they send home. */
export type HomeAddress = z.output<typeof addressSchema>;

const signedSchema = z.strictObject({
  /** The address, as it was signed. */
  signed: z.string().min(1),
  signatures: z.array(z.strictObject({ keyId: z.string(), signature: z.string().regex(/^[0-9a-f]{128}$/u) })),
});

/** The file beside a hub's folders that holds it. */
export const homeAddressFile = 'home.json';

/** The address signed by the keys of the root: a thief of an online key must not read what comes home. */
export function writeHomeAddress(address: HomeAddress, signers: readonly SigningKey[]): string {
  const signed = JSON.stringify(addressSchema.parse(address));
  const signatures = signers.map((key) => ({ keyId: key.keyId, signature: key.sign(Buffer.from(signed)) }));
  return `${JSON.stringify({ signed, signatures })}\n`;
}

/**
 * The address that enough keys of a root have signed.
 * @throws CorruptArtefactError when it is damaged, or fewer have.
 */
export function readHomeAddress(text: string, root: Metadata<Root>, file: string): HomeAddress {
  const remedy = 'Ask the ministry for the home.json of its hub.';
  const source = { file, family: 'corrupt', remedy } as const;
  const { signed, signatures } = parseWith(signedSchema, parseJson(text, source), source);
  const { keyIDs = [], threshold = Number.POSITIVE_INFINITY } = root.signed.roles.root ?? {};
  const holding = new Set<string>();
  for (const { keyId, signature } of signatures) {
    const bare = root.signed.keys[keyId]?.keyVal.public;
    if (bare === undefined || !keyIDs.includes(keyId)) continue;
    if (isSignedBy(bare, Buffer.from(signed), signature)) holding.add(keyId);
  }
  if (holding.size < threshold)
    throw new CorruptArtefactError({
      message: `${holding.size} of the root keys have signed this address; ${threshold} must.`,
      file,
      remedy,
    });
  return parseWith(addressSchema, parseJson(signed, source), source);
}

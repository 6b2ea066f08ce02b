import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { CorruptArtefactError, MissingToolError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';

/** What one hash costs whoever tries passwords out, and whoever logs in. */
export interface PasswordStrength {
  readonly memoryKib: number;
  readonly passes: number;
}

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. About 90 ms on one core of a small machine. */
export const usualStrength: PasswordStrength = { memoryKib: 19_456, passes: 2 };
const hashBytes = 32;
/** More at once would slow answers down for everybody. */
const simultaneousHashes = 2;

const hashedPattern = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/u;
const hashedSchema = z.string().regex(hashedPattern);

let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password (or a PIN) with argon2id into the usual `$argon2id$…` text. */
export async function hashPassword(
  password: string,
  { memoryKib, passes }: PasswordStrength,
): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await argon2id(password, nonce, memoryKib, passes);
  const settings = `m=${memoryKib},t=${passes},p=1`;
  return `$argon2id$v=19$${settings}$${unpadded(nonce)}$${unpadded(hash)}`;
}

/**
 * Whether a password is the hashed one. Without a hash (no such account) it takes as long as with one of this strength
 * and says no.
 * @throws CorruptArtefactError when the kept text is not a hash.
 */
export async function passwordFits(
  password: string,
  hashed: string | null | undefined,
  strength: PasswordStrength,
): Promise<boolean> {
  if (!hashed) {
    await argon2id(password, Buffer.alloc(16), strength.memoryKib, strength.passes);
    return false;
  }
  const [, memory, passes, nonce = '', hash = ''] =
    hashedPattern.exec(parseWith(hashedSchema, hashed, { family: 'corrupt', file: 'people.secret' })) ?? [];
  const wanted = Buffer.from(hash, 'base64');
  if (wanted.length !== hashBytes) {
    throw new CorruptArtefactError({
      message: 'A kept password is damaged.',
      remedy: 'Give the person a new one.',
    });
  }
  const found = await argon2id(password, Buffer.from(nonce, 'base64'), Number(memory), Number(passes));
  return timingSafeEqual(found, wanted);
}

async function argon2id(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  if (typeof argon2 !== 'function') {
    throw new MissingToolError({
      message: `Accounts need Node 24.7 or later (argon2); this is ${process.version}.`,
      remedy: 'Install a later Node 24.',
    });
  }
  const message = Buffer.from(password.normalize('NFC'));
  const parameters: Argon2Parameters = {
    message,
    nonce,
    memory,
    passes,
    parallelism: 1,
    tagLength: hashBytes,
  };
  if (running >= simultaneousHashes) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await new Promise((resolve, reject) =>
      argon2('argon2id', parameters, (error, hash) => (error ? reject(error) : resolve(hash))),
    );
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/u, '');
}

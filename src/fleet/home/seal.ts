import { BadInputError } from '../../core/errors.ts';

/** Closes what only the ministry may read. */
export interface Sealer {
  seal(content: Uint8Array): Promise<Uint8Array>;
}

/** Opens it; undefined for what was sealed for somebody else, or is damaged. */
export interface Opener {
  open(sealed: Uint8Array): Promise<Uint8Array | undefined>;
}

// Loaded when it is needed: the chat server does without.
const age = () => import('age-encryption');

/** Seals for a recipient in the format of age 1 (X25519, ChaCha20-Poly1305), which the `age` program reads, too. */
export function ageSealer(recipient: string): Sealer {
  return {
    async seal(content) {
      const { Encrypter } = await age();
      const encrypter = new Encrypter();
      encrypter.addRecipient(recipient);
      return encrypter.encrypt(content);
    },
  };
}

export function ageOpener(identities: readonly string[]): Opener {
  return {
    async open(sealed) {
      const { Decrypter } = await age();
      const decrypter = new Decrypter();
      for (const identity of identities) decrypter.addIdentity(identity);
      return decrypter.decrypt(sealed).catch(() => undefined);
    },
  };
}

/**
 * Makes the key that opens what comes home, in a file as `age --passphrase --armor` writes it: a smart card or another of
 * age's plugins may hold it instead.
 */
export async function makeHomeKey(
  passphrase: string,
  workFactor = 17,
): Promise<{ readonly recipient: string; readonly file: string }> {
  const { armor, Encrypter, generateIdentity, identityToRecipient } = await age();
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(workFactor);
  const sealed = await encrypter.encrypt(`# public key: ${recipient}\n${identity}\n`);
  return { recipient, file: armor.encode(sealed) };
}

/** @throws BadInputError when the passphrase is wrong, or it is no such file. */
export async function openHomeKey(text: string, passphrase: string, file: string): Promise<string> {
  const { armor, Decrypter } = await age();
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const content = await decrypter.decrypt(armor.decode(text), 'text');
    const identity = /^AGE-SECRET-KEY-1\S+$/mu.exec(content)?.[0];
    if (identity !== undefined) return identity;
    throw new Error('The file holds no identity.');
  } catch (error) {
    throw new BadInputError({
      message:
        'The key does not open: the passphrase is wrong, or this is no key that `soro hub home` wrote.',
      file,
      remedy: 'Type the passphrase again; or take the copy of the key from its other place.',
      cause: error,
    });
  }
}

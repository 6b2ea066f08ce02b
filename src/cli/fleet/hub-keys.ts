import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { BadInputError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { type KeyFile, openKey, readKeyFile, type SigningKey } from '../../fleet/index.ts';

/**
 * The passphrase of a key: `SORO_KEY_PASSPHRASE`, or typed without being shown.
 * @throws BadInputError where nobody can type.
 */
export async function askPassphrase(what: string): Promise<string> {
  const given = process.env.SORO_KEY_PASSPHRASE;
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) {
    throw new BadInputError({
      message: `The passphrase of ${what} is needed.`,
      place: 'SORO_KEY_PASSPHRASE',
      remedy: 'Run it on a terminal, or set the variable.',
    });
  }
  process.stderr.write(`Passphrase of ${what}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const typed = await new Promise<string>((resolve) => terminal.question('', resolve));
    process.stderr.write('\n');
    return typed;
  } finally {
    terminal.close();
  }
}

export async function readKeys(files: readonly string[], role: string): Promise<KeyFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const key = readKeyFile(await readText(file), file);
      if (key.role === role) return key;
      throw new BadInputError({
        message: `This is a key for "${key.role}", not for "${role}".`,
        file,
        remedy: 'Name the key that `soro hub key` made for this role.',
      });
    }),
  );
}

/** Opens keys of a role to sign with; a key whose passphrase is left empty does not sign. */
export async function openKeys(files: readonly string[], role: string): Promise<SigningKey[]> {
  const opened: SigningKey[] = [];
  for (const [index, key] of (await readKeys(files, role)).entries()) {
    const file = files[index] ?? '';
    const passphrase = await askPassphrase(`${file} (empty: do not sign with it)`);
    if (passphrase !== '') opened.push(openKey(key, passphrase, file));
  }
  return opened;
}

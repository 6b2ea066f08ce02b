import { describe, expect, it } from 'vitest';
import { CorruptArtefactError } from '../../core/errors.ts';
import { quickStrength } from '../testing/test-school.ts';
import { hashPassword, passwordFits, usualStrength } from './passwords.ts';

describe('a password', () => {
  it('is kept as argon2id of the usual strength, which what is kept names', async () => {
    const hash = await hashPassword('анор анҷир', usualStrength);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    // Checked with the strength it was made with, whatever is usual now.
    expect(await passwordFits('анор анҷир', hash, quickStrength)).toBe(true);
    expect(await passwordFits('анор', hash, quickStrength)).toBe(false);
  });

  it('fits nobody who is not there, and names what is kept damaged', async () => {
    expect(await passwordFits('анор', undefined, quickStrength)).toBe(false);
    await expect(passwordFits('анор', '$argon2id$v=19$m=8,t=1,p=1$YWJj$YWJj', quickStrength)).rejects.toThrow(
      CorruptArtefactError,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { contract } from '../../contract/index.ts';
import { checkError, checkReply } from './check-reply.ts';

function problemsOf(value: unknown): string[] {
  const problems: string[] = [];
  checkReply('GET /api/school', contract['GET /api/school'], value, (problem) => problems.push(problem));
  return problems;
}

describe('the check of answers', () => {
  it('passes what the contract says', () => {
    expect(problemsOf({ name: 'Мактаб', retentionDays: 90 })).toEqual([]);
  });

  it('names a key too many, which may be a secret, and a value that is wrong or missing', () => {
    expect(problemsOf({ name: 'Мактаб', retentionDays: 90, secret: 'argon2' })).toEqual([
      'GET /api/school breaks the contract at "": Unrecognized key: "secret"',
    ]);
    expect(problemsOf({ name: 'Мактаб', retentionDays: '90' })[0]).toContain('at "retentionDays"');
    expect(problemsOf({ name: 'Мактаб' })[0]).toContain('at "retentionDays"');
  });

  it('refuses JSON where the contract says a file, and an error of another form', () => {
    const problems: string[] = [];
    const check = (problem: string) => problems.push(problem);
    checkReply('GET /api/me/export', contract['GET /api/me/export'], {}, check);
    checkError({ error: { code: 'unheard-of', message: '' } }, check);
    expect(problems).toHaveLength(2);
  });
});

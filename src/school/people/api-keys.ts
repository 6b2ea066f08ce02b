import { z } from 'zod';
import { type KeyScope, keyAnswers, keyScopes } from '../contract/administration.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';
import { newId, newToken, tokenHash } from '../secrets.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** What its answers rest on. */
  readonly answers: KeyAnswers;
  /** How the key begins, to tell keys apart. */
  readonly start: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
}

type KeyAnswers = (typeof keyAnswers)[number];

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string;
  readonly answers: string;
  readonly start: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly expires_at: number | null;
}

const answersSchema = z.enum(keyAnswers);
const scopesSchema = z.array(z.enum(keyScopes));
const touchMs = 60_000;

/** Makes a key; the secret is told once and only its hash is kept. */
export function addKey(
  { store, clock }: School,
  settings: {
    readonly name: string;
    readonly scopes: readonly KeyScope[];
    readonly answers: KeyAnswers;
    readonly expiresAt?: number | undefined;
  },
): { readonly key: ApiKey; readonly secret: string } {
  const secret = `sk-${newToken()}`;
  const id = newId();
  store.run(
    `INSERT INTO api_keys (id, name, start, secret_hash, scopes, answers, created_at, expires_at)
     VALUES (:id, :name, :start, :hash, :scopes, :answers, :now, :expires)`,
    {
      id,
      name: settings.name,
      start: secret.slice(0, 7),
      hash: tokenHash(secret),
      scopes: JSON.stringify(settings.scopes),
      answers: settings.answers,
      now: clock(),
      expires: settings.expiresAt ?? null,
    },
  );
  const row = store.get<KeyRow>('SELECT * FROM api_keys WHERE id = :id', { id }) as KeyRow;
  return { key: toKey(row), secret };
}

export function listKeys({ store }: School): ApiKey[] {
  return store.all<KeyRow>('SELECT * FROM api_keys ORDER BY number DESC').map(toKey);
}

/** @throws SchoolError `not-found`. */
export function removeKey({ store }: School, id: string): void {
  if (store.run('DELETE FROM api_keys WHERE id = :id', { id }).changes === 0) throw notFound('key');
}

/** The key of a request's `Authorization` header; undefined when there is none, it is unknown or too old. */
export function findKey({ store, clock }: School, authorization: string | undefined): ApiKey | undefined {
  const secret = /^bearer +(sk-[\w-]{43}) *$/iu.exec(authorization ?? '')?.[1];
  if (!secret) return undefined;
  const row = store.get<KeyRow>('SELECT * FROM api_keys WHERE secret_hash = :hash', {
    hash: tokenHash(secret),
  });
  const now = clock();
  if (!row || (row.expires_at !== null && now >= row.expires_at)) return undefined;
  if (Math.abs(now - (row.last_used_at ?? 0)) > touchMs) {
    store.run('UPDATE api_keys SET last_used_at = :now WHERE id = :id', { now, id: row.id });
  }
  return toKey(row);
}

function toKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: scopesSchema.parse(JSON.parse(row.scopes)),
    answers: answersSchema.parse(row.answers),
    start: `${row.start}…`,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}

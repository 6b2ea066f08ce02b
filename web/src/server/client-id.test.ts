import { expect, it } from 'vitest';
import { newClientId } from './client-id.ts';

it('makes names that the server takes, each another', () => {
  const ids = Array.from({ length: 100 }, newClientId);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{16,64}$/u);
  expect(new Set(ids).size).toBe(100);
});

import { expect, it } from 'vitest';
import { addressOf } from './call.ts';

it('fills in the parts of a path and the query', () => {
  const path = { id: 'a/b', personId: 'ҷ' };
  expect(addressOf('PUT /api/classes/:id/teachers/:personId', { path })).toBe(
    '/api/classes/a%2Fb/teachers/%D2%B7',
  );
  expect(addressOf('GET /api/search', { query: { query: 'а&б', limit: 20 } })).toBe(
    '/api/search?query=%D0%B0%26%D0%B1&limit=20',
  );
  expect(addressOf('GET /api/conversations', { query: { before: undefined } })).toBe('/api/conversations');
});

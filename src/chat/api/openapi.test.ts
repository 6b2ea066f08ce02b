import { describe, expect, it } from 'vitest';
import { fakeEngine } from '../testing.ts';
import { createApi } from './api.ts';
import { openApiDocument } from './openapi.ts';

describe('the OpenAPI document', () => {
  it('knows every route of the API, and no other', () => {
    const app = createApi({ engine: fakeEngine([]) });
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*' && path !== '*')
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/gu, '{$1}')}`);
    const described = Object.entries(openApiDocument().paths as Record<string, object>).flatMap(
      ([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(new Set(described)).toEqual(new Set(routes));
  });

  it('is served', async () => {
    const response = await createApi({ engine: fakeEngine([]) }).request('/openapi.json');
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Soro' } });
  });
});

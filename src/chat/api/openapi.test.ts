import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../core/configuration.ts';
import { fakeEngine } from '../testing.ts';
import { createApi } from './api.ts';
import { openApiDocument } from './openapi.ts';

const file = join(projectFolder, 'docs', 'openapi.json');

describe('the OpenAPI file', () => {
  it('is what the schemas say (SORO_WRITE_OPENAPI=1 writes it anew)', async () => {
    const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
    if (process.env.SORO_WRITE_OPENAPI) await writeFile(file, text);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(text));
  });

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

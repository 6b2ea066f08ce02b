import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../core/configuration.ts';
import { openTestSchool } from '../testing/test-school.ts';
import { schoolApiDocument } from './openapi.ts';
import { routes } from './routes.ts';

const file = join(projectFolder, 'docs', 'openapi-school.json');

describe('the OpenAPI file of the school', () => {
  it('is what the contract says (SORO_WRITE_OPENAPI=1 writes it again)', async () => {
    const text = `${JSON.stringify(schoolApiDocument(), null, 2)}\n`;
    if (process.env.SORO_WRITE_OPENAPI) await writeFile(file, text);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(text));
  });

  it('describes every route with what it answers', () => {
    const paths = schoolApiDocument().paths as Record<string, Record<string, { responses: object }>>;
    for (const { method, path } of routes) {
      const operation = paths[path.replace(/:(\w+)/gu, '{$1}')]?.[method.toLowerCase()];
      expect(Object.keys(operation?.responses ?? {}), `${method} ${path}`).toHaveLength(2);
    }
  });

  it('is served', async () => {
    const school = openTestSchool();
    const response = await school.app.request('http://school.test/api/openapi.json');
    expect(await response.json()).toMatchObject({
      openapi: '3.1.0',
      info: { title: "Soro's school server" },
    });
    await school.close();
  });
});

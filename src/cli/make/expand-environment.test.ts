import { afterEach, describe, expect, it, vi } from 'vitest';
import { expandEnvironment } from './expand-environment.ts';

afterEach(() => vi.unstubAllEnvs());

// Written in pieces: what is in a recipe, not a template of this file.
const variable = (name: string) => `$${'{'}${name}}`;
const plain = '$' + '{SORO_TEST_BASE}';
const withDefault = '$' + '{SORO_TEST_BASE:-../work/base.gguf}';

describe('expandEnvironment', () => {
  it('puts variables into texts, however deep', () => {
    vi.stubEnv('SORO_TEST_BASE', '/models/base.gguf');
    const settings = { from: plain, list: [`x/${withDefault}`], number: 3, nothing: null };
    expect(expandEnvironment(settings, 'r.yaml', 's')).toEqual({
      from: '/models/base.gguf',
      list: ['x//models/base.gguf'],
      number: 3,
      nothing: null,
    });
  });

  it('takes what stands after :- where a variable is not set', () => {
    expect(expandEnvironment(withDefault, 'r.yaml', 's')).toBe('../work/base.gguf');
  });

  it('gives numbers, true and false where a setting is only a variable', () => {
    vi.stubEnv('SORO_TRY_STEPS', '20');
    const values = {
      steps: variable('SORO_TRY_STEPS'),
      compile: variable('SORO_TRY_COMPILE:-false'),
      name: `run-${variable('SORO_TRY_STEPS')}`,
    };
    expect(expandEnvironment(values, 'a.yaml', 'settings')).toEqual({
      steps: 20,
      compile: false,
      name: 'run-20',
    });
  });

  it('names a variable that is not set and needed', () => {
    expect(() => expandEnvironment({ from: plain }, 'r.yaml', 's')).toThrow('SORO_TEST_BASE');
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadInputError } from '../core/errors.ts';
import { parseWith } from '../core/schema.ts';
import { quantisationStage } from './stage.ts';

describe('the quantisation stage', () => {
  it('quantises to Q5_1 unless told otherwise', () => {
    expect(parseWith(quantisationStage.settings, {})).toEqual({
      type: 'q5_1',
      name: 'Soro',
      description: '',
    });
  });

  it('names a key that it does not know', () => {
    expect(() => parseWith(quantisationStage.settings, { typ: 'q4_0' })).toThrow(BadInputError);
    expect(() => parseWith(quantisationStage.settings, { typ: 'q4_0' })).toThrow('"typ"');
  });

  it('is described without loading llama.cpp', async () => {
    const folder = import.meta.dirname;
    const importing = [];
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      const text = await readFile(join(folder, name), 'utf8');
      if (/from '(koffi|\.\/libllama\.ts)'/.test(text)) importing.push(name);
    }
    expect(importing.sort()).toEqual(['libllama.ts', 'quantise-child.ts']);
  });
});

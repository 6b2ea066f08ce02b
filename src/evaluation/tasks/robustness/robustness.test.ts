import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../../core/configuration.ts';
import { readTask } from '../task.ts';
import { parseTaskAddress } from './task-address.ts';
import { variants, varyText } from './vary-text.ts';

const benchmark = (address: string) => join(projectFolder, 'benchmarks', address);

describe('varyText', () => {
  it.each([
    ['without-tajik-letters', 'Хохари ман чанд сола аст?'],
    ['latin', 'Khohari man chand sola ast?'],
    ['persian-script', 'خواهر من چند ساله است؟'],
    ['lower-case', 'хоҳари ман чанд сола аст?'],
  ] as const)('types a question %s', (variant, typed) => {
    expect(varyText('Хоҳари ман чанд сола аст?', variant)).toBe(typed);
  });

  it('makes a slip at least, the same one each time, and none in short words', () => {
    const question = 'Хоҳари ман чанд сола аст?';
    expect(varyText(question, 'slips')).not.toBe(question);
    expect(varyText(question, 'slips')).toBe(varyText(question, 'slips'));
    expect(varyText('Ин чӣ аст? 3 + 4', 'slips')).toBe('Ин чӣ аст? 3 + 4');
  });

  it('keeps gaps, figures and the spaces around, whatever the text', () => {
    const text = fc.array(fc.constantFrom('Дирӯз', 'мо', ' ', '___', '12', '\n', 'ҳаҷм', 'x²', '.'), {
      maxLength: 12,
    });
    const property = fc.property(text, fc.constantFrom(...variants), (parts, variant) => {
      const question = parts.join('');
      const typed = varyText(question, variant);
      expect(typed.split('___')).toHaveLength(question.split('___').length);
      if (variant !== 'persian-script') expect(typed.match(/12/g) ?? []).toEqual(question.match(/12/g) ?? []);
      expect(/^\s*/.exec(typed)?.[0]).toBe(/^\s*/.exec(question)?.[0]);
    });
    fc.assert(property, { numRuns: 100, seed: 3 });
  });
});

describe('a task as a variant', () => {
  it('has its questions typed otherwise, its choices and answers as they are, and a hash of its own', async () => {
    const task = await readTask(benchmark('verb-forms'));
    const varied = await readTask(benchmark('verb-forms@latin'));
    expect(varied.description.id).toBe('verb-forms@latin');
    expect(varied.items[0]?.question).toBe('Diruz mo dar maydon bozi ___.');
    expect(varied.items.map(({ choices, answer }) => [choices, answer])).toEqual(
      task.items.map(({ choices, answer }) => [choices, answer]),
    );
    expect(varied.contentHash).not.toBe(task.contentHash);
  });

  it('is refused where there is no Tajik question, or no such variant', async () => {
    await expect(readTask(benchmark('minimal-pairs@latin'))).rejects.toMatchObject({ place: '@latin' });
    await expect(readTask(benchmark('spelling@upper-case'))).rejects.toMatchObject({
      remedy: expect.stringContaining('lower-case'),
    });
    expect(parseTaskAddress('some@folder/spelling')).toEqual({
      folder: 'some@folder/spelling',
      variant: undefined,
    });
  });
});

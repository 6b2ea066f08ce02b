import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelNameSchema } from './catalogue/catalogue.ts';
import { formatHubAddress, nameFromFile, parseHubAddress } from './model-address.ts';

describe('the address of a model', () => {
  it('names repository, revision and file', () => {
    const address = 'hub:google/gemma-3-1b-it-qat-q4_0-gguf@main/q4/gemma.gguf';
    const source = parseHubAddress(address);
    expect(source).toEqual({
      repository: 'google/gemma-3-1b-it-qat-q4_0-gguf',
      revision: 'main',
      file: 'q4/gemma.gguf',
    });
    expect(formatHubAddress(source)).toBe(address);
  });

  it.each([
    'hub:google/gemma/model.gguf',
    'hub:gemma@main/model.gguf',
    'hub:a/b@main/model.safetensors',
    'hub:a/b@main/../x.gguf',
    'hub:',
  ])('%s is refused with the form', (address) => {
    expect(() => parseHubAddress(address)).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('OWNER/NAME@REVISION') }),
    );
  });

  it('gives a name that can be a folder, or an error', () => {
    expect(nameFromFile('/media/stick/Gemma 3 4B IT (Q4_0).gguf')).toBe('gemma-3-4b-it-q4-0');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let name: string;
        try {
          name = nameFromFile(`${text}.gguf`);
        } catch (error) {
          expect(error).toMatchObject({ name: 'BadInputError' });
          return;
        }
        expect(modelNameSchema.safeParse(name).success).toBe(true);
        expect(name).not.toMatch(/[/\\]|^\./u);
      }),
    );
  });
});

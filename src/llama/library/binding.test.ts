import { describe, expect, it } from 'vitest';
import { MissingToolError } from '../../core/errors.ts';
import { checkLayout, openBinding } from './binding.ts';
import { findLibllama, libllamaPackage } from './library-file.ts';

const binding = openBinding();

describe('the binding of libllama', () => {
  it('finds the library of this platform, and its parameters read as they should', () => {
    expect(binding.version).toMatch(/^\d+\.\d+/);
    expect(openBinding()).toBe(binding);
  });

  it('names the package of each platform', () => {
    expect(libllamaPackage('linux', 'x64')).toBe('@node-llama-cpp/linux-x64');
    expect(libllamaPackage('darwin', 'arm64')).toBe('@node-llama-cpp/mac-arm64-metal');
  });

  it('names a package that is not installed', () => {
    expect(() => findLibllama('@node-llama-cpp/plan9-x64')).toThrow(MissingToolError);
    expect(() => findLibllama('@node-llama-cpp/plan9-x64')).toThrow(
      /@node-llama-cpp\/plan9-x64.*not installed/,
    );
  });

  it.each([
    ['quantise', 'token_embedding_type', 40, 'token_embedding_type: 40, expected 43'],
    ['context', 'swa_full', false, 'swa_full: false, expected true'],
    ['model', 'n_gpu_layers', 7, 'n_gpu_layers: 7, expected -1'],
  ] as const)('refuses a library whose %s defaults read differently', (part, field, value, place) => {
    const { defaults } = binding;
    const changed = { ...defaults, [part]: { ...defaults[part], [field]: value } };
    const check = () => checkLayout('libllama.so', changed, 64);
    expect(check).toThrow(MissingToolError);
    expect(check).toThrow(expect.objectContaining({ place }));
  });

  it('refuses a structure of another size', () => {
    expect(() => checkLayout('libllama.so', binding.defaults, 56)).toThrow(MissingToolError);
  });
});

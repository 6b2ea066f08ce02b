import { describe, expect, it } from 'vitest';
import { MissingToolError } from '../core/errors.ts';
import { findLibllama, libllamaPackage } from '../core/llama-library.ts';
import { checkLayout, loadLibllama } from './libllama.ts';

const soundDefaults = {
  ftype: 7,
  output_tensor_type: 43,
  token_embedding_type: 43,
  max_buf_size: 8 * 2 ** 30,
};

describe('the binding to libllama', () => {
  it('finds the library of this platform and its parameters read as they should', () => {
    expect(loadLibllama().version).toMatch(/^\d+\.\d+/);
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

  it('accepts the known layout', () => {
    expect(() => checkLayout('libllama.so', 64, soundDefaults)).not.toThrow();
  });

  it('refuses a library whose defaults read differently, naming the field', () => {
    let error: unknown;
    try {
      checkLayout('libllama.so', 64, { ...soundDefaults, token_embedding_type: 40 });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(MissingToolError);
    expect(error).toHaveProperty('place', 'token_embedding_type: 40, expected 43');
  });

  it('refuses a structure of another size', () => {
    expect(() => checkLayout('libllama.so', 56, soundDefaults)).toThrow(MissingToolError);
  });
});

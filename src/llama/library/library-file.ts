import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MissingToolError } from '../../core/errors.ts';

const platformNames: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/** The npm package with llama.cpp's libraries for a platform (`process.platform`, `process.arch`). */
export function libllamaPackage(platform: string = process.platform, arch: string = process.arch): string {
  return `@node-llama-cpp/${platformNames[`${platform}-${arch}`] ?? `${platform}-${arch}`}`;
}

/**
 * The path of libllama inside an installed package; the libraries that it needs lie beside it.
 * @throws MissingToolError naming the package.
 */
export function findLibllama(packageName: string = libllamaPackage()): string {
  try {
    const entry = createRequire(import.meta.url).resolve(packageName);
    const binaries = join(dirname(entry), '..', 'bins');
    for (const folder of readdirSync(binaries)) {
      const file = findIn(join(binaries, folder), 'llama');
      if (file) return file;
    }
  } catch (cause) {
    throw missing(packageName, 'is not installed', cause);
  }
  throw missing(packageName, 'holds no libllama');
}

/**
 * The path of a library that libllama needs, in libllama's own folder: `ggml` finds the processor's variant of the
 * arithmetic, `ggml-base` knows its operations.
 * @throws MissingToolError naming the folder.
 */
export function findBeside(libllama: string, library: 'ggml' | 'ggml-base'): string {
  const folder = dirname(libllama);
  const file = findIn(folder, library);
  if (file) return file;
  throw new MissingToolError({
    message: `The package with the libraries of llama.cpp holds no lib${library}.`,
    file: folder,
    remedy: 'Install the version in package-lock.json with `npm ci`.',
  });
}

function findIn(folder: string, library: string): string | undefined {
  const pattern = new RegExp(`^(lib)?${library}(\\.v[\\d.]+)?\\.(so|dylib|dll)$`);
  const name = readdirSync(folder).find((candidate) => pattern.test(candidate));
  return name && join(folder, name);
}

function missing(packageName: string, what: string, cause?: unknown): MissingToolError {
  return new MissingToolError({
    message: `The package ${packageName}, with the libraries of llama.cpp, ${what}.`,
    remedy: `Install the packages again with \`npm ci\` (docs/install.md).`,
    cause,
  });
}

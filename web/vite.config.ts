import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** Files beside the built ones that the page needs to open without the server. */
const publicShell = ['/rosette.svg', '/manifest.webmanifest', '/icon-192.png'];

/** Writes into the service worker which files are the shell: what index.html loads before anything is clicked. */
function shellList(): Plugin {
  return {
    name: 'shell-list',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const html = bundle['index.html'];
        const worker = bundle['service-worker.js'];
        if (html?.type !== 'asset' || worker?.type !== 'chunk')
          throw new Error('no page or no service worker');
        const source = String(html.source);
        const assets = [...source.matchAll(/"(\/assets\/[^"]+)"/gu)].map((match) => match[1] ?? '');
        const shell = ['/', ...publicShell, ...new Set(assets)];
        const hash = createHash('sha256').update(source);
        for (const file of publicShell) {
          hash.update(readFileSync(fileURLToPath(new URL(`public${file}`, import.meta.url))));
        }
        worker.code = worker.code
          .replaceAll('__SHELL_FILES__', JSON.stringify(shell))
          .replaceAll('__SHELL_VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)));
      },
    },
  };
}

type Chunks = readonly { readonly fileName: string; readonly imports: readonly string[] }[];

/** A script with all that it imports: what is left out would be asked for one round trip later. */
function withImports(name: string, chunks: Chunks, known: readonly string[] = []): readonly string[] {
  if (known.includes(name)) return known;
  const imports = chunks.find(({ fileName }) => fileName === name)?.imports ?? [];
  return imports.reduce((all, one) => withImports(one, chunks, all), [...known, name]);
}

/** Lists what the log-in needs beside index.html's own files: the server tells it to who is not logged in. */
function logInList(): Plugin {
  return {
    name: 'log-in-list',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const logIn = chunks.find(({ name }) => name === 'log-in-page');
        const index = chunks.find(({ name, isEntry }) => name === 'index' && isEntry);
        if (!logIn || !index) throw new Error('no log-in page or no entry');
        const first = withImports(index.fileName, chunks);
        const scripts = withImports(logIn.fileName, chunks).filter((name) => !first.includes(name));
        const styles = chunks
          .filter(({ fileName }) => scripts.includes(fileName))
          .flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
        const files = [...scripts, ...styles].map((name) => `/${name}`);
        this.emitFile({ type: 'asset', fileName: 'log-in-files.json', source: JSON.stringify(files) });
      },
    },
  };
}

export default defineConfig({
  build: {
    // The floor of the project: phones with Android 7 stop there.
    target: 'chrome87',
    cssTarget: 'chrome87',
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: fileURLToPath(new URL('index.html', import.meta.url)),
        'service-worker': fileURLToPath(new URL('src/service-worker.ts', import.meta.url)),
      },
      output: {
        // A service worker governs what lies below it, and its name must stay the same.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
        // What is loaded first comes in two files, the library's and ours: each file more is a place in the queue of a slow phone.
        codeSplitting: {
          groups: [
            { name: 'preact', tags: ['$initial'], test: /node_modules/u, priority: 1 },
            { name: 'first', tags: ['$initial'], test: /^(?!.*service-worker)/u },
          ],
        },
      },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [shellList(), logInList()],
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/api': 'http://127.0.0.1:8080' } },
});

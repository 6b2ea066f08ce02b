import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import { build } from 'vite';
import { projectFolder } from '../../src/core/configuration.ts';
import { knownEntry } from '../../src/core/known.ts';
import { indexSettings } from '../../web/src/docs-site/search-words.ts';
import { languages, menu, withoutText } from './menu.ts';
import { type MenuEntry, pageFrame } from './page-frame.ts';
import { pageAddress, type RenderedPage, renderPage } from './render-page.ts';

/**
 * Writes the docs as a site into a folder, in place of what it held.
 * @throws Error where a link of a page leads nowhere
 */
export async function buildDocsSite(folder: string): Promise<{ pages: number; sections: number }> {
  const parts = await menuParts();
  const paths = new Set(parts.flatMap(({ pages }) => pages));
  const kindOf = (path: string) => {
    if (paths.has(path)) return 'page';
    const file = join(projectFolder, path);
    if (!existsSync(file)) return 'nothing';
    return statSync(file).isDirectory() ? 'folder' : 'file';
  };
  const pages: Record<string, RenderedPage> = {};
  for (const path of paths) {
    pages[path] = renderPage(path, await readFile(join(projectFolder, path), 'utf8'), kindOf);
  }

  await rm(folder, { recursive: true, force: true });
  const entries: MenuEntry[] = parts.map(({ title, pages: list }) => ({
    title,
    pages: list.map((page) => ({ page, title: knownEntry(pages, page).title })),
  }));
  for (const [path, { title, html, files }] of Object.entries(pages)) {
    const target = join(folder, pageAddress(path));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, pageFrame({ path, title, html, language: languages[path] ?? 'en' }, entries));
    for (const file of files) await cp(join(projectFolder, file), join(folder, file), { recursive: true });
  }
  await cp(join(folder, 'README.html'), join(folder, 'index.html'));
  await cp(fileURLToPath(new URL('site.css', import.meta.url)), join(folder, 'site.css'));

  const sections = Object.entries(pages).flatMap(([path, page]) =>
    withoutText.has(path) ? page.sections.slice(0, 1) : page.sections,
  );
  const index = new MiniSearch(indexSettings);
  index.addAll(sections);
  await writeFile(
    join(folder, 'search-index.js'),
    `globalThis.soroDocsIndex = ${JSON.stringify(JSON.stringify(index))};\n`,
  );
  await writeSearch(folder);
  return { pages: paths.size, sections: sections.length };
}

/** The menu with folders opened, and with the pages of docs/ that it does not name. */
async function menuParts(): Promise<{ title: string; pages: string[] }[]> {
  const parts = await Promise.all(
    menu.map(async ({ title, pages }) => ({
      title,
      pages: (await Promise.all(pages.map((path) => (path.endsWith('.md') ? [path] : pagesOf(path))))).flat(),
    })),
  );
  const named = new Set(parts.flatMap(({ pages }) => pages));
  const more = (await pagesOf('docs')).filter((path) => !named.has(path));
  return more.length === 0 ? parts : [...parts, { title: 'More', pages: more }];
}

async function pagesOf(folder: string): Promise<string[]> {
  const names = (await readdir(join(projectFolder, folder))).filter((name) => name.endsWith('.md'));
  // A folder's own page comes first.
  const first = names.filter((name) => name === 'README.md');
  return [...first, ...names.filter((name) => name !== 'README.md').sort()].map(
    (name) => `${folder}/${name}`,
  );
}

/** One plain script: a page opened from a folder may load no modules. */
async function writeSearch(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: projectFolder,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: {
        entry: join(projectFolder, 'web/src/docs-site/search.ts'),
        formats: ['iife'],
        name: 'soroDocs',
        fileName: () => 'search.js',
      },
    },
  });
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import { z } from 'zod';
import { projectFolder } from '../../core/configuration.ts';
import { MissingToolError } from '../../core/errors.ts';
import { exists, listFiles } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import type { CallerVariables } from './caller.ts';

/** One file of the page, in memory: the whole page is well under 100 kB. */
export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly etag: string;
  /** The name carries a hash of the content, so a browser may keep it for good. */
  readonly immutable: boolean;
}

/** The built page: path below the server's root → file; `/` is index.html. */
export type Page = ReadonlyMap<string, PageFile>;

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** Where `vite build web` puts the page. */
export const pageFolder = join(projectFolder, 'web', 'dist');

/**
 * Reads the built page into memory.
 * @throws MissingToolError when it has not been built.
 */
export async function loadPage(folder: string = pageFolder): Promise<Page> {
  if (!(await exists(join(folder, 'index.html')))) {
    throw new MissingToolError({
      message: 'The chat page has not been built.',
      file: folder,
      remedy: 'Run `npm run setup`, then the same command again.',
    });
  }
  const files = new Map<string, PageFile>();
  for (const name of await listFiles(folder)) {
    if (name.startsWith('.')) continue;
    const content = new Uint8Array(await readFile(join(folder, name)));
    files.set(name === 'index.html' ? '/' : `/${name}`, {
      content,
      contentType: contentTypes[extname(name)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`,
      immutable: name.startsWith('assets/'),
    });
  }
  return files;
}

/**
 * The `Link` header by which a browser loads the log-in beside the page's own files, and not after the server has said
 * that nobody is logged in: a third of a second on a slow phone. Style sheets are asked for as vite's script will ask for
 * them (`crossorigin`), or they would be loaded twice. Undefined where the build names no such files.
 */
export function logInLinks(page: Page): string | undefined {
  const list = page.get('/log-in-files.json');
  if (!list) return undefined;
  const files = parseWith(z.array(z.string()), parseJson(new TextDecoder().decode(list.content)));
  return files
    .map(
      (file) =>
        `<${file}>; rel=${file.endsWith('.css') ? 'preload; as=style; crossorigin' : 'modulepreload'}`,
    )
    .join(', ');
}

/** Serves the page's files below the root. */
export function servePage(app: Hono<CallerVariables>, page: Page): void {
  app.get('*', compress(), (c) => {
    const file = page.get(c.req.path);
    if (!file) return c.notFound();
    const headers = {
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: file.etag,
    };
    // Compression turns the tag into a weak one.
    const known = c.req.header('if-none-match')?.replace(/^W\//u, '');
    if (known === file.etag) return c.body(null, 304, headers);
    return c.body(file.content, 200, { ...headers, 'content-type': file.contentType });
  });
}

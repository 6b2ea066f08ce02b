import { posix } from 'node:path';
import { escapeHtml } from '../../src/core/escape.ts';
import { pageAddress } from './render-page.ts';

/** A part of the menu with the titles of its pages. */
export interface MenuEntry {
  readonly title: string;
  readonly pages: readonly { readonly page: string; readonly title: string }[];
}

/** A whole document: the menu, the search and a page. Everything it loads lies beside it. */
export function pageFrame(
  page: { path: string; title: string; html: string; language: string },
  menu: readonly MenuEntry[],
): string {
  const up = posix.relative(posix.dirname(page.path), '.');
  const root = up === '' ? '' : `${up}/`;
  const link = (entry: { page: string; title: string }) =>
    `<li><a href="${root}${pageAddress(entry.page)}"${entry.page === page.path ? ' aria-current="page"' : ''}>${escapeHtml(entry.title)}</a></li>`;
  const parts = menu.map(
    ({ title, pages }) => `<h2>${escapeHtml(title)}</h2>\n<ul>\n${pages.map(link).join('\n')}\n</ul>`,
  );
  return `<!doctype html>
<html lang="${page.language}" data-root="${root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} · Soro</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}site.css">
</head>
<body>
<header>
<a class="home" href="${root}index.html">Soro</a>
<input id="search" type="search" placeholder="Ҷустуҷӯ · Поиск · Search" aria-label="Ҷустуҷӯ · Поиск · Search" autocomplete="off">
<ul id="results" class="results" hidden></ul>
</header>
<div class="columns">
<details class="menu" open><summary>☰</summary><nav>
${parts.join('\n')}
</nav></details>
<main>
${page.html}
</main>
</div>
<script src="${root}search-index.js"></script>
<script src="${root}search.js"></script>
</body>
</html>
`;
}

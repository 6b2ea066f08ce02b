import { posix } from 'node:path';
import { Marked, type Token, type Tokens } from 'marked';
import { escapeHtml } from '../../src/core/escape.ts';
import type { DocsSection } from '../../web/src/docs-site/search-words.ts';

/** A page of the docs as HTML, with what its search needs. */
export interface RenderedPage {
  readonly title: string;
  readonly html: string;
  readonly sections: readonly DocsSection[];
  /** Files of the repository that the page shows or links to and that are no pages. */
  readonly files: readonly string[];
}

/** Where a page lies in the site. */
export const pageAddress = (page: string) => page.replace(/\.md$/, '.html');

/**
 * Makes HTML of a page of the repository.
 * @param page its path in the repository
 * @param kindOf what lies at another path of the repository
 * @throws Error where a link leads nowhere
 */
export function renderPage(
  page: string,
  markdown: string,
  kindOf: (path: string) => 'page' | 'file' | 'folder' | 'nothing',
): RenderedPage {
  const files = new Set<string>();
  const anchors = new Map<string, number>();
  const sections: { id: string; title: string; text: string[] }[] = [];

  /** An address of the site in place of one of the repository; none for what the site does not hold. */
  const siteAddress = (href: string): string | undefined => {
    if (/^[a-z]+:/.test(href) || href.startsWith('#')) return href;
    const [path = '', anchor] = href.split('#');
    const target = posix.normalize(posix.join(posix.dirname(page), path)).replace(/\/$/, '');
    const suffix = anchor === undefined ? '' : `#${anchor}`;
    switch (kindOf(target)) {
      case 'page':
        return `${pageAddress(path)}${suffix}`;
      case 'folder':
        return kindOf(`${target}/README.md`) === 'page'
          ? `${path.replace(/\/$/, '')}/README.html${suffix}`
          : undefined;
      case 'file':
        files.add(target);
        return href;
      default:
        throw new Error(`${page} links to ${href}, which is not there.`);
    }
  };

  const anchorOf = (heading: string): string => {
    // As on the usual hosts of repositories, so that links between pages hold in both places.
    const plain = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    const before = anchors.get(plain) ?? 0;
    anchors.set(plain, before + 1);
    return before === 0 ? plain : `${plain}-${before}`;
  };

  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        const title = plainText(tokens);
        const anchor = anchorOf(title);
        sections.push({ id: `${pageAddress(page)}#${anchor}`, title, text: [] });
        return `<h${depth} id="${anchor}">${inner}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        const address = siteAddress(href);
        return address === undefined ? inner : `<a href="${escapeHtml(address)}">${inner}</a>`;
      },
      image({ href, text }) {
        return `<img src="${escapeHtml(siteAddress(href) ?? href)}" alt="${escapeHtml(text)}" loading="lazy">`;
      },
      table({ header, rows }) {
        const cell = (name: 'th' | 'td') => (part: Tokens.TableCell) =>
          `<${name}${part.align ? ` class="${part.align}"` : ''}>${this.parser.parseInline(part.tokens)}</${name}>`;
        const head = header.map(cell('th')).join('');
        const body = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('\n');
        return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const tokens = marked.lexer(markdown);
  let html = '';
  for (const token of tokens) {
    html += marked.parser([token]);
    if (token.type !== 'heading') sections.at(-1)?.text.push(plainText([token]));
  }
  const title = sections[0]?.title;
  if (title === undefined) throw new Error(`${page} has no heading.`);
  return {
    title,
    html,
    sections: sections.map(({ text, ...section }) => ({ ...section, page: title, text: text.join('\n') })),
    files: [...files],
  };
}

/** Words of tokens without their marks. */
function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'table') {
        const { header, rows } = token as Tokens.Table;
        return [header, ...rows].flatMap((row) => row.map((cell) => plainText(cell.tokens))).join(' ');
      }
      if (token.type === 'list') return plainText((token as Tokens.List).items);
      if ('tokens' in token && token.tokens) return plainText(token.tokens);
      return 'text' in token ? String(token.text) : ' ';
    })
    .join('');
}

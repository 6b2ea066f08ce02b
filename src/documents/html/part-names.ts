import type { PageElement } from './page-node.ts';

/** How an element says that it holds the page's content, the surest first. */
export const containerKinds = ['body', 'article', 'main'] as const;

export type ContainerKind = (typeof containerKinds)[number];

const guidingTags = new Set('nav footer aside figcaption'.split(' '));
const guidingRoles = /^(navigation|banner|contentinfo|search|complementary|menu|menubar|toolbar)$/;
const guidingNames =
  /(^|[\s_-])(nav(bar|igation)?|menu|breadcrumbs?|footer|sidebar|share|sharing|social|cookies?|pagination|copyright|login|modal|popup)(?=$|[\s_-])/i;
/** Names of what is beside an article; the short ones count alone, for a post may be called `tag-sport`. */
const besideNames =
  /(^|[\s_-])(comments?|commentlist|respond|replies|disqus|recommend(ed|ations?)?|newsletter|subscri(be|ption)|adverts?|advertisement|anzeige|authorbox|outbrain|taboola|screen-reader-text)(?=$|[\s_-])|(^|\s)(related|similar|teasers?|promo|ads?|sponsor(ed)?|tags?|tagcloud|widget|paywall|banner|byline|credits?|caption|toc|print|hidden|sr-only)(?=$|\s)|related-?(posts?|articles?|content|news|links?)|author-?(bio|box|info)|wp-caption-text|more-?(news|stories|articles)|most-?read|tag-?(list|cloud|links)/i;
/** Names of elements that hold an article's text in the systems that most pages are made with. */
const contentNames =
  /(^|\s)((entry|post|article|story|news|page|content|blog|text|td-post|single)[-_]*(content|body|text|entry|copy|inner)|article_?_?(body|text|content)|articlebody|post-?entry|field-name-body|body-?(text|content)|mw-parser-output|storytext|story|entry|blogpost|post)(?=$|\s)/i;

/** Whether an element is made for finding one's way, by its tag or role. */
export function isGuidingPart({ name, attribs }: PageElement): boolean {
  return guidingTags.has(name) || guidingRoles.test(attribs.role ?? '');
}

/** Whether its names say that it is a menu, a footer and the like. */
export function isNamedGuiding(element: PageElement): boolean {
  return isNamed(element, guidingNames);
}

/** Whether its names say that it is beside an article: comments, advertisements, further articles. */
export function isNamedBeside(element: PageElement): boolean {
  return isNamed(element, besideNames);
}

function isNamed({ name, attribs }: PageElement, names: RegExp): boolean {
  if (name === 'body' || name === 'html' || name === 'main' || name === 'article') return false;
  return names.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`);
}

/** How an element says that it holds the content; undefined when it does not. */
export function containerKind({ name, attribs }: PageElement): ContainerKind | undefined {
  if (name === 'body' || name === 'html') return undefined;
  if (attribs.itemprop === 'articleBody' || attribs.itemprop === 'text') return 'body';
  if (contentNames.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)) return 'body';
  if (name === 'article' || attribs.role === 'article') return 'article';
  if (name === 'main' || attribs.role === 'main' || attribs.id === 'main' || attribs.id === 'content')
    return 'main';
  return undefined;
}

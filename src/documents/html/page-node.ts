import type { parseDocument } from 'htmlparser2';

/** A node of a parsed page. */
export type PageNode = ReturnType<typeof parseDocument>['children'][number];

export type PageElement = Extract<PageNode, { attribs: unknown }>;

export function isElement(node: PageNode): node is PageElement {
  return 'attribs' in node;
}

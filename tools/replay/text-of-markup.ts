import { parseDocument } from 'htmlparser2';

interface MarkupNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly MarkupNode[];
}

const paragraphs = new Set(['p', 'li', 'dd', 'item']);
const skipped = new Set(['script', 'style', 'pre', 'code', 'nav', 'screen', 'info', 'title']);

/** The paragraphs of HTML or Mallard pages, without code, navigation and titles. */
export function textOfMarkup(markup: string): string[] {
  const found: string[] = [];
  const visit = (node: MarkupNode): void => {
    if (node.name !== undefined && skipped.has(node.name)) return;
    if (isParagraph(node) && !holdsParagraph(node)) {
      const text = textOf(node).replaceAll(/\s+/gu, ' ').trim();
      if (text !== '') found.push(text);
      return;
    }
    node.children?.forEach(visit);
  };
  visit(parseDocument(markup) as MarkupNode);
  return found;
}

function isParagraph({ name, attribs }: MarkupNode): boolean {
  return paragraphs.has(name ?? '') || (name === 'div' && attribs?.class === 'para');
}

function holdsParagraph(node: MarkupNode): boolean {
  return (node.children ?? []).some((child) => isParagraph(child) || holdsParagraph(child));
}

function textOf(node: MarkupNode): string {
  if (node.type === 'text') return node.data ?? '';
  if (node.name === 'pre' || node.name === 'script') return '';
  return (node.children ?? []).map(textOf).join('');
}

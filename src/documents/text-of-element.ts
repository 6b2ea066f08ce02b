/** As much of a DOM node as reading its text needs. */
interface TextNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<TextNode>;
}

const textNode = 3;
const elementNode = 1;
const silent = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'SVG', 'IFRAME', 'OBJECT']);
const paragraphs = new Set(
  (
    'P DIV SECTION ARTICLE HEADER FOOTER MAIN ASIDE NAV UL OL DL TABLE BLOCKQUOTE PRE FIGURE FORM ' +
    'H1 H2 H3 H4 H5 H6 HR ADDRESS FIELDSET'
  ).split(' '),
);
const lines = new Set('LI TR DT DD BR OPTION FIGCAPTION CAPTION LEGEND'.split(' '));

/** The text of a page as a reader sees it: paragraphs apart by a blank line, list items and rows by a line end. */
export function textOfElement(root: TextNode): string {
  const parts: string[] = [];
  visit(root, parts, false);
  return parts
    .join('')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function visit(node: TextNode, parts: string[], preformatted: boolean): void {
  if (node.nodeType === textNode) {
    const text = node.textContent ?? '';
    parts.push(preformatted ? text : text.replace(/\s+/g, ' '));
    return;
  }
  const name = node.nodeName.toUpperCase();
  if (node.nodeType !== elementNode || silent.has(name)) return;
  const isParagraph = paragraphs.has(name);
  if (isParagraph) parts.push('\n\n');
  else if (lines.has(name)) parts.push('\n');
  for (const child of node.childNodes) visit(child, parts, preformatted || name === 'PRE');
  if (isParagraph) parts.push('\n\n');
  else if (name === 'TD' || name === 'TH') parts.push(' ');
}

import { isElement, type PageElement, type PageNode } from './page-node.ts';

/** Text with its reading in brackets, as browsers without ruby show it: 漢字(かんじ). */
export function rubyText(ruby: PageElement): string {
  let base = '';
  let written = '';
  let reading = '';
  const finish = () => {
    written += reading === '' ? base : `${base}(${reading})`;
    base = '';
    reading = '';
  };
  const walk = (nodes: readonly PageNode[]) => {
    for (const node of nodes) {
      if (!isElement(node)) {
        if (node.type !== 'text' || node.data.trim() === '') continue;
        if (reading !== '') finish();
        base += node.data.trim();
      } else if (node.name === 'rt') reading += plainText(node).trim();
      else if (node.name !== 'rp') walk(node.children);
    }
  };
  walk(ruby.children);
  finish();
  return written;
}

function plainText(element: PageElement): string {
  return element.children
    .map((child) => (isElement(child) ? plainText(child) : child.type === 'text' ? child.data : ''))
    .join('');
}

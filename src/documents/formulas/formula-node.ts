import type { parseDocument } from 'htmlparser2';
import type { FormulaNode } from './formula.ts';

type ParsedNode = ReturnType<typeof parseDocument>['children'][number];

/** A formula out of a parsed page or XML. */
export function formulaNode(node: ParsedNode): FormulaNode | string {
  if (node.type === 'text') return node.data.replace(/\s+/g, ' ');
  if (!('attribs' in node)) return '';
  return {
    name: localName(node.name),
    attributes: node.attribs,
    children: node.children
      .map(formulaNode)
      .filter((child) => typeof child !== 'string' || child.trim() !== '' || isToken(localName(node.name))),
  };
}

/** Whether white space in this element belongs to the formula. */
function isToken(name: string): boolean {
  return ['t', 'mtext', 'mi', 'mn', 'ms'].includes(name);
}

function localName(name: string): string {
  return name.replace(/^.*:/, '');
}

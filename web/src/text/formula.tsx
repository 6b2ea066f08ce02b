import { createContext, h, type VNode } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { type MathNode, parseMath } from './mathml.ts';

/** Formulas of an answer that the server has set: as they are in the text, with their signs → MathML. */
export type Formulas = ReadonlyMap<string, string>;

export const FormulaContext = createContext<Formulas>(new Map());

/** A formula; as long as the server has not set it, its source. */
export function Formula({ tex, source, display }: { tex: string; source: string; display: boolean }) {
  const mathml = useContext(FormulaContext).get(source);
  const node = useMemo(() => (mathml ? parseMath(mathml) : undefined), [mathml]);
  if (!node) return display ? <code class="tex">{tex}</code> : <span>{source}</span>;
  const math = { ...node, attributes: { ...node.attributes, display: display ? 'block' : 'inline' } };
  return <span class={display ? 'formula block' : 'formula'}>{viewOf(math, 0)}</span>;
}

function viewOf(node: MathNode, index: number): VNode {
  const children = node.children.map((child, place) =>
    typeof child === 'string' ? child : viewOf(child, place),
  );
  return h(node.name, { ...node.attributes, key: index }, children);
}

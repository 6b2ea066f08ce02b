import { type SchemaNode, type TypeName, typeKeywords } from './json-schema.ts';
import { schemaError } from './schema-error.ts';
import { alone, inOrder } from './schema-rules.ts';
import type { Part } from './shape.ts';

/** The values of `enum` and `const` that the other keywords of the node allow. */
export function literals(node: SchemaNode, place: string): Part[] {
  const keyword = node.enum ? 'enum' : 'const';
  alone(node, [keyword, 'const', 'type', ...typeKeywords.string], place);
  inOrder('minLength', node.minLength ?? 0, 'maxLength', node.maxLength ?? Number.POSITIVE_INFINITY, place);
  const types = node.type === undefined ? undefined : new Set([node.type].flat());
  const texts = new Map<string, Part>();
  for (const value of node.enum ?? [node.const ?? null]) {
    const part = literal(value);
    if (node.const !== undefined && part.text !== JSON.stringify(node.const)) continue;
    if (types && !hasType(part, types)) continue;
    const length = typeof value === 'string' ? [...value].length : undefined;
    if (length !== undefined && length < (node.minLength ?? 0)) continue;
    if (length !== undefined && length > (node.maxLength ?? length)) continue;
    texts.set(part.text, part);
  }
  if (texts.size > 0) return [...texts.values()];
  throw schemaError(`No value of "${keyword}" fits the other keywords.`, `${place}.${keyword}`);
}

export function literal(value: unknown): Extract<Part, { kind: 'literal' }> {
  return { kind: 'literal', value, text: JSON.stringify(value) };
}

export function hasType(part: Part, types: ReadonlySet<TypeName>): boolean {
  switch (part.kind) {
    case 'any':
      return types.size === 7;
    case 'dictionary':
      return types.has('object');
    case 'integer':
      return types.has('integer') || types.has('number');
    case 'literal': {
      const { value } = part;
      if (value === null) return types.has('null');
      if (Array.isArray(value)) return types.has('array');
      if (typeof value === 'number')
        return types.has('number') || (types.has('integer') && Number.isInteger(value));
      return types.has(typeof value as TypeName);
    }
    default:
      return types.has(part.kind);
  }
}

import { z } from 'zod';

const typeName = z.enum(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const smallCount = z.int().min(0).max(1000);

/** Said to people or to other programs; they do not change which answers are valid. */
const annotations = {
  title: z.unknown().optional(),
  description: z.unknown().optional(),
  examples: z.unknown().optional(),
  default: z.unknown().optional(),
  deprecated: z.unknown().optional(),
  readOnly: z.unknown().optional(),
  writeOnly: z.unknown().optional(),
  discriminator: z.unknown().optional(),
  $comment: z.unknown().optional(),
  $schema: z.unknown().optional(),
  $id: z.unknown().optional(),
};

const subschema = z.unknown().optional();
const subschemas = z.array(z.unknown()).min(1).max(100).optional();

/** The part of JSON schema that a grammar can hold an answer to; other keywords are refused by name. */
export const schemaNode = z.strictObject({
  type: z.union([typeName, z.array(typeName).min(1).max(7)]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: subschema,
  items: subschema,
  minItems: smallCount.optional(),
  maxItems: smallCount.optional(),
  minLength: smallCount.optional(),
  maxLength: smallCount.optional(),
  enum: z.array(z.json()).min(1).optional(),
  const: z.json().optional(),
  anyOf: subschemas,
  oneOf: subschemas,
  allOf: z.array(z.unknown()).length(1, 'Only one schema in "allOf" is understood.').optional(),
  $ref: z.string().optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
  definitions: z.record(z.string(), z.unknown()).optional(),
  ...annotations,
});

export type SchemaNode = z.infer<typeof schemaNode>;
export type TypeName = z.infer<typeof typeName>;

/** Keywords that hold for values of one type only. */
export const typeKeywords = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength'],
} as const satisfies Partial<Record<TypeName, readonly (keyof SchemaNode)[]>>;

/** Keywords of a node that say which answers are valid. */
export function assertions(node: SchemaNode): string[] {
  const silent = new Set([...Object.keys(annotations), '$defs', 'definitions']);
  return Object.keys(node).filter((key) => !silent.has(key));
}

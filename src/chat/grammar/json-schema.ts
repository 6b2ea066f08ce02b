import { z } from 'zod';

const typeName = z.enum(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const smallCount = z.int().min(0).max(1000);

/** The part of JSON schema that a grammar can hold an answer to; other keywords are refused by name. */
export const schemaNode = z.strictObject({
  type: z.union([typeName, z.array(typeName).min(1).max(7)]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.boolean().optional(),
  items: z.unknown().optional(),
  minItems: smallCount.optional(),
  maxItems: smallCount.optional(),
  minLength: smallCount.optional(),
  maxLength: smallCount.optional(),
  enum: z.array(z.json()).min(1).optional(),
  const: z.json().optional(),
  anyOf: z.array(z.unknown()).min(1).optional(),
  oneOf: z.array(z.unknown()).min(1).optional(),
  $ref: z.string().optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
  definitions: z.record(z.string(), z.unknown()).optional(),
  // Said to people, not to the grammar.
  title: z.unknown().optional(),
  description: z.unknown().optional(),
  examples: z.unknown().optional(),
  default: z.unknown().optional(),
  $schema: z.unknown().optional(),
  $id: z.unknown().optional(),
});

export type SchemaNode = z.infer<typeof schemaNode>;

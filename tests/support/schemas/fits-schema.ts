type Schema = boolean | Readonly<Record<string, unknown>>;

/**
 * Whether a value is valid for a JSON schema, after the specification and not after our grammar: the second opinion
 * that tests ask. Knows the keywords that the server understands.
 */
export function fitsSchema(value: unknown, schema: unknown, whole: unknown = schema): boolean {
  if (typeof schema === 'boolean') return schema;
  const node = schema as Exclude<Schema, boolean>;
  return Object.entries(node).every(([keyword, given]) => {
    const check = keywords[keyword];
    return check ? check({ value, given, node, whole }) : true;
  });
}

interface Case {
  readonly value: unknown;
  readonly given: unknown;
  readonly node: Readonly<Record<string, unknown>>;
  readonly whole: unknown;
}

const list = (given: unknown) => given as readonly unknown[];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const keywords: Readonly<Record<string, (one: Case) => boolean>> = {
  type: ({ value, given }) => [given].flat().some((type) => hasType(value, String(type))),
  enum: ({ value, given }) => list(given).some((one) => same(one, value)),
  const: ({ value, given }) => same(given, value),
  anyOf: ({ value, given, whole }) => list(given).some((one) => fitsSchema(value, one, whole)),
  oneOf: ({ value, given, whole }) => list(given).filter((one) => fitsSchema(value, one, whole)).length === 1,
  allOf: ({ value, given, whole }) => list(given).every((one) => fitsSchema(value, one, whole)),
  $ref: ({ value, given, whole }) => fitsSchema(value, target(String(given), whole), whole),
  minLength: ({ value, given }) => typeof value !== 'string' || [...value].length >= Number(given),
  maxLength: ({ value, given }) => typeof value !== 'string' || [...value].length <= Number(given),
  minItems: ({ value, given }) => !Array.isArray(value) || value.length >= Number(given),
  maxItems: ({ value, given }) => !Array.isArray(value) || value.length <= Number(given),
  items: ({ value, given, whole }) =>
    !Array.isArray(value) || value.every((item) => fitsSchema(item, given, whole)),
  required: ({ value, given }) =>
    !isObject(value) || list(given).every((key) => Object.hasOwn(value, String(key))),
  properties: ({ value, given, whole }) =>
    !isObject(value) ||
    Object.entries(given as object).every(
      ([key, schema]) => !Object.hasOwn(value, key) || fitsSchema(value[key], schema, whole),
    ),
  additionalProperties: ({ value, given, node, whole }) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([key, inner]) =>
        Object.hasOwn((node.properties ?? {}) as object, key) || fitsSchema(inner, given, whole),
    ),
};

function hasType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function target(reference: string, whole: unknown): unknown {
  let found = whole;
  for (const key of reference.split('/').slice(1)) found = (found as Record<string, unknown>)[key];
  return found;
}

import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import type { AnswerFormat, JsonSchema } from '../types.ts';
import { type SchemaNode, schemaNode } from './json-schema.ts';

/**
 * llama.cpp's grammar (GBNF) for answers of a format: JSON of any shape (an object), or of a schema. White space
 * between the parts is one space at most, so that an answer cannot run out in blanks. Properties come in the
 * schema's order.
 * @throws BadInputError naming a keyword that is not supported, as it would otherwise be ignored.
 */
export function answerGrammar(format: AnswerFormat): string {
  const rules = new Rules();
  const root = format.type === 'json' ? 'object' : rules.of(format.schema, 'response_format', format.schema);
  return [`root ::= ${root}`, ...rules.lines(), basicRules].join('\n');
}

const basicRules = String.raw`
space ::= " "?
value ::= object | array | string | number | boolean | null
object ::= "{" space (string ":" space value ("," space string ":" space value)*)? "}" space
array ::= "[" space (value ("," space value)*)? "]" space
string ::= "\"" character* "\"" space
character ::= [^"\\\x7F\x00-\x1F] | "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4})
number ::= integral ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})? space
integer ::= integral space
integral ::= "-"? ("0" | [1-9] [0-9]{0,15})
boolean ::= ("true" | "false") space
null ::= "null" space
`.trim();

const mostAlternatives = 500;
const mostRules = 500;

class Rules {
  readonly #lines: string[] = [];
  /** Rules of `$ref` targets, so that a schema may contain itself. */
  readonly #references = new Map<string, string>();

  lines(): readonly string[] {
    return this.#lines;
  }

  /** The expression (a rule's name, mostly) for a schema. */
  of(schema: unknown, place: string, whole: JsonSchema): string {
    if (schema === true) return 'value';
    const node = parseWith(schemaNode, schema, {
      remedy: `Leave it out of ${place}: this server does not know it, or not with this value.`,
    });
    if (node.$ref !== undefined) return this.#reference(node.$ref, place, whole);
    if (node.const !== undefined) return `${literal(node.const)} space`;
    if (node.enum) return `(${node.enum.slice(0, mostAlternatives).map(literal).join(' | ')}) space`;
    const alternatives = node.anyOf ?? node.oneOf;
    if (alternatives) {
      return `(${alternatives.map((one, index) => this.of(one, `${place}.anyOf.${index}`, whole)).join(' | ')})`;
    }
    const types = [node.type ?? (node.properties ? 'object' : undefined)].flat();
    const expressions = types.map((type) => this.#ofType(type, node, place, whole));
    return expressions.length === 1 ? (expressions[0] ?? 'value') : `(${expressions.join(' | ')})`;
  }

  #ofType(type: string | undefined, node: SchemaNode, place: string, whole: JsonSchema): string {
    if (type === 'object') return this.#object(node, place, whole);
    if (type === 'array') {
      const item = node.items === undefined ? 'value' : this.of(node.items, `${place}.items`, whole);
      return this.#rule(`"[" space ${repeated(item, '"," space', node.minItems, node.maxItems)} "]" space`);
    }
    if (type === 'string' && (node.minLength !== undefined || node.maxLength !== undefined)) {
      const count = `{${node.minLength ?? 0},${node.maxLength ?? ''}}`;
      return this.#rule(String.raw`"\"" character${count} "\"" space`);
    }
    return type ?? 'value';
  }

  #object(node: SchemaNode, place: string, whole: JsonSchema): string {
    const properties = Object.entries(node.properties ?? {});
    if (properties.length === 0)
      return node.additionalProperties === false ? '"{" space "}" space' : 'object';
    const required = new Set(node.required ?? []);
    const pairs = properties.map(([key, schema]) => ({
      required: required.has(key),
      text: `${literal(key)} space ":" space ${this.of(schema, `${place}.properties.${key}`, whole)}`,
    }));
    return this.#rule(`"{" space ${this.#pairs(pairs)} "}" space`);
  }

  /** Pairs in their order, commas between those that are there. */
  #pairs(pairs: readonly { readonly required: boolean; readonly text: string }[]): string {
    // `after[i]`: what may follow when something stands before pair i.
    let after = '';
    const rests: string[] = [];
    for (const pair of pairs.toReversed()) {
      rests.unshift(after);
      const next = `"," space ${pair.text}`;
      after = this.#rule(pair.required ? `${next} ${after}` : `(${next})? ${after}`);
    }
    const firsts: string[] = [];
    for (const [index, pair] of pairs.entries()) {
      firsts.push(`${pair.text} ${rests[index]}`);
      if (pair.required) return `(${firsts.join(' | ')})`;
    }
    return `(${firsts.join(' | ')})?`;
  }

  #reference(reference: string, place: string, whole: JsonSchema): string {
    const known = this.#references.get(reference);
    if (known) return known;
    const name = `reference-${this.#references.size}`;
    this.#references.set(reference, name);
    const target = reference === '#' ? whole : resolve(reference, whole);
    if (target === undefined) {
      throw new BadInputError({
        message: `"${reference}" leads nowhere.`,
        place: `${place}.$ref`,
        remedy: 'Refer to "#" or to "#/$defs/NAME".',
      });
    }
    this.#lines.push(`${name} ::= ${this.of(target, reference, whole)}`);
    return name;
  }

  #rule(expression: string): string {
    if (this.#lines.length >= mostRules) {
      throw new BadInputError({
        message: 'The schema is too large.',
        place: 'response_format',
        remedy: `Make it smaller: ${mostRules} parts are the most.`,
      });
    }
    const name = `rule-${this.#lines.length}`;
    this.#lines.push(`${name} ::= ${expression}`);
    return name;
  }
}

function resolve(reference: string, whole: JsonSchema): unknown {
  const found = /^#\/(\$defs|definitions)\/([^/]+)$/u.exec(reference);
  if (!found || typeof whole !== 'object') return undefined;
  const definitions = whole[found[1] ?? ''];
  if (typeof definitions !== 'object' || definitions === null) return undefined;
  const name = (found[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
  return Object.hasOwn(definitions, name) ? Reflect.get(definitions, name) : undefined;
}

function repeated(item: string, separator: string, least = 0, most?: number): string {
  if (most === 0) return '';
  const rest = `(${separator} ${item}){${Math.max(0, least - 1)},${most === undefined ? '' : most - 1}}`;
  return least > 0 ? `${item} ${rest}` : `(${item} ${rest})?`;
}

/** A JSON value as a quoted text of the grammar. */
function literal(value: unknown): string {
  const text = JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return `"${text}"`;
}

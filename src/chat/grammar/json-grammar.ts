import type { AnswerFormat } from '../types.ts';
import { checkShapes } from './check-shapes.ts';
import { literalRule } from './literal-tree.ts';
import { readSchema } from './read-schema.ts';
import { tooLarge } from './schema-error.ts';
import type { ArrayPart, ObjectPart, Pair, Part, Shape, StringPart } from './shape.ts';
import { simplest } from './simplest.ts';

/** Where the schema of a request is. */
const schemaPlace = 'response_format.json_schema.schema';

/**
 * llama.cpp's grammar (GBNF) for answers of a format: JSON of any shape (an object), or of a schema. White space
 * between the parts is one space at most, so that an answer cannot run out in blanks. Properties come in the
 * schema's order. Its size, and that of what llama.cpp makes of it, are bounded.
 * @throws BadInputError naming the place in the schema that cannot be held.
 */
export function answerGrammar(format: AnswerFormat): string {
  if (format.type === 'json') return `root ::= object\n${basicRules}`;
  const shapes = readSchema(format.schema, schemaPlace);
  checkShapes(shapes);
  const rules = new Rules();
  for (const [index, shape] of shapes.all.entries()) rules.name(shape, index);
  for (const shape of shapes.all) rules.write(shape);
  return [`root ::= ${rules.nameOf(shapes.root)}`, ...rules.lines, basicRules].join('\n');
}

// Half of a character in UTF-16 (`\uD83D`) is no character: it would count as one, and alone it is no text.
const basicRules = String.raw`
space ::= " "?
value ::= object | array | string | number | boolean | null
object ::= "{" space (member ("," space member)*)? "}"
member ::= string space ":" space value space
array ::= "[" space (item ("," space item)*)? "]"
item ::= value space
string ::= "\"" character* "\""
character ::= [^"\\\x7F\x00-\x1F] | "\\" (["\\bfnrt] | "u" unit)
unit ::= [0-9a-cA-CeEfF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2}
number ::= integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?
integer ::= "-"? ("0" | [1-9] [0-9]{0,15})
boolean ::= "true" | "false"
null ::= "null"
`.trim();

/** llama.cpp writes a repetition out, once for each time. */
const mostRepetitions = 10_000;
const mostCharacters = 300_000;

class Rules {
  readonly lines: string[] = [];
  readonly #names = new Map<Shape, string>();
  #repetitions = 0;
  #characters = 0;

  name(shape: Shape, index: number): void {
    this.#names.set(shape, `shape-${index}`);
  }

  nameOf(shape: Shape): string {
    const [part] = shape.parts;
    if (shape.parts.length === 1 && part?.kind === 'any') return 'value';
    const name = this.#names.get(shape);
    if (name === undefined) throw new Error('A shape without a name.');
    return name;
  }

  write(shape: Shape): void {
    const name = this.nameOf(shape);
    if (name === 'value') return;
    const parts = simplest(shape.parts);
    const literals = parts.flatMap((part) => (part.kind === 'literal' ? [part.text] : []));
    const others = parts
      .filter((part) => part.kind !== 'literal')
      .map((part, index) => this.#part(part, `${name}-${index}`));
    const fixed = literals.length > 0 ? [literalRule(literals)] : [];
    this.#add(name, [...fixed, ...others].join(' | '));
  }

  /** The expression for a part; rules that it needs are called after `name`. */
  #part(part: Part, name: string): string {
    switch (part.kind) {
      case 'any':
        return 'value';
      case 'number':
      case 'integer':
        return part.kind;
      case 'string':
        return this.#string(part);
      case 'array':
        return this.#array(part, name);
      case 'object':
        return this.#object(part, name);
      case 'dictionary':
        this.#add(`${name}-member`, `string space ":" space ${this.nameOf(part.value)} space`);
        return `"{" space (${name}-member ("," space ${name}-member)*)? "}"`;
      case 'literal':
        return literalRule([part.text]);
    }
  }

  #string({ least, most }: StringPart): string {
    if (least === 0 && !Number.isFinite(most)) return 'string';
    return String.raw`"\"" ${this.#repeated('character', least, most)} "\""`;
  }

  #array({ item, least, most }: ArrayPart, name: string): string {
    if (most === 0) return '"[" space "]"';
    this.#add(`${name}-item`, `${this.nameOf(item)} space`);
    this.#add(`${name}-next`, `"," space ${name}-item`);
    const rest = this.#repeated(`${name}-next`, Math.max(0, least - 1), most - 1);
    this.#add(`${name}-items`, `${name}-item ${rest}`);
    return `"[" space ${name}-items${least === 0 ? '?' : ''} "]"`;
  }

  #repeated(rule: string, least: number, most: number): string {
    if (most === 0) return '';
    const times = Number.isFinite(most) ? most : least;
    this.#repetitions += times;
    if (this.#repetitions > mostRepetitions) throw tooLarge(`${mostRepetitions} counted repetitions`);
    return `${rule}{${least},${Number.isFinite(most) ? most : ''}}`;
  }

  #object({ pairs }: ObjectPart, name: string): string {
    if (pairs.length === 0) return '"{" space "}"';
    for (const [index, pair] of pairs.entries()) {
      const key = literalRule([JSON.stringify(pair.key)]);
      this.#add(`${name}-pair-${index}`, `${key} space ":" space ${this.nameOf(pair.value)} space`);
    }
    // `after-i`: what may follow where a pair is before pair i.
    for (const [index, pair] of pairs.entries()) {
      const next = `"," space ${name}-pair-${index}`;
      const rest = index + 1 < pairs.length ? ` ${name}-after-${index + 1}` : '';
      if (index > 0) this.#add(`${name}-after-${index}`, `${pair.required ? next : `(${next})?`}${rest}`);
    }
    return `"{" space (${firsts(pairs, name).join(' | ')})${pairs.some((pair) => pair.required) ? '' : '?'} "}"`;
  }

  #add(name: string, expression: string): void {
    this.#characters += name.length + expression.length;
    if (this.#characters > mostCharacters) throw tooLarge(`${mostCharacters} characters of its grammar`);
    this.lines.push(`${name} ::= ${expression}`);
  }
}

/** Each pair that may come first, with what follows it: those up to the first that must be there. */
function firsts(pairs: readonly Pair[], name: string): string[] {
  const required = pairs.findIndex((pair) => pair.required);
  const count = required < 0 ? pairs.length : required + 1;
  return Array.from({ length: count }, (_, index) =>
    index + 1 < pairs.length ? `${name}-pair-${index} ${name}-after-${index + 1}` : `${name}-pair-${index}`,
  );
}

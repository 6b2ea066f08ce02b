import { LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import { BadInputError, CorruptArtefactError } from './errors.ts';
import type { ParseSource } from './schema.ts';

interface YamlOptions {
  /** Whether `<<: *name` takes over the keys of another object. */
  readonly merge?: boolean;
}

/**
 * Parses YAML text (a file, or the value of an option).
 * @throws BadInputError or CorruptArtefactError with the place and what is wrong, in plain words.
 */
export function parseYaml(
  text: string,
  source: ParseSource = {},
  { merge = false }: YamlOptions = {},
): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge, logLevel: 'error' });
  const [error] = document.errors;
  const fail = (message: string, at: { line: number; col: number } | undefined, cause: unknown) => {
    const place = at && (text.includes('\n') ? `line ${at.line}, column ${at.col}` : `character ${at.col}`);
    const details = {
      message,
      file: source.file,
      place: [source.place, place].filter(Boolean).join(', ') || undefined,
      remedy: source.remedy ?? 'Correct the brackets, quotation marks or indentation at that place.',
      cause,
    };
    return source.family === 'corrupt' ? new CorruptArtefactError(details) : new BadInputError(details);
  };
  if (error) throw fail(`Not valid YAML: ${yamlWords(error)}.`, error.linePos?.[0], error);
  try {
    return document.toJS();
  } catch (cause) {
    const isAlias = cause instanceof Error && /alias/i.test(cause.message);
    const message = isAlias ? 'a name is used (*name) that nothing defines (&name)' : 'it cannot be read';
    throw fail(`Not valid YAML: ${message}.`, undefined, cause);
  }
}

const words: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'a name that is used (*name) cannot have properties',
  BAD_ALIAS: 'a name that is used (*name) is badly spelled',
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  BAD_DQ_ESCAPE: 'a text contains an invalid escape (\\…)',
  BAD_SCALAR_START: 'a value cannot begin with this sign; put it into quotation marks',
  BLOCK_AS_IMPLICIT_KEY: 'unexpected colon; put the value into quotation marks',
  BLOCK_IN_FLOW: 'lines of keys cannot be inside brackets',
  DUPLICATE_KEY: 'a key is given twice',
  MISSING_CHAR: 'a sign is missing: a comma, a colon with a space, a quotation mark or a bracket',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; is a colon or quotation mark missing?',
  MULTIPLE_DOCS: 'there is more than one document (---)',
  TAB_AS_INDENT: 'the indentation is a tab; use spaces',
  UNEXPECTED_TOKEN: 'unexpected character',
};

/** What a parser's error means, for a person. */
export function yamlWords({ code, message }: YAMLParseError): string {
  const bracket = message.match(/end with a ([}\]])/)?.[1];
  if (bracket !== undefined) return `a bracket is opened and not closed with "${bracket}"`;
  if (/Missing closing .quote/.test(message)) return 'a quotation mark is opened and not closed';
  return words[code] ?? 'it cannot be read here';
}

import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const zodsOwnWords = /^(?:Invalid|Too (?:big|small)|Unrecognized)\b/u;

/** One sentence on why a value does not fit its schema: what is expected, and what is there. */
export function issueWords(issue: Issue, value: unknown): string {
  // What a schema says in its own words is about this value and not about any.
  if (!zodsOwnWords.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `${capital(nameOf(issue.expected))} is expected, not ${found(value)}.`;
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (value === undefined) return oneOf(allowed);
      return allowed.length === 1
        ? `It must be ${allowed[0]}, not ${found(value)}.`
        : `${capital(found(value))} is none of: ${allowed.join(', ')}.`;
    }
    case 'too_small':
      return limitWords(issue.origin, 'at least', Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return limitWords(issue.origin, 'at most', Number(issue.maximum), issue.inclusive !== false);
    case 'not_multiple_of':
      return `It must be a multiple of ${issue.divisor}.`;
    case 'invalid_format':
      return formatWords(issue.format, value);
    case 'invalid_union':
      return unionWords(issue, value);
    case 'invalid_key':
      return 'A key does not have the form that keys have here.';
    case 'unrecognized_keys':
      return `Unknown key "${issue.keys[0]}".`;
    default:
      return issue.message;
  }
}

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object ({key: value})',
  record: 'an object ({key: value})',
  null: 'nothing (null)',
  undefined: 'nothing',
  date: 'a date',
};

function nameOf(type: string): string {
  return names[type] ?? `a value of type ${type}`;
}

const longestShown = 40;

/** What is there, shown when it is short. */
function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number' && Number.isNaN(value)) return 'something that is no number';
  const shown = String(value);
  if (shown.length > longestShown) return typeof value === 'string' ? 'another text' : 'another value';
  return typeof value === 'string' ? `"${shown}"` : shown;
}

function limitWords(
  origin: string,
  bound: 'at least' | 'at most',
  limit: number,
  isInclusive: boolean,
): string {
  if (origin === 'string') {
    if (bound === 'at least' && limit === 1) return 'It must not be empty.';
    return `It must have ${bound} ${limit} ${limit === 1 ? 'character' : 'characters'}.`;
  }
  if (origin === 'array' || origin === 'set') {
    if (bound === 'at least' && limit === 1) return 'At least one entry is needed.';
    return `It must have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}.`;
  }
  if (isInclusive) return `It must be ${bound} ${limit}.`;
  return `It must be ${bound === 'at least' ? 'greater' : 'less'} than ${limit}.`;
}

const formats: Readonly<Record<string, string>> = {
  date: 'a date such as 2026-12-01',
  datetime: 'a date with time such as 2026-12-01T08:00:00Z',
  time: 'a time such as 08:00:00',
  url: 'an address such as https://example.org/',
  email: 'an email address',
  uuid: 'a UUID',
  base64: 'data in base64',
};

function formatWords(format: string, value: unknown): string {
  const form = formats[format];
  return form === undefined
    ? `${capital(found(value))} does not have the form that is expected here.`
    : `${capital(form)} is expected, not ${found(value)}.`;
}

function oneOf(allowed: readonly string[]): string {
  return allowed.length === 1
    ? `It must be ${allowed[0]}.`
    : `One of these is expected: ${allowed.join(', ')}.`;
}

/** The branch that goes deepest into the value is the one that was meant. */
function unionWords(issue: Extract<Issue, { code: 'invalid_union' }>, value: unknown): string {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : undefined;
  if ('discriminator' in issue && typeof issue.discriminator === 'string' && options) {
    const allowed = options.map(String);
    return value === undefined
      ? oneOf(allowed)
      : `${capital(found(value))} is none of: ${allowed.join(', ')}.`;
  }
  const branches = issue.errors.flatMap((branch) => branch[0] ?? []);
  const deepest = branches.reduce<Issue | undefined>(
    (best, one) => (!best || one.path.length > best.path.length ? one : best),
    undefined,
  );
  if (deepest && deepest.path.length > 0) {
    return `${deepest.path.map(String).join('.')}: ${issueWords(deepest, valueAt(value, deepest.path.map(String)))}`;
  }
  const expected = branches.flatMap((one) => {
    if (one.code === 'invalid_type') return [nameOf(one.expected)];
    if (one.code === 'invalid_value') return one.values.map((allowed) => found(allowed));
    return one.code === 'invalid_format' ? (formats[one.format] ?? []) : [];
  });
  const all = [...new Set(expected)];
  if (all.length < branches.length || all.length === 0) {
    const [first] = branches;
    return first && all.length === 0 ? issueWords(first, value) : `${capital(all.join(' or '))} is expected.`;
  }
  return `${capital(all.join(' or '))} is expected, not ${found(value)}.`;
}

/** What is in a value at a path of keys; undefined where the path ends. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }
  return inner;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

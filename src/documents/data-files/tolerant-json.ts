import { jsonFault } from '../../core/schema.ts';

/**
 * Parses JSON with what common programs write beside the standard: `NaN`, `Infinity` and `-Infinity` (Python; read as
 * null), line ends and other control characters inside texts, a comma behind the last element. A sentence when it is
 * still none.
 */
export function parseTolerantly(json: string): { readonly value: unknown } | string {
  try {
    return { value: JSON.parse(json) };
  } catch (error) {
    try {
      return { value: JSON.parse(standardJson(json)) };
    } catch {
      return jsonFault(error);
    }
  }
}

/** Texts are matched first, so that only what is outside them is changed. */
const parts = /"(?:[^"\\]|\\[\s\S])*"|-?\b(?:NaN|Infinity|nan|inf)\b|,(?=\s*[}\]])/g;

function standardJson(json: string): string {
  return json.replace(parts, (part) => {
    if (part === ',') return '';
    if (!part.startsWith('"')) return 'null';
    return Array.from(part, (letter) => (letter < ' ' ? escapeOf(letter) : letter)).join('');
  });
}

function escapeOf(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

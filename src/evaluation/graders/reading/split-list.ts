import { at } from '../../../core/known.ts';

// Commas between digits are decimal ones; hyphens and dots inside words stay.
const separators =
  /\s*(?:;|\n|•|·(?=\s)|\s\/\s|(?<!\d),|,(?!\d)|(?<=\d),(?=\s)|\s(?:ва|ҳамчунин|инчунин|и|and|ҳам)\s|(?<=\p{L}[у|ю|в])\s(?=\p{Lu}\p{Ll}))\s*/giu;
const bullets = /^\s*(?:[-–—•*]\s+|\(?[1-9]\d?\s?[).]\s+(?=\S))/gmu;

/** The parts of a list: separated by commas, semicolons, lines, bullets, «ва». One part when it is no list. */
export function splitList(text: string, isNumeric = false): string[] {
  const parts = text
    .replace(bullets, '')
    .split(separators)
    .map((part) =>
      part
        .replace(/^(?:ва|and)\s+/iu, '')
        .replace(/^[\p{L}]\d?\s*=\s*/u, '')
        .trim(),
    )
    .filter((part) => part !== '');
  // «2 3 5» is a list where numbers are asked for.
  if (parts.length === 1 && isNumeric && /^-?\d+(?:\s+-?\d+)+$/.test(at(parts, 0)))
    return at(parts, 0).split(/\s+/);
  return parts;
}

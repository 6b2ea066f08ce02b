import { anyOf, type Finding, personalDataWords } from './personal-data-words.ts';

const { streets, houses, flats, places } = personalDataWords;
const gap = String.raw`[ \t\u00a0]*[,.]?[ \t\u00a0]*`;
const name = String.raw`(?:[«"]?[\p{Lu}\d][\p{L}\p{M}\d.’'-]{0,30}[»"]?(?:-?[уюи]м)?[ \t\u00a0]*){1,4}`;
const place = String.raw`(?:${anyOf(places)}\.?[ \t\u00a0]+)?[\p{Lu}][\p{L}-]{2,25}${gap}`;
const code = String.raw`(?:73\d{4}${gap})?`;
const house = String.raw`\d{1,3}[ \t]?(?:[а-яёa-z](?!\p{L}))?(?:[/\-–]\d{1,3}[а-я]?)?`;
const marked = String.raw`${anyOf(houses)}\.?[ \t\u00a0]*(?:№[ \t]*)?${house}`;
const numbered = String.raw`№[ \t]*${house}`;
// A bare number must end the phrase: "хиёбони Рӯдакӣ, 36 нафар" is not an address.
const bare = String.raw`${house}(?=[ \t]*(?:[;)\n»]|$|\.(?:\s|$)|,[ \t]*(?:${anyOf(flats)}|[\p{Lu}\d]|тел)))`;
const flat = String.raw`(?:${gap}${anyOf(flats)}\.?[ \t\u00a0]*(?:№[ \t]*)?\d{1,4}(?!\d))?`;

const address = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${code}(?:${place}){0,3}${anyOf(streets)}\.?[ \t\u00a0]+${name}${gap}(?:${marked}|${numbered}|${bare})(?![\p{L}\p{N}])${flat}`,
  'gu',
);
const streetWord = new RegExp(String.raw`(?<![\p{L}\p{N}])${anyOf(streets)}[. ]`, 'iu');

/**
 * Finds postal addresses: a street and the number of a house (`ш. Душанбе, кӯчаи Айнӣ, хонаи 14,
 * ҳуҷраи 7`). A street alone is a place, and stays.
 */
export function findAddresses(text: string): Finding[] {
  if (!streetWord.test(text)) return [];
  return Array.from(text.matchAll(address), ({ 0: found, index }) => ({
    type: 'address' as const,
    start: index,
    end: index + found.trimEnd().length,
  }));
}

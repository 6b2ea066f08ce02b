import { at } from '../../../core/known.ts';

/** Rows of the keyboard: a finger that misses hits a neighbour. */
const rows = ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];
/** One word in six, of those long enough to be read with a slip. */
const share = 1 / 6;
const word = /(?<![\p{L}\d])\p{Script=Cyrillic}{4,}(?![\p{L}\d])/gu;

/** A text with slips of the fingers: letters exchanged, left out, doubled, or the key beside; one at least. */
export function slipsOfTyping(text: string, random: () => number): string {
  const places = [...text.matchAll(word)];
  if (places.length === 0) return text;
  const certain = Math.floor(random() * places.length);
  let written = '';
  let from = 0;
  for (const [index, { 0: found, index: start }] of places.entries()) {
    const isHit = random() < share || index === certain;
    if (!isHit) continue;
    written += text.slice(from, start) + slip(found, random);
    from = start + found.length;
  }
  return written + text.slice(from);
}

/** The first letter stays: a slip there is rare, and makes another word. */
function slip(found: string, random: () => number): string {
  const letters = [...found];
  const place = 1 + Math.floor(random() * (letters.length - 2));
  const letter = at(letters, place);
  switch (Math.floor(random() * 4)) {
    case 0:
      if (letters[place + 1] !== letter) {
        letters.splice(place, 2, letters[place + 1] ?? '', letter);
        break;
      }
      letters.splice(place, 1);
      break;
    case 1:
      letters.splice(place, 1);
      break;
    case 2:
      letters.splice(place, 0, letter);
      break;
    default:
      letters.splice(place, 1, neighbour(letter, random));
  }
  return letters.join('');
}

function neighbour(letter: string, random: () => number): string {
  const row = rows.find((keys) => keys.includes(letter));
  if (row === undefined) return '';
  const place = row.indexOf(letter);
  const beside = [row[place - 1], row[place + 1]].filter((key) => key !== undefined);
  return at(beside, Math.floor(random() * beside.length));
}

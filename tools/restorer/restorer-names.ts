// Foreign names as Tajik papers write them, for the restorer: English names by their sounds in the CMU Pronouncing
// Dictionary (© 1998 Carnegie Mellon University, BSD; npm package cmu-pronouncing-dictionary). Sounds tell what their
// letters in Russian habit do not: JH is ҷ and CH ч, HH ҳ, K always к, G always г, a last IY и.
import { dictionary } from 'cmu-pronouncing-dictionary';

const letters: Readonly<Record<string, string>> = {
  AA: 'о',
  AE: 'а',
  AH: 'а',
  AO: 'о',
  AW: 'ау',
  AY: 'ай',
  B: 'б',
  CH: 'ч',
  D: 'д',
  DH: 'т',
  EH: 'е',
  ER: 'ер',
  EY: 'ей',
  F: 'ф',
  G: 'г',
  HH: 'ҳ',
  IH: 'и',
  IY: 'и',
  JH: 'ҷ',
  K: 'к',
  L: 'л',
  M: 'м',
  N: 'н',
  NG: 'нг',
  OW: 'о',
  OY: 'ой',
  P: 'п',
  R: 'р',
  S: 'с',
  SH: 'ш',
  T: 'т',
  TH: 'т',
  UH: 'у',
  UW: 'у',
  V: 'в',
  W: 'у',
  Y: 'й',
  Z: 'з',
  ZH: 'ж',
};
const spelt: Readonly<Record<string, string>> = { a: 'а', e: 'е', i: 'и', o: 'о', u: 'у', y: 'и' };
const afterY: Readonly<Record<string, string>> = { у: 'ю', а: 'я', о: 'ё', е: 'е' };
// Forms of common words rather than names.
const inflected = /(?:s|ing|ed|ly|ness)$/;

/** Each name once, in the order of the dictionary; `share` of them, spread evenly. */
export function foreignNames(share: number): string[] {
  const names = new Set<string>();
  let number = 0;
  for (const [word, sounds] of Object.entries(dictionary)) {
    if (!/^[a-z]{3,12}$/.test(word) || inflected.test(word)) continue;
    number += share;
    if (number < 1) continue;
    number -= 1;
    const name = spell(word, sounds.replace(/ #.*|\d/g, '').split(' '));
    names.add(name.charAt(0).toUpperCase() + name.slice(1));
  }
  return [...names];
}

function spell(word: string, sounds: readonly string[]): string {
  const vowels = word.match(/[aeiouy]+/g) ?? [];
  let vowel = 0;
  let name = '';
  for (const [index, sound] of sounds.entries()) {
    let letter = letters[sound] ?? '';
    if (/^[AEIOU]/.test(sound)) {
      letter = vowelLetter(sound, letter, vowels[vowel]?.charAt(0) ?? '');
      vowel += 1;
      if (name.endsWith('й') && sounds[index - 1] === 'Y' && afterY[letter]) {
        name = name.slice(0, -1);
        letter = afterY[letter] ?? letter;
      } else if (letter.startsWith('е') && (name === '' || /[аеоуи]$/.test(name)))
        letter = `э${letter.slice(1)}`;
    } else if (isDoubled(word, sound) && index > 0 && index < sounds.length - 1) letter += letter;
    name += letter;
  }
  return name;
}

/** Vowels without stress are written as they are spelt. */
function vowelLetter(sound: string, letter: string, spelling: string): string {
  if (sound === 'AH' || sound === 'AE' || sound === 'IH') return spelt[spelling] ?? 'а';
  if (sound === 'AA') return spelling === 'a' ? 'а' : 'о';
  if (sound === 'ER') return { a: 'ар', o: 'ор', u: 'ур' }[spelling] ?? 'ер';
  return letter;
}

function isDoubled(word: string, sound: string): boolean {
  const letter = sound.toLowerCase();
  return 'blmnprstfdgk'.includes(letter) && word.indexOf(letter + letter) > 0;
}

import { randomInt } from 'node:crypto';
import { type Pin, pinLength, pinPictures } from '../contract/people.ts';

/** A PIN drawn by chance, four different pictures: easier to remember. */
export function drawPin(): Pin {
  const left = [...pinPictures];
  return Array.from({ length: pinLength }, () => left.splice(randomInt(left.length), 1)[0] ?? 'sun');
}

/** The text that is hashed. */
export function pinText(pin: Pin): string {
  return pin.join(' ');
}

import { randomInt } from 'node:crypto';
import { z } from 'zod';

/** The pictures that a pupil's PIN is made of; the page draws them. */
export const pinPictures = [
  'apple',
  'pomegranate',
  'sun',
  'moon',
  'star',
  'mountain',
  'river',
  'book',
  'house',
  'flower',
  'bird',
  'fish',
] as const;

const pinLength = 4;

/** Four pictures in order; one may occur again. 20,736 PINs: what keeps them is the back-off of `attempts.ts`. */
export const pinSchema = z.array(z.enum(pinPictures)).length(pinLength);

export type Pin = z.output<typeof pinSchema>;

/** A PIN drawn by chance, four different pictures: easier to remember. */
export function drawPin(): Pin {
  const left = [...pinPictures];
  return Array.from({ length: pinLength }, () => left.splice(randomInt(left.length), 1)[0] ?? 'sun');
}

/** The text that is hashed. */
export function pinText(pin: Pin): string {
  return pin.join(' ');
}

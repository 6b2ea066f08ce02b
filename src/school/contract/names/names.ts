import { z } from 'zod';
import { inOneAlphabet } from './look-alikes.ts';

// What no name may hold: controls, directions and other invisible signs, halves of characters, private and unknown
// signs, ends of lines. A zero-width non-joiner is a sign of Persian spelling, so it may be between Arabic letters.
const nonJoiner = /(?<=\p{Script=Arabic}\p{M}*)\u200c(?=\p{Script=Arabic})/gu;
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]/u;
/** Arabic spelling sets two signs on a letter at most. */
const stackedMarks = /\p{M}{3,}/u;
const visible = /[\p{L}\p{N}]/u;
/** Chooses the colourful form of an emoji; names do without. */
const emojiForm = /\ufe0f/gu;
/** What a text of several lines may hold beside its characters. */
const controls = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A name that somebody types and others read: one line that looks like what it is. Spaces become one ordinary space,
 * letters are composed; invisible signs, directions, heaps of accents and names without a letter or digit are refused.
 */
export function nameText(longest: number) {
  return z
    .string()
    .overwrite(tidy)
    .min(1)
    .max(longest)
    .refine((name) => !forbidden.test(name.replace(nonJoiner, '')), 'A name holds no invisible signs.')
    .refine((name) => !stackedMarks.test(name), 'A name holds no heaps of accents.')
    .refine((name) => visible.test(name), 'A name holds a letter or a digit.');
}

/** The name of a person: each of its words is of one alphabet, so that no two persons can look the same. */
export function personName(longest: number) {
  return nameText(longest)
    .overwrite((name) => inOneAlphabet(name) ?? name)
    .refine((name) => inOneAlphabet(name) !== undefined, 'A word of a name is of one alphabet.');
}

/** A text of several lines, without control characters and signs that turn the direction of others. */
export function plainText(shortest: number, longest: number) {
  return z
    .string()
    .overwrite((text) => text.replace(controls, '').trim())
    .min(shortest)
    .max(longest);
}

function tidy(name: string): string {
  return name
    .normalize('NFC')
    .replace(emojiForm, '')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .trim();
}

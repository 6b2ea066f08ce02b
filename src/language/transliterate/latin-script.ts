import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import lettersFile from './data/latin-letters.json' with { type: 'json' };

/** Ways to write Tajik in Latin letters; their sources are in data/latin-letters.json. */
export const latinSystems = ['iso9', 'bgn', 'chat'] as const;

export type LatinSystem = (typeof latinSystems)[number];

const table = z.record(z.string(), z.string());
const fileSchema = z.strictObject({
  sources: z.array(z.string()),
  systems: z.strictObject({ iso9: table, bgn: table, chat: table }),
});

interface Rules {
  readonly pattern: RegExp;
  readonly letters: ReadonlyMap<string, string>;
}

const made = new Map<string, Rules>();

/** Tajik in Cyrillic → Latin letters. ISO 9 keeps every letter apart; the others do not. */
export function toLatin(text: string, system: LatinSystem): string {
  const rules = rulesOf(system, 'latin');
  return rewrite(text.normalize('NFC'), rules);
}

/**
 * Latin letters → Tajik in Cyrillic, letter by letter as a system says: exact for ISO 9; for BGN/PCGN the
 * letters that it does not keep apart come back as the commoner one.
 */
export function fromLatinByRule(text: string, system: LatinSystem): string {
  return rewrite(text.normalize('NFC').replace(/[`ʼ‘]/g, '’'), rulesOf(system, 'cyrillic'));
}

function rulesOf(system: LatinSystem, to: 'latin' | 'cyrillic'): Rules {
  const key = `${system} ${to}`;
  const known = made.get(key);
  if (known) return known;
  const { systems } = parseWith(fileSchema, lettersFile, { family: 'corrupt' });
  const letters = new Map<string, string>();
  for (const [cyrillic, latin] of Object.entries(systems[system])) {
    // ц, щ, ы left the alphabet in 1998: outside of ISO 9 «ts» is т and с.
    if (to === 'cyrillic' && system !== 'iso9' && /[цщы]/u.test(cyrillic)) continue;
    const [from, into] = to === 'latin' ? [cyrillic, latin] : [latin, cyrillic];
    if (from !== '' && !letters.has(from)) letters.set(from, into);
  }
  const byLength = [...letters.keys()].sort((one, other) => other.length - one.length);
  const rules = { letters, pattern: new RegExp(byLength.join('|'), 'giu') };
  made.set(key, rules);
  return rules;
}

function rewrite(text: string, { pattern, letters }: Rules): string {
  return text.replace(pattern, (found, offset: number) => {
    const written = letters.get(found.toLowerCase()) ?? found;
    if (found === found.toLowerCase()) return written;
    const neighbour = text.charAt(offset + found.length) || text.charAt(offset - 1);
    const isAllCapitals = /\p{Lu}/u.test(neighbour) || (found.length > 1 && found === found.toUpperCase());
    return isAllCapitals ? written.toUpperCase() : written.charAt(0).toUpperCase() + written.slice(1);
  });
}

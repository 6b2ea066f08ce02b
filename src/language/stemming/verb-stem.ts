import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import verbsFile from '../data/verbs.json' with { type: 'json' };
import { headwords } from '../headwords.ts';

const schema = z.strictObject({
  sources: z.string(),
  /** Past stem → its present stems. */
  presentByPast: z.record(z.string(), z.string()),
});

const personal = '(?:ам|ӣ|ем|ед|анд|етон)';
// карда, кардаам, кардааст, кардагӣ, кардаистода; кардам, карданд; кардан, карданӣ, кардани.
const pastForm = new RegExp(
  `^(на)?(ме|наме|ҳаме)?(\\p{L}{2,}?[дт])(${personal}|а(?:ам|ӣ|аст|ст|ем|ед|анд)?|агӣ|ан|анӣ|ани|анро|андагӣ)?$`,
  'u',
);
const presentForm = /^(на|би|бу)?(ме|наме|ҳаме)?(\p{L}{1,}?)(ям|яд|янд|ам|ӣ|ад|ем|ед|анд|етон)$/u;

let stems:
  | { readonly past: ReadonlySet<string>; readonly byPresent: ReadonlyMap<string, string> }
  | undefined;

/**
 * The past stem of a form of a verb (мекунанд, накардааст, кардан → кард), which stands for the verb;
 * nothing when the word is not plainly one.
 */
export function verbStem(word: string): string | undefined {
  const { past, byPresent } = loadStems();
  const asPast = pastForm.exec(word);
  if (asPast) {
    const [, negation, prefix, stem = '', ending] = asPast;
    if (past.has(stem) && (negation || prefix || ending)) return stem;
  }
  const asPresent = presentForm.exec(word);
  if (asPresent) {
    const [, mood, prefix, stem = '', ending = ''] = asPresent;
    // Without ме- or на- a stem with -ам, -ем or -анд is as often a noun (банд-ам); -ад is a verb's alone.
    const known = byPresent.get(stem);
    if (known && (prefix || mood || /[ая]д$/u.test(ending) || !headwords().has(stem))) return known;
  }
  return undefined;
}

function loadStems() {
  if (stems) return stems;
  const { presentByPast } = parseWith(schema, verbsFile, { family: 'corrupt' });
  const past = new Set(Object.keys(presentByPast));
  const byPresent = new Map<string, string>();
  for (const word of headwords()) {
    if (!/[дт]ан$/u.test(word)) continue;
    const stem = word.slice(0, -2);
    past.add(stem);
    // Regular: пурсидан, пурс-.
    if (stem.endsWith('ид') && stem.length > 4) byPresent.set(stem.slice(0, -2), stem);
  }
  for (const [stem, presents] of Object.entries(presentByPast)) {
    for (const present of presents.split(' ')) byPresent.set(present, stem);
  }
  stems = { past, byPresent };
  return stems;
}

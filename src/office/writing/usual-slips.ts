import { withCapitalsOf } from '../../language/index.ts';
import type { TextChange } from './text-change.ts';

/**
 * Beginnings of words that are often misspelt so, and how they are written. Each wrong beginning belongs to no other
 * word. Compiled for this project (CC0); no native teacher has checked them.
 */
const beginnings: Readonly<Record<string, string>> = {
  деҳкон: 'деҳқон',
  тӯҳфа: 'туҳфа',
  тандурусӣ: 'тандурустӣ',
  нумӯъ: 'нумӯ',
  тарбиятгир: 'тарбиятгар',
  пуррганҷ: 'пурганҷ',
  ифтиҳор: 'ифтихор',
  истеъдот: 'истеъдод',
  муофиқ: 'мувофиқ',
  мактабҳонд: 'мактабхонд',
  бародор: 'бародар',
  меҳмондуст: 'меҳмондӯст',
  меҳнатдуст: 'меҳнатдӯст',
  ватандуст: 'ватандӯст',
  инсондуст: 'инсондӯст',
  китобдуст: 'китобдӯст',
};
const slips = Object.entries(beginnings);

/** Words with a usual slip in their beginning. */
export function usualSlips(text: string): TextChange[] {
  const changes: TextChange[] = [];
  for (const { 0: before, index } of text.matchAll(/\p{L}+/gu)) {
    const lower = before.toLowerCase();
    const slip = slips.find(([wrong, right]) => lower.startsWith(wrong) && !lower.startsWith(right));
    if (!slip) continue;
    const [wrong, right] = slip;
    changes.push({
      offset: index,
      before,
      after: withCapitalsOf(before.slice(0, wrong.length), right) + before.slice(wrong.length),
      kind: 'spelling',
      reason: `Дуруст: «${right}».`,
    });
  }
  return changes;
}

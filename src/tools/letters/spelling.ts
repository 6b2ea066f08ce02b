import { restoreLetters } from '../../language/index.ts';
import { foldWord } from '../reading/fold.ts';
import { patterns } from '../reading/patterns.ts';
import { asTyped } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';

const fold = (text: string) => text.split(' ').map(foldWord).join(' ');
// What is before the text that is to be restored.
const heads = new Set(
  [
    'ҳарфҳои тоҷикиро гузоред',
    'ҳарфҳои тоҷикиро гузор',
    'ҳарфҳои тоҷикиро монед',
    'ҳарфҳои тоҷикиро мон',
    'ҳарфҳои тоҷикиша монед',
    'ҳарфҳои тоҷикиша мон',
    'бо ҳарфҳои тоҷикӣ нависед',
    'бо ҳарфҳои тоҷикӣ навис',
    'бо ҳарфҳои ӣ ӯ ҳ қ ғ ҷ аз нав нависед',
    'ҳарфҳояшро дуруст кунед',
    'ҳарфҳояшро дуруст кун',
    'чунин навиштам ҳарфҳояшро дуруст кунед',
    'ҳарфҳои махсуси тоҷикиро барқарор кунед',
    'лутфан ҳарфҳои махсуси тоҷикиро барқарор кунед',
    'ҳарфҳои тоҷикиро барқарор кунед',
    'ҳарфҳои тоҷикиро барқарор кун',
    'ба ҳарфҳои тоҷикӣ гардон',
    'ба ҳарфҳои тоҷикӣ гардонед',
    'бо ҳарфҳои тоҷикӣ нависед',
    'ин ҷумла бе ҳарфҳои тоҷикӣ навишта шудааст дуруст кунед',
    'дар телефонам ҳарфҳои тоҷикӣ нест ислоҳ кунед',
    'хатоҳои ҳарфиро ислоҳ кунед',
    'исправь буквы',
    'бо ҳарфҳои тоҷикӣ',
    'лутфан калимаро бо ҳарфҳои тоҷикӣ нависед',
    'калимаро бо ҳарфҳои тоҷикӣ нависед',
    'ҷумларо бо ҳарфҳои тоҷикӣ нависед',
    'ҷумларо бо имлои дурусти тоҷикӣ нависед',
    'имлои ҷумларо дуруст кунед',
    'ҳарфҳоро дуруст кун',
    'ҳарфҳоро дуруст кунед',
    'ҳарфҳои тоҷикӣ гузор',
    'дуруст нависед',
    'бо ҳарфҳои тоҷикӣ аз нав навис',
  ].map(fold),
);
const tails = patterns(
  '*t бо ҳарфҳои тоҷикӣ навис|нависед',
  '*t ро бо ҳарфҳои тоҷикӣ навис|нависед',
  '*t ҳарфҳои тоҷикиашро|ҳарфҳояшро гузор|гузоред|мон',
  '*t ин ҷумларо бо ҳарфҳои тоҷикӣ нависед',
);
const words = patterns(
  '[калимаи] *w дуруст чӣ_тавр|чӣ_хел|чихел навишта_мешавад|мешавад|менависанд|нависем',
  '[калимаи] *w чӣ_тавр|чӣ_хел|чихел [дуруст] навишта_мешавад|менависанд|менависем',
  '[калимаи] *w чӣ_тавр|чӣ_хел|чихел дуруст навишта_мешавад|менависанд',
  'имлои дурусти [калимаи] *w [ро] [нишон] [диҳед|деҳ]',
  'шакли дурусти [калимаи] *w [чист]',
  'чӣ тавр бояд навишт : *w',
  '[калимаи] *w ро ислоҳ кун|кунед',
  'как правильно *w',
  '*w [ро] чи хел дуруст менависанд',
  '[калимаи] *w [ро] бо ҳарфҳои тоҷикӣ навис|нависед',
  '[калимаи] *w дуруст навишта шудааст',
  '*w ро чихел|чӣ_хел|чӣ_тавр менависем|менависанд',
);

/** Puts the Tajik letters back, and says which words were changed. Other mistakes are not looked for. */
export const spelling: Tool = {
  name: 'spelling',
  title: 'Ҳарфҳои тоҷикӣ',
  examples: [
    'Ҳарфҳои тоҷикиро гузоред: мо дар мактаб дарс мехонем',
    '«хакикат» дуруст чӣ тавр навишта мешавад?',
    'пойтахти точикистон бо ҳарфҳои тоҷикӣ навис',
  ],
  answer(reading) {
    const given = textAfterHead(reading.raw);
    if (given !== undefined) return restored(given);
    const plain = { ...reading, text: reading.framed };
    for (const pattern of words) {
      const match = pattern.match(plain) ?? pattern.match(reading);
      const typed = match && asTyped(match.text('w'), reading);
      const word = typed?.replace(/(?<=\p{L}{3})ро$/u, (end) =>
        /ро$/u.test(match?.text('w') ?? '') && /ро (?:чи|дуруст|бо|ислох)/u.test(reading.text) ? '' : end,
      );
      if (word !== undefined && /^[\p{Script=Cyrillic}-]+$/u.test(word)) return oneWord(word);
    }
    for (const pattern of tails) {
      const match = pattern.match(plain);
      if (match) return restored(asTyped(match.text('t'), reading));
    }
    return undefined;
  },
};

function textAfterHead(raw: string): string | undefined {
  const cut = /[:\n]/.exec(raw);
  if (!cut) return undefined;
  const head = raw
    .slice(0, cut.index)
    .replace(/^\s*(?:салом|лутфан|илтимос)[,.!]?\s+/iu, '')
    .replace(/[^\p{L}\s]/gu, ' ')
    .trim()
    .split(/\s+/)
    .map(foldWord)
    .join(' ');
  return heads.has(head)
    ? raw
        .slice(cut.index + 1)
        .trim()
        .replace(/^[«"“](.*)[»"”]$/su, '$1')
    : undefined;
}

const explanation =
  'Танҳо ҳарфҳои ғ, ӣ, қ, ӯ, ҳ, ҷ барқарор шуданд; хатоҳои дигар санҷида нашудаанд. Барқарорсозӣ баъзан хато мекунад.';

function restored(text: string): Finding | undefined {
  if (text === '' || !/\p{Script=Cyrillic}/u.test(text)) return undefined;
  const { text: result, changes } = restoreLetters(text);
  if (changes.length === 0)
    return {
      text: result,
      value: result,
      understood: 'барқарор кардани ҳарфҳои тоҷикӣ',
      explanation: `Ҳеҷ калима тағйир наёфт. ${explanation}`,
    };
  const list = changes.map(({ before, after }) => `${before} → ${after}`).join(', ');
  return {
    text: `${result}\nТағйирот: ${list}.`,
    value: result,
    understood: 'барқарор кардани ҳарфҳои тоҷикӣ',
    explanation,
  };
}

function oneWord(word: string): Finding | undefined {
  const { text, changes } = restoreLetters(word);
  const understood = `имлои «${word}»`;
  if (changes.length === 0) return undefined;
  return { text: `«${text}» (на «${word}»).`, value: text, understood, explanation };
}

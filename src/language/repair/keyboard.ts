import { editsOf, type RepairRule, withCapitalsOf } from './rule.ts';

// Menus are short, and their words are often the same in Uzbek: less evidence is not enough (logits).
const clearEvidence = 6;

/** Marks that programs put before the letter of a keyboard shortcut: Са~ломдиҳӣ, _Ботил. */
export const accelerator: RepairRule = {
  name: 'accelerator',
  summary: 'Marks of keyboard shortcuts (~ _ &) inside or before a word are removed.',
  trigger: /[~_&]\p{Script=Cyrillic}/u,
  find: ({ text, evidence, lexicon }) =>
    editsOf(
      text,
      /(?<![\p{L}\p{N}~_&./\\-])(\p{Script=Cyrillic}*)[~_&](\p{Script=Cyrillic}+)(?![\p{L}\p{N}~_&])/gu,
      ({ 1: first = '', 2: second = '', index }) => {
        const word = first + second;
        if (word.length < 3 || evidence(index).sum < clearEvidence) return undefined;
        // Words joined by a mark (ном_файл) are a name, not a shortcut.
        return lexicon.weight(word.toLowerCase()) > 0 ? word : undefined;
      },
    ),
};

// What stands for a special letter: the base letter and ^, or the sign alone.
const hackWord =
  /(?<![\p{L}\p{N}])(?=\^?\p{L}+[\^[|]|\^)(?:\p{Script=Cyrillic}|\^(?=\p{L})|(?<=\p{L})[[|](?=\p{L})){3,}(?![\p{N}^|[])/gu;
const anySpecial = ['х', 'ч', 'к', 'г', 'у', 'и'];
const longestSearch = 1300;

/** Letters that a keyboard did not have, typed as signs: Ч^умхурии, К^онуни, и^тимой, он[о. */
export const signForLetter: RepairRule = {
  name: 'sign-for-letter',
  summary: 'Signs typed for Tajik letters (Ч^умхурии, он[о), in words that become known ones.',
  trigger: /\p{Script=Cyrillic}[\^[|]\p{Script=Cyrillic}|(?<![\p{L}\p{N}])\^\p{Script=Cyrillic}/u,
  find: ({ text, isTajik, lexicon }) =>
    editsOf(text, hackWord, ({ 0: word, index }) => {
      if (!isTajik(index)) return undefined;
      const found = candidatesOf(word.toLowerCase())
        // й at the end may be typed for ӣ.
        .flatMap((candidate) => [candidate, candidate.replace(/й$/, 'и')])
        .map((candidate) => lexicon.bestForm(candidate) ?? '')
        .sort((one, other) => lexicon.weight(other) - lexicon.weight(one))[0];
      return found ? withCapitalsOf(word, found) : undefined;
    }),
};

function candidatesOf(word: string): string[] {
  let candidates = [''];
  for (const letter of word) {
    if (!/[\^[|]/.test(letter)) candidates = candidates.map((begun) => begun + letter);
    else {
      candidates = candidates.flatMap((begun) => [
        ...(/[гхкчуиз]$/.test(begun) ? [begun.replace(/з$/, 'х')] : []),
        ...anySpecial.map((special) => begun + special),
      ]);
    }
    if (candidates.length > longestSearch) return [];
  }
  return candidates;
}

// Words that end in a consonant and й: Arabic roots whose last letter is y.
const finalYod =
  /^(?:ваҳй|наҳй|нафй|саъй|раъй|рамй|ҷадй|машй|ғашй|тайй|ҳадй|бағй|ҷарй|риъй|шайй|ҳайй|кайй|ғайй|фатй|сабй|валй|майй|байй|даъй|файй|ҷазй|вашй|азй|нашй|зайй|тағй|қазй|ҷалй|масҳй|ҳавй|шаръй|нурй)$/;
const finalYodWord = /(?<![\p{L}\p{M}^|[])[а-яёғӣқӯҳҷ]{2,}й(?![\p{L}\p{M}])/giu;

// Weight of a word that was seen 32 times.
const commonWord = 6;

/** й typed for ӣ at the end of a word: точикй, илмй; not ваҳй, чой, рӯй, ҷой. */
export const finalI: RepairRule = {
  name: 'final-i',
  summary: 'й for ӣ at the end of a word, where it is wrong (илмй); ваҳй, наҳй, чой, рӯй stay.',
  trigger: /й(?!\p{L})/u,
  find: ({ text, isTajik, lexicon }) =>
    editsOf(text, finalYodWord, ({ 0: word, index }) => {
      const lower = word.toLowerCase();
      const stem = lower.slice(0, -1);
      const repaired = `${word.slice(0, -1)}ӣ`;
      const afterVowel = /[аеёиоуэюяӣӯый]$/.test(stem);
      if (afterVowel) {
        // зебой for зебоӣ: only common words; гадой and дарсгӯй are right, омадай is spoken Tajik.
        if (!stem.endsWith('о') || lexicon.weight(lower) > 0 || lexicon.weight(`${stem}ӣ`) < commonWord)
          return undefined;
      } else if (finalYod.test(lower) || lexicon.weight(lower) > lexicon.weight(`${stem}ӣ`)) return undefined;
      return isTajik(index) ? repaired : undefined;
    }),
};

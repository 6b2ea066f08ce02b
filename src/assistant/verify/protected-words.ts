/**
 * Words that change what a sentence says when they are left out: numbers and names are protected by their form, these by
 * themselves. Folded: lower case.
 */
const words = new Set(
  `на не нест набуд надорад надошт намебошад нашуд нашудааст ҳеҷ ягон бе бидуни ғайр ғайри
  фақат танҳо маҳз зиёда беш бештар камтар кам зиёд аксар аксари аксаран баъзе баъзан қариб тақрибан тахминан
  то наздики ҳамаи ҳама тамоми ҳар аввалин охирин якумин дигар ғайр истисно ба ҷуз ҷуз
  агар вагарна магар шояд мумкин метавонад наметавонад бояд набояд эҳтимол гӯё
  ё якум дуюм пештар баъдтар пеш баъд ҳанӯз дигар ҳаргиз ҳамеша гоҳо`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);

/** Clauses that begin so bind what follows or precedes to a condition, a time or somebody's word. */
const bindingBeginnings =
  /^(?:агар|вақте|ҳангоме|то даме|ба шарте|ба истиснои|ба ғайр аз|ғайр аз|ба ҷуз|магар|гарчанде|ҳарчанд|барои он ки|то ки)(?![\p{L}\p{M}])/u;

/** Whether leaving out this word of a sentence may change what it says. */
export function isProtectedWord(word: string, isFirstOfSentence: boolean): boolean {
  if (/\p{N}/u.test(word)) return true;
  if (!isFirstOfSentence && /^\p{Lu}/u.test(word)) return true;
  return isQualifier(word);
}

/** Whether the word itself limits, negates or counts, whatever is beside it. */
export function isQualifier(word: string): boolean {
  const folded = word.toLowerCase();
  return (
    words.has(folded) ||
    /^на(?!в|қ|ф|з|м|р|т|с|б|ҷ|ҳ|п|ш|г|д)\p{L}{3,}$/u.test(folded) ||
    numberWords.test(folded)
  );
}

const numberWords =
  /^(?:як|ду|се|чор|чаҳор|панҷ|шаш|ҳафт|ҳашт|нӯҳ|даҳ|ёздаҳ|дувоздаҳ|сездаҳ|чордаҳ|понздаҳ|шонздаҳ|ҳабдаҳ|ҳаждаҳ|нуздаҳ|бист|сӣ|чил|панҷоҳ|шаст|ҳафтод|ҳаштод|навад|сад|дусад|сесад|ҳазор|миллион|миллиард|ним|нисф|нисфи|сеяк|чоряк)(?:у|то|ум|юм|уми|ӯм)?$/u;

/** Whether a whole clause may be left out. */
export function isBindingClause(clause: string): boolean {
  const text = clause.trim().toLowerCase();
  // «… гуфтааст, ки …»: whose word the rest is.
  return (
    bindingBeginnings.test(text) ||
    /(?<![\p{L}\p{M}])(?:гуфт|гуфтааст|мегӯяд|мегӯянд|навиштааст|менависад|ба гуфтаи|ба андешаи|ба фикри|гумон)(?![\p{L}\p{M}])/u.test(
      text,
    )
  );
}

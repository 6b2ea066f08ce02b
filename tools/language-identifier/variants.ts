// Rules that make text of one kind from text of another, where real text is scarce.

function replaceBy(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  const map = new Map(pairs);
  const pattern = new RegExp(pairs.map(([from]) => from).join('|'), 'g');
  return (text) => text.replace(pattern, (found) => map.get(found) ?? found);
}

const plain = replaceBy([...'ғӣқӯҳҷҒӢҚӮҲҶ'].map((letter, index) => [letter, 'гикухчГИКУХЧ'[index] ?? '']));
const legacy = replaceBy([...'ғӣқӯҳҷҒӢҚӮҲҶ'].map((letter, index) => [letter, 'ѓїќўњљЃЇЌЎЊЉ'[index] ?? '']));

/** Tajik as typed without its six letters. */
export function withoutTajikLetters(text: string): string {
  return plain(text);
}

/** Tajik as an old font's text reads in Unicode. */
export function inLegacyFont(text: string): string {
  return legacy(text);
}

const common = 'абвгдзийклмнопрстуфъ';
const commonLatin = [
  'a',
  'b',
  'v',
  'g',
  'd',
  'z',
  'i',
  'y',
  'k',
  'l',
  'm',
  'n',
  'o',
  'p',
  'r',
  's',
  't',
  'u',
  'f',
  "'",
];
const sharedPairs = [...common].map((letter, index) => [letter, commonLatin[index] ?? ''] as const);
/** Ways of writing Tajik in Latin letters: library (BGN), the alphabet of 1928, telephone, plain English. */
const latinSchemes = [
  'е=e ё=yo ж=zh х=kh ч=ch ш=sh щ=sh э=e ю=yu я=ya ғ=gh ӣ=ī қ=q ӯ=ŭ ҳ=h ҷ=j ц=ts ы=i ь=',
  'е=e ё=jo ж=ƶ х=x ч=c ш=ş щ=ş э=e ю=ju я=ja ғ=ƣ ӣ=ī қ=q ӯ=ū ҳ=h ҷ=ç ц=s ы=i ь= й=j',
  'е=e ё=yo ж=j х=x ч=ch ш=sh щ=sh э=e ю=yu я=ya ғ=g ӣ=i қ=q ӯ=u ҳ=h ҷ=j ц=s ы=i ь= ъ=',
  'е=e ё=yo ж=zh х=kh ч=ch ш=sh щ=sh э=e ю=yu я=ya ғ=gh ӣ=i қ=q ӯ=u ҳ=h ҷ=j ц=ts ы=i ь= ъ=',
].map((scheme) =>
  replaceBy([
    ...new Map([...sharedPairs, ...scheme.split(' ').map((pair) => pair.split('=') as [string, string])]),
  ]),
);

/** Tajik in Latin letters by one of four schemes, in lower case. */
export function tajikInLatin(text: string, scheme: number): string {
  return latinSchemes[scheme % latinSchemes.length]?.(text.toLowerCase()) ?? text;
}

const uzbek = replaceBy(
  Object.entries({
    "o'": 'ў',
    "g'": 'ғ',
    sh: 'ш',
    ch: 'ч',
    yo: 'ё',
    yu: 'ю',
    ya: 'я',
    ye: 'е',
    a: 'а',
    b: 'б',
    c: 'с',
    d: 'д',
    e: 'е',
    f: 'ф',
    g: 'г',
    h: 'ҳ',
    i: 'и',
    j: 'ж',
    k: 'к',
    l: 'л',
    m: 'м',
    n: 'н',
    o: 'о',
    p: 'п',
    q: 'қ',
    r: 'р',
    s: 'с',
    t: 'т',
    u: 'у',
    v: 'в',
    w: 'в',
    x: 'х',
    y: 'й',
    z: 'з',
    "'": 'ъ',
  }),
);

/** Uzbek from the Latin alphabet into the Cyrillic one, in lower case. */
export function uzbekInCyrillic(text: string): string {
  const lower = text.toLowerCase().replace(/[`´ʹʻʼʽ‘’]/g, "'");
  return uzbek(lower.replace(/(?<![a-z'])e/g, 'э'));
}

const serbian = replaceBy(
  Object.entries({
    lj: 'љ',
    nj: 'њ',
    dž: 'џ',
    a: 'а',
    b: 'б',
    v: 'в',
    g: 'г',
    d: 'д',
    đ: 'ђ',
    e: 'е',
    ž: 'ж',
    z: 'з',
    i: 'и',
    j: 'ј',
    k: 'к',
    l: 'л',
    m: 'м',
    n: 'н',
    o: 'о',
    p: 'п',
    r: 'р',
    s: 'с',
    t: 'т',
    ć: 'ћ',
    u: 'у',
    f: 'ф',
    h: 'х',
    c: 'ц',
    č: 'ч',
    š: 'ш',
  }),
);

/** Serbian from the Latin alphabet into the Cyrillic one, in lower case. */
export function serbianInCyrillic(text: string): string {
  return serbian(text.toLowerCase());
}

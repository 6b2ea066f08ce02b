/** Why a line of an imported table was refused; the page says it in its language. */
export const importReasons = [
  'no-rows',
  'too-many-rows',
  'no-column',
  'unknown-column',
  'too-many-columns',
  'bad-quotes',
  'bad-value',
  'bad-pictures',
  'name-taken',
] as const;

export type ImportReason = (typeof importReasons)[number];

/** The columns of a table, each with what schools call it. */
export type ImportColumns = Readonly<Record<string, readonly string[]>>;

export const pupilColumns = {
  nickname: [
    'nickname',
    'name',
    'лақаб',
    'тахаллус',
    'ном',
    'номи кӯтоҳ',
    'номи кӯтоҳ ё тахаллус',
    'хонанда',
    'имя',
    'ник',
    'псевдоним',
    'ученик',
  ],
  pin: ['pin', 'pictures', 'расм', 'расмҳо', 'чор расм', 'картинки'],
} as const satisfies ImportColumns;

export const staffColumns = {
  name: ['name', 'ном', 'номи омӯзгор', 'омӯзгор', 'имя', 'учитель', 'teacher'],
  classes: ['classes', 'class', 'синф', 'синфҳо', 'класс', 'классы'],
} as const satisfies ImportColumns;

/** The column that a heading names; letters that a Russian keyboard lacks may be missing. */
export function columnOf(heading: string, columns: ImportColumns): string | undefined {
  const wanted = folded(heading);
  return Object.keys(columns).find((column) => columns[column]?.some((name) => folded(name) === wanted));
}

/** Whether the first line of a text names columns; without such a line it is only a list. */
export function hasHeading(text: string, columns: ImportColumns): boolean {
  const [first = ''] = text
    .replace(/^\uFEFF/u, '')
    .trimStart()
    .split(/\r?\n/u, 1);
  return first.split(/[,;\t]/u).some((cell) => columnOf(cell, columns) !== undefined);
}

const plainLetters: Readonly<Record<string, string>> = { ғ: 'г', ӣ: 'и', қ: 'к', ӯ: 'у', ҳ: 'х', ҷ: 'ч' };

function folded(heading: string): string {
  const bare = heading.normalize('NFC').trim().replace(/^"|"$/gu, '').replace(/\s+/gu, ' ').toLowerCase();
  return [...bare].map((letter) => plainLetters[letter] ?? letter).join('');
}

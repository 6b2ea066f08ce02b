/** What the ministry's page says, in its three languages. No native teacher has checked the Tajik. */
export const pageLanguages = ['tg', 'ru', 'en'] as const;
export type PageLanguage = (typeof pageLanguages)[number];

const tg = {
  language: 'Тоҷикӣ',
  title: 'Соро дар мактабҳо',
  made: 'Тартиб дода шуд: {time}',
  schools: 'Мактабҳо',
  heard: 'Дар 14 рӯзи охир хабар доданд',
  silent: 'Зиёда аз 14 рӯз хомӯшанд',
  never: 'Ҳеҷ гоҳ хабар надодаанд',
  failures: 'Версияҳои рад кардашуда',
  corrections: 'Ислоҳҳо аз муаллимон',
  map: 'Харита аз рӯйи ноҳияҳо',
  mapText:
    'Ҳар хона як ноҳия ё шаҳр аст, на ба андозаи ҳақиқӣ. Рақам: чанд мактаб хабар дод / чанд мактаб ҳаст. Нақш ранги хонаро такрор мекунад.',
  legendGood: 'ҳама хабар доданд',
  legendSome: 'баъзе хомӯшанд',
  legendBad: 'ҳама хомӯшанд',
  legendNone: 'мактаб нест',
  versions: 'Версияи барнома',
  version: 'Версия',
  count: 'Мактабҳо',
  unknown: 'маълум нест',
  releases: 'Нашрҳо ва таъсири онҳо',
  release: 'Нашр',
  waits: 'интизор',
  trial: 'санҷиш',
  kept: 'қабул',
  rejected: 'рад',
  reason: 'Сабаби бештари радҳо',
  failedShare: 'Ҷавобҳои нашуда, %',
  wait: 'Интизорӣ, с',
  effectText:
    'Дар ду сутуни охир: мактабҳое, ки ин нашрро доранд / мактабҳои дигар, дар 14 рӯзи охир. Интизорӣ: 95 % ҷавобҳо зудтар сар шуданд; миёнаи мактабҳо.',
  waiting: 'Дар куҷо дер интизор мешаванд',
  waitingText: 'Мактабҳое, ки 95 % ҷавобҳояшон на зудтар аз 20 сония сар шуданд.',
  silentList: 'Мактабҳои хомӯш',
  name: 'Мактаб',
  district: 'Ноҳия',
  days: 'Рӯзҳо',
  measures: 'Машқҳо',
  measuresText:
    'Шумораҳо аз мактабҳое, ки дар як моҳ ҳадди ақал 10 хонанда ин фанро машқ кард. Дар бораи як хонанда ҳеҷ чиз намеояд.',
  month: 'Моҳ',
  subject: 'Фан',
  pupils: 'Хонандагон',
  answers: 'Ҷавобҳо',
  right: 'Дуруст, %',
  cost: 'Хароҷот',
  costText:
    'Барои {schools} мактаб дар {years} сол, аз рӯйи ҳисоби `soro plan`; рақамҳои зери он фарзанд, то шумо нархҳои худро нависед.',
  way: 'Роҳ',
  oneSchool: 'Як мактаб, доллар',
  allSchools: 'Ҳама, доллар',
  none: 'Нест.',
  more: 'ва боз {count}',
};

export type PageWords = Readonly<Record<keyof typeof tg, string>>;

const ru: PageWords = {
  language: 'Русский',
  title: 'Соро в школах',
  made: 'Составлено: {time}',
  schools: 'Школы',
  heard: 'Отозвались за последние 14 дней',
  silent: 'Молчат больше 14 дней',
  never: 'Не отзывались ни разу',
  failures: 'Отклонённые версии',
  corrections: 'Исправления учителей',
  map: 'Карта по районам',
  mapText:
    'Каждая клетка — район или город, не в масштабе. Число: сколько школ отозвалось / сколько их всего. Рисунок повторяет цвет клетки.',
  legendGood: 'отозвались все',
  legendSome: 'часть молчит',
  legendBad: 'молчат все',
  legendNone: 'школ нет',
  versions: 'Версия программы',
  version: 'Версия',
  count: 'Школы',
  unknown: 'неизвестна',
  releases: 'Выпуски и их действие',
  release: 'Выпуск',
  waits: 'ждут',
  trial: 'пробуют',
  kept: 'оставили',
  rejected: 'отклонили',
  reason: 'Самая частая причина отказа',
  failedShare: 'Неудачные ответы, %',
  wait: 'Ожидание, с',
  effectText:
    'В двух последних столбцах: школы с этим выпуском / остальные школы, за последние 14 дней. Ожидание: 95 % ответов начались раньше; медиана по школам.',
  waiting: 'Где долго ждут',
  waitingText: 'Школы, где 95 % ответов начинались не раньше чем через 20 секунд.',
  silentList: 'Молчащие школы',
  name: 'Школа',
  district: 'Район',
  days: 'Дни',
  measures: 'Упражнения',
  measuresText:
    'Суммы по школам, где за месяц предметом занимались не меньше 10 учеников. Об отдельных учениках сюда не приходит ничего.',
  month: 'Месяц',
  subject: 'Предмет',
  pupils: 'Ученики',
  answers: 'Ответы',
  right: 'Верно, %',
  cost: 'Стоимость',
  costText:
    'На {schools} школ за {years} лет, по расчёту `soro plan`; его цифры — предположения, пока вы не впишете свои цены.',
  way: 'Способ',
  oneSchool: 'Одна школа, долл.',
  allSchools: 'Все, долл.',
  none: 'Нет.',
  more: 'и ещё {count}',
};

const en: PageWords = {
  language: 'English',
  title: 'Soro in schools',
  made: 'Made: {time}',
  schools: 'Schools',
  heard: 'Heard from in the last 14 days',
  silent: 'Silent for more than 14 days',
  never: 'Never heard from',
  failures: 'Releases rejected',
  corrections: 'Corrections by teachers',
  map: 'Map by district',
  mapText:
    'A tile is a district or town, not to scale. The figures: schools heard from / schools there are. The pattern says what the colour says.',
  legendGood: 'all were heard from',
  legendSome: 'some are silent',
  legendBad: 'all are silent',
  legendNone: 'no school',
  versions: 'Version of the program',
  version: 'Version',
  count: 'Schools',
  unknown: 'not known',
  releases: 'Releases and their effect',
  release: 'Release',
  waits: 'waiting',
  trial: 'on trial',
  kept: 'kept',
  rejected: 'rejected',
  reason: 'Most frequent reason for rejecting',
  failedShare: 'Answers failed, %',
  wait: 'Wait, s',
  effectText:
    'The last two columns: schools with this release / other schools, in the last 14 days. Wait: 95 % of the answers began sooner; median of the schools.',
  waiting: 'Where pupils wait long',
  waitingText: 'Schools in which 95 % of the answers did not begin within 20 seconds.',
  silentList: 'Silent schools',
  name: 'School',
  district: 'District',
  days: 'Days',
  measures: 'Practice',
  measuresText:
    'Sums over schools in which at least 10 pupils practised the subject in the month. Nothing about single pupils arrives here.',
  month: 'Month',
  subject: 'Subject',
  pupils: 'Pupils',
  answers: 'Answers',
  right: 'Right, %',
  cost: 'Cost',
  costText:
    'For {schools} schools over {years} years, as `soro plan` reckons; its figures are assumptions until you put your prices in.',
  way: 'Way',
  oneSchool: 'One school, USD',
  allSchools: 'All, USD',
  none: 'None.',
  more: 'and {count} more',
};

export const pageWords: Readonly<Record<PageLanguage, PageWords>> = { tg, ru, en };

/** Regions by the Tajik name that the list of districts has, in the order in which they stand on the map. */
export const regions: readonly {
  readonly key: string;
  readonly area: string;
  readonly names: Readonly<Record<PageLanguage, string>>;
}[] = [
  {
    key: 'вилояти Суғд',
    area: 'north',
    names: { tg: 'Вилояти Суғд', ru: 'Согдийская область', en: 'Sughd' },
  },
  {
    key: 'ноҳияҳои тобеи ҷумҳурӣ',
    area: 'middle',
    names: {
      tg: 'Ноҳияҳои тобеи ҷумҳурӣ',
      ru: 'Районы республиканского подчинения',
      en: 'Districts of Republican Subordination',
    },
  },
  { key: 'шаҳри Душанбе', area: 'capital', names: { tg: 'Душанбе', ru: 'Душанбе', en: 'Dushanbe' } },
  {
    key: 'вилояти Хатлон',
    area: 'south',
    names: { tg: 'Вилояти Хатлон', ru: 'Хатлонская область', en: 'Khatlon' },
  },
  {
    key: 'Вилояти Мухтори Кӯҳистони Бадахшон',
    area: 'east',
    names: { tg: 'ВМКБ (Бадахшон)', ru: 'ГБАО (Бадахшан)', en: 'GBAO (Badakhshan)' },
  },
];

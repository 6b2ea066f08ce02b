/** Models and updates, in Tajik; the other languages have the same texts. */
export const tg = {
  models: 'Моделҳо',
  updates: 'Навсозӣ',

  modelsText:
    'Соро бо модели хурд меояд. Компютери пурқувват метавонад бо модели калонтар кор кунад. Модели нав пеш аз истифода шаш савол мегирад; агар хуб ҷавоб надиҳад, чизе тағйир намеёбад.',
  inUse: 'дар истифода',
  states: {
    'built-in': 'ҳамроҳи Соро',
    installed: 'дар ин компютер',
    unfinished: 'нопурра',
    damaged: 'вайрон',
    available: 'боргирӣ мумкин аст',
  },
  fits: { one: 'Мувофиқ аст: {n} ҷавоб дар як вақт', other: 'Мувофиқ аст: {n} ҷавоб дар як вақт' },
  fitsNot: 'Ба ин компютер мувофиқ нест: {memory} хотира лозим аст.',
  fitUnknown: 'Маълум нест, ки мувофиқ аст ё не.',
  speed: '{speed} токен дар сония (дар ҳамин компютер чен шуд)',
  part: '{part} аз {whole} боргирӣ шуд',
  fetch: 'Боргирӣ кардан',
  resume: 'Давом додани боргирӣ',
  use: 'Истифода бурдан',
  measure: 'Чен кардани суръат',
  remove: 'Нест кардан',
  removeQuestion: 'Модели «{name}» аз ин компютер нест карда шавад?',
  licence: 'Иҷозатнома: {title}',
  licenceRead: 'Матни иҷозатнома',
  licencePage: 'Саҳифаи иҷозатнома',
  licenceAccept: 'Мактаб иҷозатномаро хонд ва онро қабул мекунад',
  licenceText:
    'Барои боргирии {size} интернет лозим аст. Агар алоқа канда шавад, баъдтар аз ҳамон ҷо давом медиҳад.',
  cancel: 'Бекор кардан',

  job: {
    'fetch-model': 'Боргирии модели «{name}»',
    'use-model': 'Имтиҳони модели «{name}» ва гузариш ба он',
    'measure-model': 'Чен кардани суръати «{name}»',
    update: 'Навсозӣ',
    rollback: 'Баргашт: {name}',
  },
  jobStates: { running: 'иҷро мешавад…', done: 'тамом шуд', failed: 'нашуд', stopped: 'боздошта шуд' },
  jobDetail: 'Тафсилот (бо англисӣ)',
  stop: 'Боздоштан',

  notHere: 'Ин сервер бе моделҳо ва навсозиҳои худ ба кор дароварда шудааст.',
  notEnrolled:
    'Ин мактаб ҳанӯз дар навсозиҳо иштирок намекунад. Касе, ки компютерро нигоҳубин мекунад, калиди марказро меорад: soro update enrol root.json',
  stale: 'Маълумот дар бораи нашрҳо кӯҳна шудааст. То навашро нагирад, чизи нав оғоз намешавад.',
  kinds: {
    software: 'Барномаи Соро',
    model: 'Модел',
    books: 'Китобҳо',
    items: 'Машқҳо',
    words: 'Луғат',
    exam: 'Имтиҳони моделҳо',
  },
  kept: 'Қабулшуда',
  factory: 'он чи ҳамроҳи компютер омад',
  previous: 'Пештара',
  trial: 'Дар санҷиш',
  trialText: '{title}: {ran} аз {needed} соат кор кард, {starts} бор аз нав оғоз карданаш мумкин аст',
  trialFault: 'Хато ёфт шуд: {fault}',
  candidate: 'Боргирӣ шуд',
  exams: { open: 'имтиҳон дар пеш аст', passed: 'аз имтиҳон гузашт' },
  refused: 'Рад шуд',
  next: 'Баъд',
  waits: {
    'up-to-date': 'навтараш нест',
    'on-trial': 'санҷиш 48 соат давом мекунад',
    held: 'марказ навтаринро боздоштааст',
    'later-wave': 'навтарин аввал ба дигар мактабҳо дода мешавад',
    'metadata-stale': 'маълумоти нав лозим аст',
    'needs-newer-software': 'аввал барномаи нав лозим аст',
    'needs-more-memory': 'ба компютер хотира намерасад',
  },
  actions: {
    wait: 'интизор',
    fetch: 'боргирӣ мешавад',
    examine: 'имтиҳон мешавад',
    switch: 'ба кор медарояд',
    commit: 'нигоҳ дошта мешавад',
    drop: 'партофта мешавад',
    'roll-back': 'бармегардад',
  },
  lastExam: 'Имтиҳони охирин',
  examPassed: '«{title}» гузашт, {time}',
  examFailed: '«{title}» нагузашт, {time}',

  now: 'Ҳозир навсозӣ кардан',
  fromStick: 'Аз флешка: {stick}',
  noStick: 'Флешкае, ки нашрҳо дорад, пайваст нест.',
  goBack: 'Баргаштан ба пештара',
  goBackQuestion:
    'Аз «{title}» ба пештара баргардем? Ин нашр дар ин компютер дигар санҷида намешавад. Суҳбатҳо гум намешаванд.',

  sources: 'Сарчашмаҳо ва соатҳо',
  addresses: 'Нишонаҳои марказ',
  addressesHint: 'Дар ҳар сатр як нишона: https://…',
  folders: 'Папкаҳо: {folders}',
  neighbours: 'Аввал аз мактабҳои ҳамин шабака пурсидан',
  onlyHours: 'Аз интернет танҳо дар ин соатҳо',
  from: 'Аз соати',
  until: 'То соати',
  hoursHint: 'Масалан, аз 20 то 6 — танҳо шабона.',
  save: 'Нигоҳ доштан',
  saved: 'Нигоҳ дошта шуд.',
};

type Shape<Value> = Value extends string
  ? string
  : Value extends { other: string }
    ? { readonly one?: string; readonly few?: string; readonly many?: string; readonly other: string }
    : { readonly [Key in keyof Value]: Shape<Value[Key]> };

export type MachineTexts = Shape<typeof tg>;

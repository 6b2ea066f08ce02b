import { textsOf } from '../language/language.ts';

/** The texts of what is printed, imported, marked and set up first, in Tajik; the other languages have the same ones. */
export const tg = {
  search: 'Ҷустуҷӯи хонанда',
  noneFound: 'Чунин хонанда нест.',
  chooseAll: 'Ҳамаро интихоб кардан',
  choose: 'Интихоб кардани {name}',
  chosen: { other: '{n} хонанда интихоб шуд' },
  pinsForAll: 'Расмҳои нав барои ҳама',
  pinsForChosen: { other: 'Расмҳои нав барои {n} хонанда' },
  pinsQuestion: {
    other: 'Ба {n} хонанда расмҳои нав дода шавад? Расмҳои пешина дигар кор намекунанд.',
  },
  removeChosen: { other: 'Нест кардани {n} хонанда' },
  removeChosenQuestion: {
    other: '{n} хонанда бо ҳамаи суҳбатҳояшон нест карда шаванд? Онро баргардонидан намешавад.',
  },
  newPupils: 'Хонандагони нав',
  newPin: 'Расмҳои нав',
  removePupil: 'Нест кардан',
  download: 'Боргирӣ (JSON)',
  printRecord: 'Чоп кардан',
  record: 'Маълумот дар бораи {name}',
  recordHint: 'Танҳо суҳбатҳое, ки хондани онҳо иҷозат аст.',
  recordEmpty: 'Суҳбате нест.',
  joinedAt: 'Ҳамроҳ шуд: {time}',
  asked: 'Савол',
  answered: 'Ҷавоб',
  correction: 'Ислоҳи омӯзгор',

  slipAddress: 'Дар браузер нависед:',
  slipCode: 'Рамзи синф:',
  slipPictures: 'Чор расми ман, бо навбат:',
  oneAPage: 'Ҳар варақа дар саҳифаи алоҳида',
  slipPassword: 'Гузарвожаи муваққатӣ:',
  slipKey: 'Калид:',

  card: 'Корти синф барои экран',
  cardAddress: 'Дар телефон ё компютер кушоед',
  cardScan: 'Ё бо камераи телефон',
  cardQr: 'Рамзи QR, ки синфро мекушояд',
  cardOther: 'Нишонаи дигар',
  cardOnlyHere:
    'Сервер танҳо барои ҳамин компютер кор мекунад, хонандагон ба он пайваст шуда наметавонанд. Маъмур бояд онро бо --host 0.0.0.0 ба кор андозад.',
  back: 'Бозгашт',

  marks: 'Гуфтанд: нодуруст',
  marksText:
    'Ҷавобҳое, ки хонандагон нодуруст номиданд. Ҷавоби дурустро нависед: хонанда онро дар зери ҷавоб мебинад, ва ҳар кӣ дар ин синф ҳамин саволро диҳад, фавран онро мегирад.',
  noMarks: 'Ҳоло ҷавоби нишонкардашуда нест.',
  markedBy: '{name}, {time}',
  markDone: 'Аз рӯйхат гирифтан',
  markDoneQuestion: 'Ин ҷавоб аз рӯйхат гирифта шавад? Худи ҷавоб дар суҳбат мемонад.',
  isCorrected: 'Ислоҳ шуд',
  wholeConversation: 'Тамоми суҳбат',

  importTitle: 'Рӯйхати тайёр',
  paste: 'Рӯйхатро ба ин ҷо гузоред',
  pastePupils: 'Дар ҳар сатр номи як хонанда. Сарлавҳа лозим нест.',
  pasteTeachers: 'Дар ҳар сатр номи як омӯзгор; баъд аз «;» синфаш. Сарлавҳа лозим нест.',
  takeList: 'Ворид кардани рӯйхат',
  template: 'Намунаи файл (CSV)',
  importLine: 'Дар сатри {line} рӯйхат хато ҳаст: {reason} Ҳеҷ чиз илова нашуд.',
  reasons: {
    'no-rows': 'дар рӯйхат ягон ном нест.',
    'too-many-rows': 'сатрҳо аз ҳад зиёданд.',
    'no-column': 'сутуни «{column}» нест.',
    'unknown-column': 'сутуни «{column}» маълум нест. Сарлавҳаи намуна: {columns}.',
    'too-many-columns':
      'қисмҳо аз сарлавҳа зиёданд. Агар дар дохили қисм вергул бошад, онро дар нохунак гиред: "7-А;7-Б".',
    'bad-quotes': 'нохунаки " кушода шуда, пӯшида нашудааст.',
    'bad-value': 'дар ин ном аломате ҳаст, ки мумкин нест, ё ном нест.',
    'bad-pictures': 'чор номи расм лозим аст, масалан: офтоб моҳ ситора дарё.',
    'name-taken': 'ин ном аллакай ҳаст.',
  },

  nextSteps: 'Қадамҳои навбатӣ',
  steps: {
    people: 'Омӯзгоронро илова кунед',
    classes: 'Синф созед ва рамзашро ба хонандагон диҳед',
    backups: 'Нусхаи эҳтиётии аввалро созед ва дар флешка нигоҳ доред',
  },
  done: 'иҷро шуд',
  serverTime: 'Вақти сервер',
  serverTimeText: '{time}, минтақаи {zone} (UTC{offset})',
  zoneDiffers: 'Вақти ин дастгоҳ дигар аст: {time}. Соатҳои дарс аз рӯйи вақти сервер ҳисоб мешаванд.',

  keptQuestion: 'Инро чоп ё нусха кардед? Баъд аз пӯшидан дигар дида намешавад.',
};

type Shape<Value> = Value extends string
  ? string
  : Value extends { other: string }
    ? { readonly one?: string; readonly few?: string; readonly many?: string; readonly other: string }
    : { readonly [Key in keyof Value]: Shape<Value[Key]> };

type WorkTexts = Shape<typeof tg>;

const ru: WorkTexts = {
  search: 'Поиск ученика',
  noneFound: 'Такого ученика нет.',
  chooseAll: 'Выбрать всех',
  choose: 'Выбрать: {name}',
  chosen: { other: 'Выбрано учеников: {n}' },
  pinsForAll: 'Новые картинки для всех',
  pinsForChosen: { other: 'Новые картинки для выбранных: {n}' },
  pinsQuestion: { other: 'Дать новые картинки ученикам ({n})? Прежние перестанут работать.' },
  removeChosen: { other: 'Удалить выбранных: {n}' },
  removeChosenQuestion: { other: 'Удалить учеников ({n}) со всеми разговорами? Вернуть их будет нельзя.' },
  newPupils: 'Новые ученики',
  newPin: 'Новые картинки',
  removePupil: 'Удалить',
  download: 'Скачать (JSON)',
  printRecord: 'Напечатать',
  record: 'Данные об ученике {name}',
  recordHint: 'Только разговоры, которые разрешено читать.',
  recordEmpty: 'Разговоров нет.',
  joinedAt: 'Вступил: {time}',
  asked: 'Вопрос',
  answered: 'Ответ',
  correction: 'Исправление учителя',

  slipAddress: 'Откройте в браузере:',
  slipCode: 'Код класса:',
  slipPictures: 'Мои четыре картинки по порядку:',
  oneAPage: 'Каждый листок на отдельной странице',
  slipPassword: 'Временный пароль:',
  slipKey: 'Ключ:',

  card: 'Карточка класса для экрана',
  cardAddress: 'Откройте на телефоне или компьютере',
  cardScan: 'Или камерой телефона',
  cardQr: 'QR-код, который открывает класс',
  cardOther: 'Другой адрес',
  cardOnlyHere:
    'Сервер работает только для этого компьютера, ученики не смогут подключиться. Администратор должен запустить его с --host 0.0.0.0.',
  back: 'Назад',

  marks: 'Отмечено: неверно',
  marksText:
    'Ответы, которые ученики назвали неверными. Напишите верный: ученик увидит его под ответом, и каждый в классе, кто задаст тот же вопрос, сразу получит его.',
  noMarks: 'Отмеченных ответов сейчас нет.',
  markedBy: '{name}, {time}',
  markDone: 'Убрать из списка',
  markDoneQuestion: 'Убрать этот ответ из списка? Сам ответ останется в разговоре.',
  isCorrected: 'Исправлено',
  wholeConversation: 'Весь разговор',

  importTitle: 'Готовый список',
  paste: 'Вставьте список сюда',
  pastePupils: 'В каждой строке имя одного ученика. Заголовок не нужен.',
  pasteTeachers: 'В каждой строке имя одного учителя; после «;» его класс. Заголовок не нужен.',
  takeList: 'Загрузить список',
  template: 'Образец файла (CSV)',
  importLine: 'Строка {line}: {reason} Ничего не добавлено.',
  reasons: {
    'no-rows': 'в списке нет ни одного имени.',
    'too-many-rows': 'слишком много строк.',
    'no-column': 'нет столбца «{column}».',
    'unknown-column': 'столбец «{column}» неизвестен. Заголовок образца: {columns}.',
    'too-many-columns':
      'частей больше, чем в заголовке. Если в части есть запятая, возьмите её в кавычки: "7-А;7-Б".',
    'bad-quotes': 'кавычка " открыта и не закрыта.',
    'bad-value': 'в имени есть недопустимый знак, или имени нет.',
    'bad-pictures': 'нужны четыре названия картинок, например: солнце луна звезда река.',
    'name-taken': 'такое имя уже есть.',
  },

  nextSteps: 'Следующие шаги',
  steps: {
    people: 'Добавьте учителей',
    classes: 'Создайте класс и дайте ученикам его код',
    backups: 'Сделайте первую резервную копию и храните её на флешке',
  },
  done: 'сделано',
  serverTime: 'Время сервера',
  serverTimeText: '{time}, зона {zone} (UTC{offset})',
  zoneDiffers: 'Время этого устройства другое: {time}. Часы занятий считаются по времени сервера.',

  keptQuestion: 'Вы это напечатали или скопировали? После закрытия увидеть это будет нельзя.',
};

const en: WorkTexts = {
  search: 'Find a pupil',
  noneFound: 'There is no such pupil.',
  chooseAll: 'Choose all',
  choose: 'Choose {name}',
  chosen: { one: '{n} pupil chosen', other: '{n} pupils chosen' },
  pinsForAll: 'New pictures for all',
  pinsForChosen: { one: 'New pictures for {n} pupil', other: 'New pictures for {n} pupils' },
  pinsQuestion: {
    one: 'Give {n} pupil new pictures? The old ones stop working.',
    other: 'Give {n} pupils new pictures? The old ones stop working.',
  },
  removeChosen: { one: 'Remove {n} pupil', other: 'Remove {n} pupils' },
  removeChosenQuestion: {
    one: 'Remove {n} pupil with all conversations? This cannot be undone.',
    other: 'Remove {n} pupils with all conversations? This cannot be undone.',
  },
  newPupils: 'New pupils',
  newPin: 'New pictures',
  removePupil: 'Remove',
  download: 'Download (JSON)',
  printRecord: 'Print',
  record: 'What is kept about {name}',
  recordHint: 'Only conversations that may be read.',
  recordEmpty: 'There are no conversations.',
  joinedAt: 'Joined: {time}',
  asked: 'Question',
  answered: 'Answer',
  correction: "The teacher's correction",

  slipAddress: 'Open in a browser:',
  slipCode: 'Class code:',
  slipPictures: 'My four pictures, in order:',
  oneAPage: 'Each slip on a page of its own',
  slipPassword: 'Temporary password:',
  slipKey: 'Key:',

  card: 'Class card for the screen',
  cardAddress: 'Open on a phone or computer',
  cardScan: 'Or with the camera of a phone',
  cardQr: 'QR code that opens the class',
  cardOther: 'Another address',
  cardOnlyHere:
    'The server works only for this computer; pupils cannot reach it. The administrator has to start it with --host 0.0.0.0.',
  back: 'Back',

  marks: 'Marked as wrong',
  marksText:
    'Answers that pupils called wrong. Write the right one: the pupil sees it below the answer, and everybody in this class who asks the same gets it at once.',
  noMarks: 'No answer is marked now.',
  markedBy: '{name}, {time}',
  markDone: 'Take off the list',
  markDoneQuestion: 'Take this answer off the list? The answer itself stays in the conversation.',
  isCorrected: 'Corrected',
  wholeConversation: 'The whole conversation',

  importTitle: 'A ready list',
  paste: 'Paste the list here',
  pastePupils: 'The name of one pupil on each line. No heading is needed.',
  pasteTeachers: 'The name of one teacher on each line; a class after “;”. No heading is needed.',
  takeList: 'Import the list',
  template: 'Sample file (CSV)',
  importLine: 'Line {line}: {reason} Nothing was added.',
  reasons: {
    'no-rows': 'the list has no name.',
    'too-many-rows': 'there are too many lines.',
    'no-column': 'the column “{column}” is missing.',
    'unknown-column': 'the column “{column}” is unknown. The heading of the sample: {columns}.',
    'too-many-columns':
      'there are more parts than in the heading. Put a part with a comma into quotation marks: "7-А;7-Б".',
    'bad-quotes': 'a quotation mark " is opened and not closed.',
    'bad-value': 'the name has a sign that is not allowed, or there is no name.',
    'bad-pictures': 'four names of pictures are needed, such as: sun moon star river.',
    'name-taken': 'this name is there already.',
  },

  nextSteps: 'Next steps',
  steps: {
    people: 'Add the teachers',
    classes: 'Make a class and give its code to the pupils',
    backups: 'Make the first backup and keep it on a USB stick',
  },
  done: 'done',
  serverTime: 'Time of the server',
  serverTimeText: '{time}, zone {zone} (UTC{offset})',
  zoneDiffers: 'This device has another time: {time}. Lesson hours go by the time of the server.',

  keptQuestion: 'Have you printed or copied it? After closing it cannot be seen again.',
};

export const workTexts = textsOf<WorkTexts>({ tg, ru, en });

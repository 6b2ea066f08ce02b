import { textsOf } from '../language/language.ts';

/** The tour, the shortcuts, how text is shown. The Tajik has not been checked by a teacher yet. */
export const tg = {
  textSize: 'Андозаи матн',
  textSizes: { usual: 'Муқаррарӣ', large: 'Калон', largest: 'Хеле калон' },
  easyReading: 'Хониши осон: сатрҳои кӯтоҳ, фосилаҳои калон',
  voices: {
    tajik: 'Хондан бо овоз: ин дастгоҳ овози тоҷикӣ дорад.',
    russian: 'Хондан бо овоз: ин дастгоҳ танҳо овози русӣ дорад, ҷавобҳоро бо лаҳҷа мехонад.',
    none: 'Хондан бо овоз: дар ин дастгоҳ овози мувофиқ нест.',
  },
  listens: 'Навиштан бо овоз: дар назди саволатон тугмаи микрофон ҳаст.',
  listensNot: 'Навиштан бо овоз: ин дастгоҳ нутқи тоҷикиро худаш намефаҳмад, бинобар ин тугма нест.',
  shortcuts: 'Тугмаҳои зуди клавиатура',
  shortcutNames: {
    question: 'Навиштани савол',
    newConversation: 'Суҳбати нав',
    books: 'Китобҳо',
    tasks: 'Корҳо',
    settings: 'Танзимот',
    shortcuts: 'Ҳамин рӯйхат',
  },
  keys: {
    Enter: 'Фиристодани савол',
    'Shift + Enter': 'Сатри нав',
    Escape: 'Пӯшидани равзана, бекор кардани тағйир',
  },
  shortcutsHint:
    'Ҳарфҳо аз рӯйи ҷояшон дар клавиатураи лотинӣ номбар шудаанд: тарҳи тоҷикӣ ё русӣ халал намерасонад.',
  tourTitle: 'Шиносоӣ бо Соро',
  step: 'Корти {n} аз {of}',
  back: 'Ба қафо',
  next: 'Давом',
  begin: 'Оғоз кардан',
  tour: [
    {
      title: 'Пурсед',
      text: 'Саволро ба тоҷикӣ нависед. Ҳарфҳои ғ, ӣ, қ, ӯ, ҳ, ҷ дар болои сатр ҳастанд, аммо бе онҳо ҳам мефаҳмам.',
    },
    {
      title: 'Манбаъро бинед',
      text: 'Ҷавоб аз китоб рақам дорад: онро пахш кунед ва саҳифаро бинед. Чизе, ки ман аз худ мегӯям, нишон дорад ва онро санҷидан лозим аст.',
    },
    {
      title: 'Корҳоро супоред',
      text: 'Дар «Корҳо» ариза пур мешавад, эълон фаҳмонда мешавад, нома, ислоҳ ва тарҷума ҳаст. Матни шумо нигоҳ дошта намешавад.',
    },
    {
      title: 'Ба худ мувофиқ кунед',
      text: 'Дар «Танзимот» забон, андозаи матн, хониши осон ва намуди торик ҳаст. Соро бе интернет, дар ҳамин шабака кор мекунад.',
    },
  ],
};

type Texts = typeof tg;

export const ru: Texts = {
  textSize: 'Размер текста',
  textSizes: { usual: 'Обычный', large: 'Крупный', largest: 'Очень крупный' },
  easyReading: 'Лёгкое чтение: короткие строки, больше места',
  voices: {
    tajik: 'Чтение вслух: на этом устройстве есть таджикский голос.',
    russian: 'Чтение вслух: здесь есть только русский голос, он читает ответы с акцентом.',
    none: 'Чтение вслух: на этом устройстве нет подходящего голоса.',
  },
  listens: 'Ввод голосом: возле вопроса есть кнопка микрофона.',
  listensNot: 'Ввод голосом: это устройство само не понимает таджикскую речь, поэтому кнопки нет.',
  shortcuts: 'Клавиши быстрого доступа',
  shortcutNames: {
    question: 'Написать вопрос',
    newConversation: 'Новый разговор',
    books: 'Книги',
    tasks: 'Дела',
    settings: 'Настройки',
    shortcuts: 'Этот список',
  },
  keys: {
    Enter: 'Отправить вопрос',
    'Shift + Enter': 'Новая строка',
    Escape: 'Закрыть окно, отменить изменение',
  },
  shortcutsHint: 'Буквы названы по их месту на латинской клавиатуре: раскладка не мешает.',
  tourTitle: 'Знакомство с Соро',
  step: 'Карточка {n} из {of}',
  back: 'Назад',
  next: 'Дальше',
  begin: 'Начать',
  tour: [
    {
      title: 'Спрашивайте',
      text: 'Пишите вопрос по-таджикски. Буквы ғ, ӣ, қ, ӯ, ҳ, ҷ есть над строкой, но я понимаю и без них.',
    },
    {
      title: 'Смотрите источник',
      text: 'У ответа из книги есть номер: нажмите на него и увидите страницу. Сказанное мной от себя отмечено, его нужно проверять.',
    },
    {
      title: 'Поручайте дела',
      text: 'В «Делах» заполняются заявления, объясняются объявления, есть письма, исправления и перевод. Ваш текст не сохраняется.',
    },
    {
      title: 'Настройте под себя',
      text: 'В «Настройках» есть язык, размер текста, лёгкое чтение и тёмный вид. Соро работает без интернета, в этой же сети.',
    },
  ],
};

export const en: Texts = {
  textSize: 'Text size',
  textSizes: { usual: 'Usual', large: 'Large', largest: 'Very large' },
  easyReading: 'Easy reading: short lines, more space',
  voices: {
    tajik: 'Reading aloud: this device has a Tajik voice.',
    russian: 'Reading aloud: this device has only a Russian voice; it reads answers with an accent.',
    none: 'Reading aloud: this device has no voice for it.',
  },
  listens: 'Voice input: there is a microphone beside the question.',
  listensNot: 'Voice input: this device does not understand spoken Tajik by itself, so there is no button.',
  shortcuts: 'Keyboard shortcuts',
  shortcutNames: {
    question: 'Write a question',
    newConversation: 'New conversation',
    books: 'Books',
    tasks: 'Tasks',
    settings: 'Settings',
    shortcuts: 'This list',
  },
  keys: {
    Enter: 'Send the question',
    'Shift + Enter': 'New line',
    Escape: 'Close a window, undo a change',
  },
  shortcutsHint: 'Letters are named by their place on a Latin keyboard: any layout will do.',
  tourTitle: 'Getting to know Soro',
  step: 'Card {n} of {of}',
  back: 'Back',
  next: 'Next',
  begin: 'Begin',
  tour: [
    {
      title: 'Ask',
      text: 'Write your question in Tajik. The letters ғ, ӣ, қ, ӯ, ҳ, ҷ are above the line, but I understand it without them.',
    },
    {
      title: 'See the source',
      text: 'An answer from a book has a number: tap it to see the page. What I say of my own is marked, and has to be checked.',
    },
    {
      title: 'Hand over tasks',
      text: 'In “Tasks” forms are filled and notices explained; there are letters, corrections and translation. Your text is not stored.',
    },
    {
      title: 'Make it yours',
      text: 'In “Settings” there are language, text size, easy reading and the dark look. Soro works without the internet, in this network.',
    },
  ],
};

export const comfortTexts = textsOf<Texts>({ tg, ru, en });

export type Language = 'tg' | 'ru' | 'en';

/** Every text of the page in one language. */
export interface Messages {
  readonly languageName: string;
  readonly tagline: string;
  readonly greeting: string;
  readonly introduction: string;
  readonly examplesTitle: string;
  readonly question: string;
  readonly placeholder: string;
  readonly send: string;
  readonly stop: string;
  readonly newConversation: string;
  readonly letters: string;
  readonly capitals: string;
  readonly language: string;
  readonly you: string;
  readonly writing: string;
  readonly stopped: string;
  readonly cutShort: string;
  readonly dropped: string;
  readonly retry: string;
  readonly caution: string;
  readonly errors: {
    readonly offline: string;
    readonly busy: string;
    readonly 'too-long': string;
    readonly failed: string;
  };
}

export const messages: Record<Language, Messages> = {
  tg: {
    languageName: 'Тоҷикӣ',
    tagline: 'Ҳамсӯҳбати тоҷикзабон',
    greeting: 'Салом! Ман Соро ҳастам.',
    introduction: 'Ба забони тоҷикӣ пурсед. Ман дар ҳамин компютер кор мекунам, интернет лозим нест.',
    examplesTitle: 'Масалан, чунин пурсед',
    question: 'Савол',
    placeholder: 'Саволатонро нависед…',
    send: 'Фиристодан',
    stop: 'Қатъ кардан',
    newConversation: 'Сӯҳбати нав',
    letters: 'Ҳарфҳои тоҷикӣ',
    capitals: 'Ҳарфи калон',
    language: 'Забони саҳифа',
    you: 'Шумо',
    writing: 'Соро менависад…',
    stopped: 'Ҷавоб қатъ карда шуд.',
    cutShort: 'Ҷавоб ба ҳадди дарозӣ расид ва нотамом монд.',
    dropped: 'Сӯҳбат дароз шуд: паёмҳои аввал дигар ба назар гирифта намешаванд.',
    retry: 'Аз нав кӯшиш кардан',
    caution: 'Соро модели хурд аст ва хато карда метавонад. Ҷавобҳои муҳимро санҷед.',
    errors: {
      offline: 'Ба сервер пайваст шудан муяссар нашуд. Шояд он хомӯш бошад.',
      busy: 'Ҳоло саволҳо бисёранд. Лутфан каме интизор шавед.',
      'too-long': 'Савол хеле дароз аст. Лутфан онро кӯтоҳтар кунед.',
      failed: 'Хатое рӯй дод ва ҷавоб нарасид.',
    },
  },
  ru: {
    languageName: 'Русский',
    tagline: 'Собеседник на таджикском',
    greeting: 'Салом! Меня зовут Соро.',
    introduction: 'Спрашивайте по-таджикски. Я работаю на этом компьютере, интернет не нужен.',
    examplesTitle: 'Например, можно спросить',
    question: 'Вопрос',
    placeholder: 'Напишите вопрос…',
    send: 'Отправить',
    stop: 'Остановить',
    newConversation: 'Новый разговор',
    letters: 'Таджикские буквы',
    capitals: 'Заглавная буква',
    language: 'Язык страницы',
    you: 'Вы',
    writing: 'Соро пишет…',
    stopped: 'Ответ остановлен.',
    cutShort: 'Ответ достиг предельной длины и не закончен.',
    dropped: 'Разговор стал длинным: первые сообщения больше не учитываются.',
    retry: 'Повторить',
    caution: 'Соро — маленькая модель и может ошибаться. Проверяйте важное.',
    errors: {
      offline: 'Не удалось связаться с сервером. Возможно, он выключен.',
      busy: 'Сейчас много вопросов. Пожалуйста, немного подождите.',
      'too-long': 'Вопрос слишком длинный. Пожалуйста, сократите его.',
      failed: 'Произошла ошибка, ответа нет.',
    },
  },
  en: {
    languageName: 'English',
    tagline: 'A companion that speaks Tajik',
    greeting: 'Салом! I am Soro.',
    introduction: 'Ask me in Tajik. I run on this computer and need no internet.',
    examplesTitle: 'You could ask',
    question: 'Question',
    placeholder: 'Write your question…',
    send: 'Send',
    stop: 'Stop',
    newConversation: 'New conversation',
    letters: 'Tajik letters',
    capitals: 'Capital letter',
    language: 'Language of the page',
    you: 'You',
    writing: 'Soro is writing…',
    stopped: 'The answer was stopped.',
    cutShort: 'The answer reached the longest length and is not complete.',
    dropped: 'The conversation is long: its first messages are no longer taken into account.',
    retry: 'Try again',
    caution: 'Soro is a small model and can be wrong. Check what matters.',
    errors: {
      offline: 'The server could not be reached. It may be switched off.',
      busy: 'Many questions are waiting. Please wait a little.',
      'too-long': 'The question is too long. Please shorten it.',
      failed: 'Something went wrong and no answer came.',
    },
  },
};

/** Questions for a first try, whatever the language of the page: the model speaks Tajik. */
export const exampleQuestions: readonly string[] = [
  'Пойтахти Тоҷикистон кадом шаҳр аст?',
  'Ҳисоб кун: 7 × 8',
  'Ҷумларо бо ҳарфҳои дурусти тоҷикӣ навис: Точикистон кишвари кухсор аст.',
];

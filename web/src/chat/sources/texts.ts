import { textsOf } from '../../language/language.ts';

/** What is said about sources: loaded with the first answer. The Tajik has not been checked by a teacher yet. */
export const tg = {
  kinds: {
    computed: 'Ҳисоб шуд',
    book: 'Аз китоб',
    passages: 'Порчаҳо аз китоб',
    none: 'Дар китоб нест',
    own: 'Аз худ, бе манбаъ',
  },
  mark: 'Манбаи {n}: {title}',
  page: 'саҳифаи {page}',
  previous: 'Саҳифаи пешина',
  next: 'Саҳифаи оянда',
  original: 'Кушодани китоби аслӣ',
  licence: 'Иҷозатнома: {licence}',
  unchecked: 'Омӯзгор ҳанӯз насанҷидааст.',
  checked: 'Омӯзгор санҷидааст.',
  hidden: 'Аз хонандагон пинҳон аст.',
  corrected: 'Омӯзгор ислоҳ кардааст.',
  gone: 'Ин саҳифа дигар нест: шояд омӯзгор онро пинҳон ё китобро нест карда бошад.',
  wholeBook: 'Китобро хондан',
  changed: 'Саҳифа дигар шудааст: ин ҷумла дигар дар ҷои пештара нест.',
};

type Texts = { readonly [Key in keyof typeof tg]: (typeof tg)[Key] };

const ru: Texts = {
  kinds: {
    computed: 'Вычислено',
    book: 'Из книги',
    passages: 'Отрывки из книг',
    none: 'В книгах нет',
    own: 'От себя, без источника',
  },
  mark: 'Источник {n}: {title}',
  page: 'страница {page}',
  previous: 'Предыдущая страница',
  next: 'Следующая страница',
  original: 'Открыть саму книгу',
  licence: 'Лицензия: {licence}',
  unchecked: 'Учитель ещё не проверял.',
  checked: 'Проверено учителем.',
  hidden: 'Скрыто от учеников.',
  corrected: 'Исправлено учителем.',
  gone: 'Этой страницы больше нет: возможно, учитель скрыл её или удалил книгу.',
  wholeBook: 'Читать книгу',
  changed: 'Страница изменилась: этого предложения на прежнем месте больше нет.',
};

const en: Texts = {
  kinds: {
    computed: 'Computed',
    book: 'From a book',
    passages: 'Passages from books',
    none: 'Not in the books',
    own: 'My own words, no source',
  },
  mark: 'Source {n}: {title}',
  page: 'page {page}',
  previous: 'Previous page',
  next: 'Next page',
  original: 'Open the book itself',
  licence: 'Licence: {licence}',
  unchecked: 'Not checked by a teacher yet.',
  checked: 'Checked by a teacher.',
  hidden: 'Hidden from pupils.',
  corrected: 'Corrected by a teacher.',
  gone: 'This page is no longer there: a teacher may have hidden it or removed the book.',
  wholeBook: 'Read the book',
  changed: 'The page has changed: this sentence is no longer where it was.',
};

export const sourceTexts = textsOf<Texts>({ tg, ru, en });

import { textsOf } from '../../language/language.ts';

/** What a teacher reads who reviews articles. The Tajik has not been checked by a teacher yet. */
export const tg = {
  review: 'Санҷиши мақола',
  right: 'Мақола дуруст аст',
  correct: 'Ислоҳ кардан',
  hide: 'Пинҳон кардан',
  show: 'Аз нав нишон додан',
  hideText: 'Хонандагон ин мақоларо дигар намебинанд, ва Соро аз он дигар ҳеҷ чиз намеорад.',
  reason: 'Сабаб (хонандагон намебинанд)',
  note: 'Эзоҳ: {note}',
  title: 'Сарлавҳа',
  text: 'Матн',
  textHint: 'Байни бандҳо як сатри холӣ гузоред.',
  summary: 'Мазмуни кӯтоҳ',
  simple: 'Бо забони содда',
  terms: 'Истилоҳот',
  termsHint: 'Дар ҳар сатр яке: истилоҳ: шарҳ',
  answers: 'Ҷавобҳои тайёр',
  answersHint:
    'Ҷавоби холӣ дигар дода намешавад. Агар ҷумлаеро, ки ҷавоб ба он такя мекунад, аз матн гиред ё тағйир диҳед, он ҷавоб низ дигар дода намешавад.',
};

type Texts = typeof tg;

const ru: Texts = {
  review: 'Проверка статьи',
  right: 'Статья верна',
  correct: 'Исправить',
  hide: 'Скрыть',
  show: 'Показать снова',
  hideText: 'Ученики больше не увидят эту статью, и Соро больше ничего из неё не приведёт.',
  reason: 'Причина (ученики её не видят)',
  note: 'Заметка: {note}',
  title: 'Заголовок',
  text: 'Текст',
  textHint: 'Между абзацами оставляйте пустую строку.',
  summary: 'Краткое содержание',
  simple: 'Простыми словами',
  terms: 'Термины',
  termsHint: 'По одному в строке: термин: объяснение',
  answers: 'Готовые ответы',
  answersHint:
    'Пустой ответ больше не даётся. Если убрать из текста или изменить предложение, на котором держится ответ, он тоже больше не даётся.',
};

const en: Texts = {
  review: 'Review of the article',
  right: 'The article is right',
  correct: 'Correct',
  hide: 'Hide',
  show: 'Show again',
  hideText: 'Pupils no longer see this article, and Soro never quotes it again.',
  reason: 'Reason (pupils do not see it)',
  note: 'Note: {note}',
  title: 'Title',
  text: 'Text',
  textHint: 'Leave an empty line between paragraphs.',
  summary: 'Summary',
  simple: 'In simple words',
  terms: 'Terms',
  termsHint: 'One a line: term: explanation',
  answers: 'Prepared answers',
  answersHint:
    'An empty answer is given no more. Where you take out or change the sentence that an answer rests on, that answer is given no more either.',
};

export const reviewTexts = textsOf<Texts>({ tg, ru, en });

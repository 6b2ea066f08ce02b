import type { pinPictures } from './people.ts';

type PinPicture = (typeof pinPictures)[number];

/** What the pictures of a PIN are called in imported tables, beside their own names. */
export const pictureNames = {
  tg: {
    apple: 'себ',
    pomegranate: 'анор',
    sun: 'офтоб',
    moon: 'моҳ',
    star: 'ситора',
    mountain: 'кӯҳ',
    river: 'дарё',
    book: 'китоб',
    house: 'хона',
    flower: 'гул',
    bird: 'парранда',
    fish: 'моҳӣ',
  },
  ru: {
    apple: 'яблоко',
    pomegranate: 'гранат',
    sun: 'солнце',
    moon: 'луна',
    star: 'звезда',
    mountain: 'гора',
    river: 'река',
    book: 'книга',
    house: 'дом',
    flower: 'цветок',
    bird: 'птица',
    fish: 'рыба',
  },
} as const satisfies Record<'tg' | 'ru', Record<PinPicture, string>>;

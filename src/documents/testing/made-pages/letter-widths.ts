/** Letters by their width in thousandths of the size, as in a common book face, to the nearest 25. */
const lettersByWidth: readonly (readonly [width: number, letters: string])[] = [
  [200, '|'],
  [250, '. ,'],
  [275, ';:/ijlt'],
  [325, '!()-frI'],
  [400, 'гзsJғ'],
  [425, 'тэ'],
  [450, 'аеёсья?acez'],
  [475, 'вкқ'],
  [500, 'бдлорухчЗбӯҳҷ0123456789«»–§bdghknopquvxy'],
  [525, 'ийнпцъӣ'],
  [550, 'РFPS'],
  [575, 'БГЬҒ'],
  [600, 'ЕЁТELTZ'],
  [625, 'м'],
  [650, 'фЧЭҶ'],
  [675, 'ыВДКЛСЯҚBCR'],
  [700, 'жУЪӮ'],
  [725, 'АИӢЙНОПХҲЦwADGHKNOQUVXY'],
  [750, 'ю'],
  [775, 'шщm'],
  [800, 'Ф'],
  [825, '%'],
  [875, 'Ы'],
  [900, 'ЖМM'],
  [950, '№W'],
  [1000, 'ШЩ—'],
  [1025, 'Ю'],
];

const widths = new Map(
  lettersByWidth.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width])),
);

/** Width of a letter in thousandths of its size; letters of other scripts are half as wide as high. */
export function letterWidth(letter: string): number {
  return widths.get(letter) ?? 500;
}

/** Width of a text in points. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return (width * size) / 1000;
}

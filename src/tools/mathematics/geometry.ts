import { add, divide, exactRoot, multiply, type Rational, rational, subtract } from '../exact/rational.ts';
import { figure, figureOrRounded, plainValue } from '../exact/write.ts';
import { defineWords, type Found, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';
import { markUnits, unitOf } from '../units/unit-names.ts';

defineWords(
  'area',
  'масоҳати, масоҳат, масоҳаташ, площадь, площад, площадаш, масоҳаташро, масоҳатро, s и, с и',
);
defineWords('perimeter', 'периметри, периметр, периметраш, периметрашро, периметрро, периметраша');
defineWords(
  'rectangle',
  'росткунҷа, росткунҷаи, росткунҷаро, росткунҷае, росткунҷаест, прямоугольник, прямоугольники',
);
defineWords('square', 'квадрат, квадрати, мураббаъ, мураббаъи, мураббаи, квадратро');
defineWords('circle', 'давра, доира, доираи, давраи, круг');
defineWords('cube', 'мукааб, муккаб, куб, кубик, мукааби, куби');
defineWords('base', 'асос, асоси, асосаш, поя, пояи, пояаш, пояш');
defineWords('height', 'баландӣ, баландии, баландиаш, баландиш');
defineWords('sides', 'тарафҳои, тарафҳояш, тарафаш, тарафи, тарафҳо, тараф, тарафаш аз, тарафҳоаш');
defineWords('radius', 'радиус, радиуси, радиусаш, радиусаш аз');
defineWords(
  'findIt',
  'ёбед, ёб, ҳисоб кунед, ҳисоб кун, чанд аст, чанд, чанд мешавад, ро ёбед, ро ҳисоб кунед',
);

type Shape = (found: Found, unit: string, wants: 'area' | 'perimeter' | 'both') => Finding | undefined;

const rules: readonly (readonly [ReturnType<typeof patterns>, Shape])[] = [
  [
    patterns(
      '*w {rectangle} [бо] [{sides}] <a> [@u] ва|×|ба|бар|, <b> [@v]',
      '*w {rectangle} [бо] {sides} <a> @u ва <b> @v',
      '{rectangle} [бо] {sides} <a> [@u] ва|×|, <b> [@v] [мебошанд|аст|бошад] [.|,] *w',
      '{sides} {rectangle} <a> @u ва <b> @v [мебошанд|аст|бошад] [.|,] *w',
      '{rectangle} <a> [@u] ва|×|, <b> [@v] [.|,] *w',
      '{rectangle} дарозиаш|дарозии <a> [@u] [ва|,] бараш|бари|паҳнояш <b> [@v] [аст|мебошад|.|,] *w',
      '{rectangle} [бо] дарозии|дарозиаш <a> @u ва бари|бараш|паҳнои <b> @v [.|,] *w',
      '{rectangle} бараш <b> [@v] ва дарозиаш <a> [@u] [.|,] *w',
      '*w {rectangle} дарозиаш <a> @u [ва|,] бараш|паҳнояш <b> @v',
      '*w {rectangle} [бо] дарозии|дарозиаш <a> @u ва бари|паҳнои|бараш <b> @v',
    ),
    (found, unit, wants) => {
      const [a, b] = [found.number('a').value, found.number('b').value];
      const [area, perimeter] = [multiply(a, b), multiply(rational(2), add(a, b))];
      return shapeAnswer(
        wants,
        unit,
        `росткунҷа ${figure(a)} × ${figure(b)} ${unit}`,
        { area, text: `S = a · b = ${figure(a)} · ${figure(b)} = ${figure(area)}` },
        { perimeter, text: `P = 2 · (a + b) = 2 · (${figure(a)} + ${figure(b)}) = ${figure(perimeter)}` },
      );
    },
  ],
  [
    patterns(
      '*w {square} [бо|ки] {sides} <a> [@u]',
      '*w {square} [бо] <a> [@u]',
      '{square} [бо] {sides} <a> [@u] [аст|бошад|.|,] *w',
      '{sides} {square} <a> [@u] [аст|бошад|.|,] *w',
      '*w {square} агар {sides} <a> [@u] бошад',
    ),
    (found, unit, wants) => {
      const a = found.number('a').value;
      const [area, perimeter] = [multiply(a, a), multiply(rational(4), a)];
      return shapeAnswer(
        wants,
        unit,
        `квадрат бо тарафи ${figure(a)} ${unit}`,
        { area, text: `S = a² = ${figure(a)} · ${figure(a)} = ${figure(area)}` },
        { perimeter, text: `P = 4 · a = 4 · ${figure(a)} = ${figure(perimeter)}` },
      );
    },
  ],
  [
    patterns(
      '{area} {square} <a> @u [аст|бошад] [.|,] {sides} [он|ро|чанд]',
      '{area} {square} <a> @u [.|,] {sides} он',
      '{area} {square} <a> @u [.|,] тарафаш',
    ),
    (found, unit) => {
      const a = found.number('a').value;
      const side = unit.endsWith('²') ? exactRoot(a, 2n) : undefined;
      return (
        side && {
          text: `a = √S = √${figure(a)} = ${figure(side)} ${unit.slice(0, -1)}`,
          value: `${plainValue(side)} ${unit.slice(0, -1)}`,
          understood: `тарафи квадрат, ки масоҳаташ ${figure(a)} ${unit} аст`,
          explanation: 'Тарафи квадрат решаи квадратии масоҳат аст.',
        }
      );
    },
  ],
  [
    patterns(
      '*w секунҷаи|секунҷа|секунҷаро [ёбед] [:] [ки] {base} <a> [@u] [ва|,|аст] [ва] {height} <h> [@v]',
      'секунҷа [бо] {base} <a> [@u] [ва|,|аст] [ва] {height} <h> [@v] [дорад] [.|,] *w',
      '{base} секунҷа <a> [@u] [ва|,] {height} <h> [@v] [.|,] *w',
      '*w секунҷа [бо] {base} <a> [@u] ва {height} <h> [@v]',
      '‡s и секунҷаро ёбед , агар a = <a> [@u] ва h = <h> [@v] бошад',
      '*w секунҷаро ёбед : {base} <a> [@u] , {height} <h> [@v]',
      'секунҷа {base} <a> [@u] {height} <h> [@v] , *w',
      '*w секунҷа , агар a = <a> [@u] ва ҳ = <h> [@v] бошад',
      '*w секунҷаро ёбед , агар а = <a> [@u] ва ҳ = <h> [@v] бошад',
    ),
    (found, unit, wants) => {
      const [a, h] = [found.number('a').value, found.number('h').value];
      if (wants === 'perimeter') return undefined;
      const product = multiply(a, h);
      const area = divide(product, rational(2));
      return {
        text: `S = a · h : 2 = ${figure(a)} · ${figure(h)} : 2 = ${figure(product)} : 2 = ${figure(area)} ${unit}²`,
        value: `${plainValue(area)} ${unit}²`,
        understood: `масоҳати секунҷа: асос ${figure(a)} ${unit}, баландӣ ${figure(h)} ${unit}`,
        explanation: 'Масоҳати секунҷа нисфи ҳосили зарби асос ва баландӣ аст.',
      };
    },
  ],
  [
    patterns(
      '*w секунҷаи [бо] {sides} <a> [@u] , <b> [@v] [ва|,] <c> [@z]',
      '*w секунҷа [бо] {sides} <a> [@u] , <b> [@v] ва|, <c> [@z]',
    ),
    (found, unit, wants) => {
      const [a, b, c] = ['a', 'b', 'c'].map((name) => found.number(name).value) as [
        Rational,
        Rational,
        Rational,
      ];
      const sum = add(add(a, b), c);
      const longest = [a, b, c].reduce((most, one) => (subtract(one, most).top > 0n ? one : most));
      if (wants !== 'perimeter') return undefined;
      const understood = `периметри секунҷа ${figure(a)}, ${figure(b)}, ${figure(c)} ${unit}`;
      if (subtract(sum, multiply(rational(2), longest)).top <= 0n)
        return {
          text: 'Чунин секунҷа вуҷуд надорад: ҳар тараф бояд аз суммаи ду тарафи дигар хурд бошад.',
          value: 'вуҷуд надорад',
          understood,
          explanation: 'Нобаробарии секунҷа.',
        };
      return {
        text: `P = a + b + c = ${figure(a)} + ${figure(b)} + ${figure(c)} = ${figure(sum)} ${unit}`,
        value: `${plainValue(sum)} ${unit}`,
        understood,
        explanation: 'Периметр суммаи ҳамаи тарафҳост.',
      };
    },
  ],
  [
    patterns(
      '[дар] секунҷаи|секунҷа росткунҷа|росткунҷаи [бо] катетҳои|катетҳояш|катетҳо|катетхояш <a> [@u] ва|, <b> [@v] [аст|.|,] [чанд] гипотенуза|гипотенузааш|гипотенузаро|гипотенузаашро',
      'гипотенузаи секунҷаи|секунҷа росткунҷа [бо|ки] катетҳои|катетҳояш <a> [@u] ва <b> [@v]',
      'катетҳо|катетҳои <a> [@u] ва <b> [@v] [,] гипотенуза',
    ),
    (found, unit) => {
      const [a, b] = [found.number('a').value, found.number('b').value];
      const square = add(multiply(a, a), multiply(b, b));
      const root = exactRoot(square, 2n);
      const end = unit === '' ? '' : ` ${unit}`;
      const understood = `гипотенуза: катетҳо ${figure(a)} ва ${figure(b)}`;
      return {
        text: `c² = a² + b² = ${figure(multiply(a, a))} + ${figure(multiply(b, b))} = ${figure(square)}\nc = √${figure(square)}${root ? ` = ${figure(root)}${end}` : end}`,
        value: `${root ? plainValue(root) : `√${plainValue(square)}`}${end}`,
        understood,
        explanation: 'Теоремаи Пифагор.',
      };
    },
  ],
  [
    patterns(
      '*w {circle} [бо|ки] {radius} <r> [@u] [.|,] [пи|π] [=] [<p>]',
      '*w {circle} [бо|ки] {radius} <r> [@u]',
      '{radius} {circle} <r> [@u] [аст|.|,] *w',
      '{circle} [бо] {radius} <r> [@u] [.|,] *w',
    ),
    (found, unit, wants) => {
      const r = found.number('r').value;
      const pi = found.has('p') ? found.number('p').value : rational(314, 100);
      if (wants === 'both') return undefined;
      const value = wants === 'area' ? multiply(pi, multiply(r, r)) : multiply(multiply(rational(2), pi), r);
      const text =
        wants === 'area'
          ? `S = π · r² = ${figure(pi)} · ${figure(multiply(r, r))} = ${figureOrRounded(value)} ${unit}²`
          : `C = 2 · π · r = 2 · ${figure(pi)} · ${figure(r)} = ${figureOrRounded(value)} ${unit}`;
      return {
        text,
        value: `${plainValue(value)} ${unit}${wants === 'area' ? '²' : ''}`,
        understood: `${wants === 'area' ? 'масоҳати доира' : 'дарозии давра'}, r = ${figure(r)} ${unit}`,
        explanation: `π ≈ ${figure(pi)} гирифта шуд.`,
      };
    },
  ],
  [
    patterns(
      'ҳаҷми {cube} [бо|ки] [{sides}|қиррааш|қирраи|теғааш|теғаи] <a> [@u]',
      '{cube} [бо] {sides} <a> [@u] [.|,] ҳаҷм|ҳаҷмаш|ҳаҷми [он|ро]',
    ),
    (found, unit) => {
      const a = found.number('a').value;
      const volume = multiply(a, multiply(a, a));
      return {
        text: `V = a³ = ${figure(a)} · ${figure(a)} · ${figure(a)} = ${figure(volume)} ${unit}³`,
        value: `${plainValue(volume)} ${unit}³`,
        understood: `ҳаҷми мукааб бо тарафи ${figure(a)} ${unit}`,
        explanation: 'Ҳаҷми мукааб — тараф дар куб.',
      };
    },
  ],
  [
    patterns(
      'ҳаҷми параллелепипед|параллелепипеди|қуттии|қутӣ|ҳавзи|ҳавз|аквариуми [росткунҷа] [бо|ки] [{sides}|андозаҳои|ченакҳои|ченакҳояш] <a> [@u] ,|×|ва <b> [@v] ,|×|ва <c> [@z]',
    ),
    (found, unit) => {
      const [a, b, c] = ['a', 'b', 'c'].map((name) => found.number(name).value) as [
        Rational,
        Rational,
        Rational,
      ];
      const volume = multiply(a, multiply(b, c));
      return {
        text: `V = a · b · c = ${figure(a)} · ${figure(b)} · ${figure(c)} = ${figure(volume)} ${unit}³`,
        value: `${plainValue(volume)} ${unit}³`,
        understood: `ҳаҷм: ${figure(a)} × ${figure(b)} × ${figure(c)} ${unit}`,
        explanation: 'Ҳаҷми параллелепипеди росткунҷа ҳосили зарби се ченак аст.',
      };
    },
  ],
  [
    patterns(
      'кунҷҳои секунҷа [:] [<p>] <a> [°|дараҷа|градус] [,|ва] [<q>] <b> [°|дараҷа|градус] [,] [кунҷи] <o>',
      'ду кунҷи секунҷа <a> [°|дараҷа] ва <b> [°|дараҷа] [аст|.|,] [кунҷи] сеюм',
      'кунҷи сеюми секунҷа агар ду кунҷ <a> [°|дараҷа] ва <b> [°|дараҷа] бошад',
    ),
    (found) => {
      const [a, b] = [found.number('a').value, found.number('b').value];
      const third = subtract(rational(180), add(a, b));
      if (third.top <= 0n) return undefined;
      return {
        text: `180° − ${figure(a)}° − ${figure(b)}° = ${figure(third)}°`,
        value: `${plainValue(third)}°`,
        understood: `кунҷи сеюми секунҷа (${figure(a)}°, ${figure(b)}°)`,
        explanation: 'Суммаи кунҷҳои секунҷа 180° аст.',
      };
    },
  ],
];

export const geometry: Tool = {
  name: 'geometry',
  title: 'Шаклҳо',
  examples: [
    'масоҳати росткунҷа 6 см ва 4 см',
    'периметри квадрати тарафаш 5 см',
    'масоҳати доира радиус 5 см',
    'ҳаҷми мукааб бо тарафи 4 см',
  ],
  answer(plain) {
    if (
      !/росткунч|квадрат|мурабба|секунч|давра|доира|мукааб|муккаб|куб|катет|параллел|прямоуголник|кунчи|круг|кутт?и|хавз|аквариум/u.test(
        plain.text,
      )
    )
      return undefined;
    const reading = {
      ...plain,
      text: markUnits(
        plain.text.replace(/(?<= |^)(?:мурабба|квадрат)(?=и? )/gu, (word) => `${word}`),
        plain.typed,
      ),
    };
    for (const [forms, solve] of rules) {
      for (const form of forms) {
        const found = form.match(plain.text === reading.text ? plain : reading);
        if (!found) continue;
        const unit = unitOfAll(found);
        const wants = wanted(found, reading);
        const answer = unit !== undefined && wants ? solve(found, unit, wants) : undefined;
        if (
          answer &&
          ['a', 'b', 'c', 'h', 'r'].every((name) => !found.has(name) || found.number(name).value.top > 0n)
        )
          return answer;
      }
    }
    return undefined;
  },
};

/** The one unit of all lengths; nothing where two differ. */
function unitOfAll(found: Found): string | undefined {
  const named = ['u', 'v', 'z']
    .filter((name) => found.has(name))
    .map((name) => /^‡(\w+)$/.exec(found.text(name))?.[1]);
  if (named.some((id) => id === undefined)) return undefined;
  const signs = new Set(named.map((id) => unitOf(id ?? '').sign));
  const [sign = ''] = signs;
  return signs.size > 1 ? undefined : sign;
}

const areaWord = /масохат|плошад|^с и/u;
const perimeterWord = /периметр/u;
const lengthWord = /дарозии? (?:давра|доира)/u;

/** What the question asks for; every word of its free part must be one of these. */
function wanted(found: Found, reading: Reading): 'area' | 'perimeter' | 'both' | undefined {
  const free = found.has('w') ? found.text('w') : '';
  const words = free.split(' ').filter((word) => word !== '');
  if (
    words.some(
      (word) =>
        !/^(?:масохат\S*|плошад\S*|периметр\S*|дарозии|дарозии|ва|и|ро|еб|ебед|чанд|аст|мешавад|хисоб|кунед|кун|,|\.|он|онро|чист|бо|хал|:|с|s)$/u.test(
          word,
        ),
    )
  )
    return undefined;
  const [area, perimeter] = [
    areaWord.test(reading.text),
    perimeterWord.test(reading.text) || lengthWord.test(reading.text),
  ];
  if (area && perimeter) return 'both';
  return perimeter ? 'perimeter' : 'area';
}

function shapeAnswer(
  wants: 'area' | 'perimeter' | 'both',
  unit: string,
  understood: string,
  { area, text }: { area: Rational; text: string },
  { perimeter, text: around }: { perimeter: Rational; text: string },
): Finding {
  const end = unit === '' ? '' : ` ${unit}`;
  const square = unit === '' ? '' : ` ${unit}²`;
  const values = [
    ...(wants === 'perimeter' ? [] : [`${plainValue(area)}${square}`]),
    ...(wants === 'area' ? [] : [`${plainValue(perimeter)}${end}`]),
  ];
  const lines = [
    ...(wants === 'perimeter' ? [] : [`Масоҳат: ${text}${square}.`]),
    ...(wants === 'area' ? [] : [`Периметр: ${around}${end}.`]),
  ];
  return {
    text: lines.join('\n'),
    value: values.join(', '),
    understood: `${understood}`.trim(),
    explanation: 'Формулаҳои мактабӣ; ҳамаи тарафҳо дар як воҳид.',
  };
}

import { add, divide, isWhole, multiply, type Rational, rational, subtract } from '../exact/rational.ts';
import { figure, figureOrRounded, plainValue, rounded } from '../exact/write.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding } from '../tool.ts';

defineWords('percent', '%, % и, % -и, фоиз, фоизи, процент, процента, дарсад, дарсади, фоизро, фоиза, % ро');
defineWords('money', 'сомонӣ, сомони, сом, сомон, сомона, сомониро, доллар, рубл, сомонӣ буд, сомонӣ аст');
defineWords(
  'dearer',
  'зиёд шуд, зиёд шавад, зиёд кунем, зиёд кунед, зиёд кун, қимат шуд, қимат шавад, гарон шуд, гарон шавад, афзуд, баланд шуд, боло рафт, калон шуд, зиёд карданд',
);
defineWords(
  'cheaper',
  'арзон шуд, арзон шавад, кам шуд, кам шавад, кам кунем, кам кунед, кам кун, тахфиф шуд, тахфиф доданд, тахфиф, скидка, скидка карданд, скидка кардан, скидка шуд, арзон карданд, паст шуд, хурд шуд, ихтисор шуд',
);
defineWords(
  'thing',
  'нархи мол, нархи куртка, нархи либос, нархи китоб, мол, чизе, куртка, курта, либос, китоб, пойафзол, телефон, маош, маошам, нарх, нархаш, куртаи, пойафзоли, нархи телефон, нархи пойафзол, сумка, велосипед, мошин',
);
defineWords(
  'newPrice',
  'нархи нав, нархи нав чанд аст, нархи навашро, нархи навашро ҳисоб кунед, нархаш, ҳоло чанд сомонӣ аст, нархаш чанд мешавад, чанд сомонӣ бояд дод, акнун, ҳоло, нархи наваш, чанд сомонӣ мешавад, чанд сомонӣ, чанд сомонӣ шуд, акнун чанд сомонӣ, нархи ҳозира, ҳоло нархаш, акнун нархаш',
);

const percentOf = patterns(
  '<p> {percent} [адади|аз] <a>',
  '<p> {percent} [адади|аз] <a> [@u]',
  'аз <a> [@u] <p> {percent}',
  '<p> {percent} аз <a> [@u]',
  '<p> {percent} аз адади <a>',
  'аз адади <a> <p> {percent}',
);
const share = patterns(
  'аз <b> [@u] [ба] <a> [@w] [дуруст] [ҷавоб] [додам] [,] чанд {percent}',
  '<a> аз <b> чанд {percent} [аст]',
  '<a> аз <b> чанд {percent} [-и] [он] [аст|мешавад]',
  '<a> чанд {percent} <b> [аст|мешавад]',
  '<a> [@u] аз <b> [@w] чанд {percent} аст|мешавад',
  'аз <b> [@u] <a> чанд {percent}',
  'аз <b> савол ба <a> дуруст ҷавоб додам , чанд {percent}',
  '<a> аз <b> ба {percent}',
);
const wholeOf = patterns(
  'агар <p> {percent} [адад|ададе|он] <a> [@u] [бошад|аст] [,] [худи] [адад|ҳамааш|он] чанд [аст]',
  '<p> {percent} [адад|ададе] <a> [аст|бошад|мешавад] [,] [худи] [адад|ҳамааш|он] [чанд]',
  '<p> {percent} ададе <a> аст . [худи] [он] адад чанд',
  'ададеро ёбед , ки <p> {percent} он|он_<a> <a> аст',
  'адад ки <p> {percent} аш <a> аст',
);
const raised = patterns(
  '[{thing}] [аз] <a> [{money}] [буд|меистод|аст] [,|ва] [бо] <p> {percent} {dearer} [,|.] [{newPrice}]',
  '<a> ро <p> {percent} {dearer}',
  '[адади] <a> [@u] <p> {percent} {dearer} [,]',
  '{thing} <a> @u буд <p> {percent} {dearer} [,|.] [{newPrice}]',
);
const lowered = patterns(
  '[{thing}] <a> [{money}] [буд|меистод|аст] [,|ва] [бо] <p> {percent} {cheaper} [,|.] [{newPrice}]',
  '[{thing}] <a> [{money}] [буд] [,] скидка <p> {percent} [,] [{newPrice}]',
  '<a> [{money}] [буд] [,] тахфиф <p> {percent} [,] [{newPrice}]',
  '{thing} <a> {money} ро бо <p> {percent} тахфиф мефурӯшанд [.] [{newPrice}]',
  'дар мағоза ба {thing} <a> {money} <p> {percent} {cheaper} [.] [{newPrice}]',
  '<p> {percent} {cheaper} аз <a> [{money}]',
);
const change = patterns(
  'нархи @thing аз <a> {money} [то|ба] <b> {money} баромад|расид|шуд [.|,] чанд {percent} зиёд|қимат|гарон [шуд]',
  'нарх аз <a> {money} [то|ба] <b> {money} баромад|расид|фаромад|шуд [.|,] чанд {percent} зиёд|кам|арзон|қимат|гарон [шуд]',
  'аз <a> [{money}] то|ба <b> [{money}] зиёд|кам шуд [.|,] чанд {percent}',
  'нархи @thing аз <a> {money} [то|ба] <b> {money} фаромад|паст_шуд|арзон_шуд|шуд [.|,] чанд {percent} кам|арзон [шуд]',
);
const asPercent = patterns(
  '<a> [ро] ба|дар {percent} [чихел] [мегардонам|гардон|гардонед|табдил] [деҳ|диҳед]',
  '<a> чанд {percent}',
  '<a> чанд {percent} [аст|мешавад]',
);
const fractionAsPercent = patterns(
  '<a> / <b> чанд {percent} [аст|мешавад]',
  '<a> / <b> ба|дар {percent} [гардон|табдил] [деҳ|диҳед]',
);

const hundred = rational(100);

/** Percentages: a part, a share, the whole, a rise, a discount. */
export function percent(reading: Reading): Finding | undefined {
  if (!/%|фоиз|протсент|дарсад|скидка/u.test(reading.text)) return undefined;
  const part = matchAny(percentOf, reading);
  if (part) {
    const unit = unitWord(part.has('u') ? part.text('u') : '', reading);
    if (unit === undefined) return undefined;
    const [p, a] = [part.number('p').value, part.number('a').value];
    const single = divide(a, hundred);
    const result = multiply(single, p);
    return answer(
      `${figure(a)} : 100 = ${figure(single)}; ${figure(single)} × ${figure(p)} = ${figureOrRounded(result)}.\n${figure(p)} %-и ${figure(a)} = ${figureOrRounded(result)}${unit}`,
      result,
      unit,
      `${figure(p)} % аз ${figure(a)}${unit}`,
      '1 % — садяки адад аст.',
    );
  }
  const divided = matchAny(fractionAsPercent, reading) ?? matchAny(share, reading);
  if (divided) {
    const [a, b] = [divided.number('a').value, divided.number('b').value];
    if (b.top === 0n) return undefined;
    const result = multiply(divide(a, b), hundred);
    const shown = plainValue(result).includes('/') ? `≈ ${rounded(result, 2)}` : `= ${figure(result)}`;
    return {
      text: `${figure(a)} : ${figure(b)} × 100 ${shown} %`,
      value: `${plainValue(result)} %`,
      understood: `${figure(a)} аз ${figure(b)} чанд фоиз аст`,
      explanation: 'Қисм ба тамоми адад тақсим ва ба 100 зарб мешавад.',
    };
  }
  const whole = matchAny(wholeOf, reading);
  if (whole) {
    const [p, a] = [whole.number('p').value, whole.number('a').value];
    if (p.top <= 0n) return undefined;
    const result = multiply(divide(a, p), hundred);
    return answer(
      `${figure(a)} : ${figure(p)} × 100 = ${figureOrRounded(result)}.\nСанҷиш: ${figure(p)} %-и ${figureOrRounded(result)} = ${figure(a)}`,
      result,
      '',
      `ададе, ки ${figure(p)} %-аш ${figure(a)} аст`,
      'Қисм ба фоизаш тақсим ва ба 100 зарб мешавад.',
    );
  }
  for (const [list, sign] of [
    [lowered, '−'],
    [raised, '+'],
  ] as const) {
    const match = matchAny(list, reading);
    if (!match) continue;
    const [a, p] = [match.number('a').value, match.number('p').value];
    const unit = /сомон|сом(?: |$)/u.test(reading.text) ? ' сомонӣ' : '';
    if (match.has('u')) return undefined;
    const part = divide(multiply(a, p), hundred);
    const result = sign === '−' ? subtract(a, part) : add(a, part);
    if (result.top < 0n) return undefined;
    return answer(
      `1) ${figure(a)} × ${figure(p)} : 100 = ${figureOrRounded(part)}${unit} — ${sign === '−' ? 'тахфиф' : 'афзоиш'}.\n2) ${figure(a)} ${sign} ${figureOrRounded(part)} = ${figureOrRounded(result)}${unit}.\nҶавоб: ${figureOrRounded(result)}${unit}`,
      result,
      unit,
      `${figure(a)}${unit} ${sign} ${figure(p)} %`,
      'Фоиз аз қимати аввала ҳисоб мешавад.',
    );
  }
  const moved = matchAny(change, reading);
  if (moved) {
    const [a, b] = [moved.number('a').value, moved.number('b').value];
    const difference = subtract(b, a);
    if (a.top <= 0n || difference.top === 0n) return undefined;
    const up = difference.top > 0n;
    // «аз 6 то 5 … чанд фоиз зиёд шуд» contradicts itself.
    if (up !== !/(?:кам|арзон)(?: шуд)?$/u.test(reading.text)) return undefined;
    const size = up ? difference : subtract(a, b);
    const result = multiply(divide(size, a), hundred);
    const shown = plainValue(result).includes('/') ? `≈ ${rounded(result, 2)}` : `= ${figure(result)}`;
    return {
      text: `${up ? 'Афзоиш' : 'Камшавӣ'}: ${figure(up ? b : a)} − ${figure(up ? a : b)} = ${figure(size)}. Нисбат ба қимати аввала: ${figure(size)} : ${figure(a)} × 100 ${shown} %`,
      value: `${plainValue(result)} %`,
      understood: `аз ${figure(a)} то ${figure(b)}: чанд фоиз`,
      explanation: 'Фарқ ба қимати аввала тақсим ва ба 100 зарб мешавад.',
    };
  }
  const single = matchAny(asPercent, reading);
  if (!single || isWhole(single.number('a').value)) return undefined;
  const { value } = single.number('a');
  const result = multiply(value, hundred);
  return {
    text: `${figure(value)} × 100 = ${figureOrRounded(result)} %`,
    value: `${plainValue(result)} %`,
    understood: `${figure(value)} бо фоиз`,
    explanation: 'Адад ба 100 зарб мешавад.',
  };
}

const counted = new Set([
  'сомони',
  'сом',
  'дирам',
  'метр',
  'м',
  'км',
  'кг',
  'килограмм',
  'грамм',
  'г',
  'литр',
  'л',
  'нафар',
  'хонанда',
  'китоб',
  'сахифа',
  'доллар',
  'рубл',
  'сол',
  'руз',
  'соат',
  'дакика',
  'дона',
  'т',
  'тонна',
  'см',
]);

/** The unit after a number, as it was typed; nothing where the word is no unit. */
function unitWord(folded: string, reading: Reading): string | undefined {
  if (folded === '' || folded === 'ро' || folded === 'чанд') return '';
  const bare = folded.replace(/(?:ро|и)$/u, (end) => (counted.has(folded) ? end : ''));
  if (!counted.has(bare) && !counted.has(folded)) return undefined;
  if (/^сом/u.test(folded)) return ' сомонӣ';
  return ` ${reading.typed.get(folded)?.replace(/ро$/u, '') ?? folded}`;
}

function answer(
  text: string,
  value: Rational,
  unit: string,
  understood: string,
  explanation: string,
): Finding {
  return { text, value: `${plainValue(value)}${unit}`, understood, explanation };
}

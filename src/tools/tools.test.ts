import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberToWords } from '../language/index.ts';
import { addDays, dayNumber, dayOfNumber, weekday } from './calendar/days.ts';
import * as exact from './exact/rational.ts';
import { answerWithTool, tools } from './index.ts';
import { primeFactors } from './mathematics/number-theory.ts';
import { fromRoman, toRoman } from './numerals/roman.ts';

const clock = { now: new Date(2026, 11, 1, 14, 25), isTrusted: true };
const askFor = (question: string) => answerWithTool(question, { clock })?.value ?? null;

describe('answerWithTool', () => {
  it.each([
    ['сию панҷ ҷамъи дувоздаҳ чанд аст', '47'],
    ['12 ba 7 zarb kun', '84'],
    ['аз 100 37-ро тарҳ кун', '63'],
    ['1/2 : 3/4', '2/3'],
    ['200 сомонӣ 15 % арзон шуд', '170 сомонӣ'],
    ['72 км дар соат чанд м/с аст', '20 м/с'],
    ['2 м 30 см + 85 см', '3.15 м'],
    ['12 марти 2027 кадом рӯзи ҳафта аст?', 'ҷумъа'],
    ['3(x-2)=15', 'x = 7'],
    ['2x = 2x', 'ҳар адад'],
    ['Аз муодилаи 2x + 5 = 17 x-ро ёбед.', 'x = 6'],
    ['2x + 5 = 17, x чанд аст?', 'x = 6'],
    ['нод 24 ва 36', '12'],
    ['асри XIX яъне чанд', '19'],
    ['пойтахти Япония чист?', 'Токио'],
    ['хакикат дуруст чи тавр навишта мешавад', 'ҳақиқат'],
    ['китобхонаро ба хичохо чудо кун', 'ки-тоб-хо-на'],
    ['Аҳмад 12 себ дошт, 5 донаашро ба додараш дод. Чанд дона монд?', '7 себ'],
    ['мошин 180 км-ро дар 3 соат рафт суръаташ чанд?', '60 км/соат'],
    ['Вазифаи хонагии ман ин аст: −27 °C чанд келвин', '246 К'],
  ])('answers «%s» with %s', (question, value) => {
    expect(askFor(question)).toBe(value);
  });

  it.each([
    'соли 1991 чӣ шуд?',
    'дар синфи мо 25 нафар таҳсил мекунанд',
    '5 сабаби ҷангро гӯед',
    'Чаро 2 + 2 = 4 аст ва на 5?',
    'Ҷанги якуми ҷаҳонӣ соли 1914 сар шуд',
    'мутаносиби чаппа чи хел мешавад',
    '2 соат дар рӯз',
    '',
  ])('leaves «%s» to others', (question) => {
    expect(answerWithTool(question, { clock })).toBeNull();
  });

  it('leaves what can be read in two ways', () => {
    expect(askFor('20 : 4/2')).toBeNull();
    expect(askFor('1.500 + 2')).toBeNull();
    expect(askFor('12 + 35!')).toBeNull();
    expect(askFor('2x + 5 = 12 x')).toBeNull();
  });

  it('says plainly what has no answer', () => {
    expect(answerWithTool('15 : 0')?.text).toContain('Ба сифр тақсим кардан мумкин нест');
    expect(answerWithTool('9^9999')?.text).toContain('калон');
  });

  it('says that an unchecked clock may be wrong, and without a clock does not know the day', () => {
    const answer = answerWithTool('имрӯз чандум аст?', { clock: { ...clock, isTrusted: false } });
    expect(answer?.text).toContain('шояд нодуруст');
    expect(answerWithTool('имрӯз чандум аст?')).toBeNull();
  });

  it('goes on with the answer before', () => {
    const first = answerWithTool('12 ба 7 зарб кун');
    expect(first && answerWithTool('ва боз 10 зам кун', { previous: first })?.value).toBe('94');
    expect(first && answerWithTool('инро ба 2 тақсим кун', { previous: first })?.value).toBe('42');
  });

  it('asks the word book for a bare word only as a last resort', () => {
    expect(answerWithTool('обшор чист?')).toBeNull();
    expect(answerWithTool('обшор чист?', { isLastResort: true })?.tool).toBe('word-book');
  });

  it('leaves out tools that are switched off', () => {
    expect(answerWithTool('5 + 5', { off: ['calculator'] })).toBeNull();
  });

  it('answers the examples of every tool with that tool', () => {
    for (const { name, examples } of tools)
      for (const example of examples)
        expect([example, answerWithTool(example, { clock })?.tool]).toEqual([example, name]);
  });
});

const small = fc.integer({ min: 0, max: 99_999 });

describe('exactness', () => {
  it('computes sums of three numbers as BigInt does', () => {
    fc.assert(
      fc.property(small, small, small, (a, b, c) => {
        expect(askFor(`${a} + ${b} * ${c} =`)).toBe(String(BigInt(a) + BigInt(b) * BigInt(c)));
        expect(askFor(`(${a} - ${b}) х ${c}`)).toBe(String((BigInt(a) - BigInt(b)) * BigInt(c)));
      }),
      { numRuns: 60 },
    );
  });

  it('reads numbers in words in the place of digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (a, b) => {
        expect(askFor(`${numberToWords(a)} плюс ${numberToWords(b)}`)).toBe(String(a + b));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the laws of fractions', () => {
    const fraction = fc
      .tuple(fc.bigInt({ min: -999n, max: 999n }), fc.bigInt({ min: 1n, max: 999n }))
      .map(([top, bottom]) => exact.rational(top, bottom));
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(exact.multiply(a, exact.add(b, c))).toEqual(
          exact.add(exact.multiply(a, b), exact.multiply(a, c)),
        );
        expect(exact.subtract(exact.add(a, b), b)).toEqual(a);
        if (b.top !== 0n) expect(exact.multiply(exact.divide(a, b), b)).toEqual(a);
      }),
    );
  });

  it('finds roots of squares and cubes, and floors otherwise', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.constantFrom(2n, 3n), (value, degree) => {
        const root = exact.wholeRoot(value, degree);
        expect(root ** degree <= value && (root + 1n) ** degree > value).toBe(true);
        expect(exact.exactRoot(exact.rational(value ** degree), degree)).toEqual(exact.rational(value));
      }),
    );
  });

  it('counts days as Date does, there and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -140_000, max: 200_000 }),
        fc.integer({ min: -3000, max: 3000 }),
        (epochDay, more) => {
          const date = (count: number) => new Date(count * 86_400_000);
          const dayAt = (count: number) => ({
            year: date(count).getUTCFullYear(),
            month: date(count).getUTCMonth() + 1,
            day: date(count).getUTCDate(),
          });
          expect(dayOfNumber(dayNumber(dayAt(epochDay)))).toEqual(dayAt(epochDay));
          expect(addDays(dayAt(epochDay), more)).toEqual(dayAt(epochDay + more));
          expect(weekday(dayAt(epochDay))).toBe(
            ['якшанбе', 'душанбе', 'сешанбе', 'чоршанбе', 'панҷшанбе', 'ҷумъа', 'шанбе'][
              date(epochDay).getUTCDay()
            ],
          );
        },
      ),
    );
  });

  it('writes and reads every Roman number', () => {
    for (let value = 1; value < 4000; value += 1) expect(fromRoman(toRoman(value).text)).toBe(value);
    expect(fromRoman('IIII')).toBeUndefined();
  });

  it('splits numbers into primes whose product they are', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n, max: 1_000_000n }), (value) => {
        const factors = primeFactors(value);
        expect(factors.reduce((product, one) => product * one)).toBe(value);
        for (const factor of factors) expect(primeFactors(factor)).toEqual([factor]);
      }),
    );
  });

  it('turns units there and back', () => {
    const pairs = [
      ['км', 'м'],
      ['кг', 'г'],
      ['соат', 'дақиқа'],
      ['гектар', 'м²'],
      ['литр', 'мл'],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.integer({ min: 1, max: 9999 }), ([large, small_], amount) => {
        const there = askFor(`${amount} ${large} чанд ${small_}`)?.split(' ')[0];
        expect(askFor(`${there} ${small_} чанд ${large}`)).toBe(
          `${amount} ${large === 'гектар' ? 'га' : large === 'литр' ? 'л' : large}`,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('solves equations whose root is known', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -99, max: 99 }),
        fc.integer({ min: 0, max: 99 }),
        (k, x, n) => {
          expect(askFor(`${k}x + ${n} = ${k * x + n}`)).toBe(`x = ${x}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never fails on any text', () => {
    const words = fc.constantFrom(
      '12',
      '3/4',
      'ва',
      'ба',
      'зарб',
      'кун',
      '%',
      'км',
      'чанд',
      'сол',
      '(',
      ')',
      '^',
      '−',
      'аз',
      'x',
      '=',
      'март',
      'решаи',
      '0',
      '⟦1',
      '№9',
      '«а»',
      'нод',
      '!',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
        ),
        (text) => {
          answerWithTool(text, { clock, isLastResort: true, previous: { tool: 'calculator', value: '7' } });
        },
      ),
      { numRuns: 300 },
    );
  });
});

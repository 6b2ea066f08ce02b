import { add, divide, multiply, type Rational, rational, subtract } from '../exact/rational.ts';
import { figure, figureOrRounded, plainValue } from '../exact/write.ts';
import type { Finding } from '../tool.ts';
import type { Quantity } from './quantity.ts';
import type { Unit } from './unit-names.ts';

const ratio = rational(9, 5);
const freezing = rational(32);
// School takes 273; exactly it is 273.15.
const kelvin = rational(273);
const absoluteZero = rational(-27315, 100);

/** Between Celsius, Fahrenheit and Kelvin (0 °C = 273 K, as in school). */
export function convertTemperature(asked: Quantity, target: Unit): Finding | undefined {
  const from = asked.units[0];
  if (!from || from.id === target.id) return undefined;
  const start = asked.amount;
  const understood = `${asked.written} → ${target.sign}`;
  const step = steps[`${from.id} ${target.id}`];
  if (!step) return undefined;
  const { value, written, inCelsius } = step(start);
  if (subtract(inCelsius, absoluteZero).top < -15n)
    return {
      text: 'Чунин ҳарорат нест: аз −273,15 °C (сифри мутлақ) поёнтар намешавад.',
      value: 'чунин ҳарорат нест',
      understood,
      explanation: 'Сифри мутлақ −273,15 °C аст.',
    };
  const isKelvin = from.id === 'kelvin' || target.id === 'kelvin';
  return {
    text: `${written} = ${figureOrRounded(value)} ${target.sign}`,
    value: `${plainValue(value)} ${target.sign}`,
    understood,
    explanation: isKelvin
      ? 'Дар мактаб T = t + 273 мегиранд; қимати дақиқ 273,15 аст.'
      : '°F = °C × 1,8 + 32.',
  };
}

type Step = (start: Rational) => { value: Rational; written: string; inCelsius: Rational };

const steps: Readonly<Record<string, Step>> = {
  'celsius fahrenheit': (c) => ({
    value: add(multiply(c, ratio), freezing),
    written: `${put(c)} × 1,8 + 32`,
    inCelsius: c,
  }),
  'fahrenheit celsius': (f) => {
    const value = divide(subtract(f, freezing), ratio);
    return { value, written: `(${figure(f)} − 32) : 1,8`, inCelsius: value };
  },
  'celsius kelvin': (c) => ({
    value: add(c, kelvin),
    written: `T = t + 273 = ${figure(c)} + 273`,
    inCelsius: c,
  }),
  'kelvin celsius': (k) => {
    const value = subtract(k, kelvin);
    return { value, written: `t = T − 273 = ${figure(k)} − 273`, inCelsius: value };
  },
  'fahrenheit kelvin': (f) => {
    const celsius = divide(subtract(f, freezing), ratio);
    return {
      value: add(celsius, kelvin),
      written: `T = (${figure(f)} − 32) : 1,8 + 273`,
      inCelsius: celsius,
    };
  },
  'kelvin fahrenheit': (k) => {
    const celsius = subtract(k, kelvin);
    return {
      value: add(multiply(celsius, ratio), freezing),
      written: `(${figure(k)} − 273) × 1,8 + 32`,
      inCelsius: celsius,
    };
  },
};

function put(value: Rational): string {
  return value.top < 0n ? `(${figure(value)})` : figure(value);
}

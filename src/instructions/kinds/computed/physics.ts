import { computedOrigin, type Generator } from '../../generator.ts';
import { readPhrasings, wordList } from '../../text/phrasings.ts';
import type { Exercise } from './exercise.ts';
import { figure, figures } from './figures.ts';

/** Exercises of physics: units, motion, forces, electricity; each computed with formula and units. */
export const generatePhysics: Generator = function* ({ random }) {
  const exercises = Object.values(physicsExercises);
  for (let round = 0; ; round += 1) {
    for (const exercise of random.shuffle([...exercises, conversion, conversion])) {
      const turn = exercise(random);
      yield { ...computedOrigin(`physics, ${turn.group}, round ${round}`), turns: [turn] };
    }
  }
};

const conversion: Exercise = (random) => {
  const line = random.pick(wordList(readPhrasings('physics'), 'units'));
  const [large = '', small = '', ratio = '1'] = line.split(' ');
  const per = Number(ratio);
  const fact = `1 ${large} = ${figure(per)} ${small}`;
  const amount = random.chance(0.25) ? random.integer(1, 99) / 10 : random.integer(2, 250);
  if (random.chance(0.6)) {
    const result = amount * per;
    const step = `${figure(amount)} × ${figure(per)} = ${figure(result)}`;
    return {
      group: 'conversion',
      slots: { from: large, to: small, fact, step, ...figures({ a: amount, result }) },
    };
  }
  const a = amount * per;
  const step = `${figure(a)} : ${figure(per)} = ${figure(amount)}`;
  return {
    group: 'conversion',
    slots: { from: small, to: large, fact, step, ...figures({ a, result: amount }) },
  };
};

/** Every exercise of physics by name. */
export const physicsExercises: Readonly<Record<string, Exercise>> = {
  conversion,
  speed: (random) => {
    const [v, t] = [random.integer(4, 120), random.integer(2, 9)];
    return { group: 'speed', slots: figures({ v, t, s: v * t }) };
  },
  distance: (random) => {
    const [v, t] = [random.integer(8, 110), random.integer(2, 12)];
    return { group: 'distance', slots: figures({ v, t, s: v * t }) };
  },
  duration: (random) => {
    const [v, t] = [random.integer(5, 18) * 5, random.integer(2, 12)];
    return { group: 'duration', slots: figures({ v, t, s: v * t }) };
  },
  density: (random) => {
    const [result, volume] = [random.integer(5, 200) / 10, random.integer(2, 40) * 10];
    return { group: 'density', slots: figures({ result, volume, m: result * volume }) };
  },
  mass: (random) => {
    const line = random.pick(wordList(readPhrasings('physics'), 'substances'));
    const density = Number(line.slice(line.lastIndexOf(' ')));
    const volume = random.integer(2, 90) * 5;
    const substance = line.slice(0, line.lastIndexOf(' '));
    return { group: 'mass', slots: { substance, ...figures({ density, volume, result: density * volume }) } };
  },
  weight: (random) => {
    const m = random.chance(0.3) ? random.integer(1, 99) / 10 : random.integer(1, 500);
    return { group: 'weight', slots: figures({ m, result: m * 10 }) };
  },
  force: (random) => {
    const [m, a] = [random.integer(1, 90), random.integer(1, 40) / 2];
    return { group: 'force', slots: figures({ m, a, result: m * a }) };
  },
  pressure: (random) => {
    const [area, result] = [random.integer(1, 40) / 10, random.integer(2, 90) * 10];
    return { group: 'pressure', slots: figures({ area, result, force: area * result }) };
  },
  work: (random) => {
    const [force, s] = [random.integer(2, 90) * 5, random.integer(2, 60)];
    return { group: 'work', slots: figures({ force, s, result: force * s }) };
  },
  power: (random) => {
    const [t, result] = [random.integer(2, 90), random.integer(2, 90) * 5];
    return { group: 'power', slots: figures({ t, result, work: t * result }) };
  },
  ohm: (random) => {
    const [r, i] = [random.integer(2, 110), random.integer(1, 40) / 5];
    return { group: 'ohm', slots: figures({ r, i, u: r * i }) };
  },
  voltage: (random) => {
    const [r, i] = [random.integer(2, 150), random.integer(1, 40) / 5];
    return { group: 'voltage', slots: figures({ r, i, u: r * i }) };
  },
  temperature: (random) => {
    const c = random.integer(-40, 250);
    return { group: 'temperature', slots: figures({ c, k: c + 273 }) };
  },
};

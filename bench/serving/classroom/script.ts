/** One pupil's lesson: questions, and how long they type before each and read after its answer. */
export interface PupilScript {
  readonly name: string;
  readonly turns: readonly {
    readonly typingMs: number;
    readonly question: string;
    /** Leaves in the middle of the answer after so much of it. */
    readonly leavesAfterCharacters: number | undefined;
    readonly answerTokens: number;
    readonly readingMs: number;
  }[];
}

export const systemText =
  'Ту ёрдамчии синф ҳастӣ. Ба забони тоҷикӣ, кӯтоҳ ва фаҳмо ҷавоб деҳ. Агар надонӣ, бигӯ, ки намедонӣ. ' +
  'Ба хонанда бо эҳтиром муроҷиат кун ва аз мавзӯи дарс берун нарав.';

const questions = [
  'Пойтахти Тоҷикистон кадом шаҳр аст?',
  'Дар бораи баҳор чор ҷумла нависед.',
  'Дарахт чист? Бо мисол фаҳмонед.',
  'Дар бораи кӯҳҳои Тоҷикистон нақл кун.',
  '36 + 27 чанд мешавад? Роҳи ҳалро нишон деҳ.',
  'Исм чист ва он ба кадом саволҳо ҷавоб медиҳад?',
  'Ҷумлаи зеринро таҳлил кунед: Бачаҳо дар боғ бозӣ мекунанд ва модар ба онҳо нигоҳ мекунад.',
  'Чаро об ях мебандад? Барои хонандаи синфи чорум фаҳмонед, ки дар табиат бо об дар зимистон чӣ мешавад.',
];

/** mulberry32: the same seed, the same lesson. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A lesson for this many pupils; every pause is multiplied by `pace`. */
export function lesson(pupils: number, turns: number, seed: number, pace: number): PupilScript[] {
  const random = seededRandom(seed);
  const between = (least: number, most: number) => least + random() * (most - least);
  return Array.from({ length: pupils }, (_, pupil) => ({
    name: `pupil-${pupil + 1}`,
    turns: Array.from({ length: turns }, () => ({
      typingMs: between(500, 4000) * pace,
      question: questions[Math.floor(random() * questions.length)] ?? '',
      leavesAfterCharacters: random() < 0.1 ? Math.round(between(10, 60)) : undefined,
      answerTokens: Math.round(between(24, 64)),
      readingMs: between(500, 3000) * pace,
    })),
  }));
}

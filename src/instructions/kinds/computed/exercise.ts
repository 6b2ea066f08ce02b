import type { Turn } from '../../generator.ts';
import type { Random } from '../../random.ts';

/** An exercise: its wording group and computed slots. */
export type Exercise = (random: Random) => Turn;

import { at } from '../../core/known.ts';
import type { Group } from '../compare/sign-shard.ts';

/** What becomes of a candidate. */
export const decisionState = { kept: 0, tooShort: 1, duplicate: 2, nearDuplicate: 3, overShare: 4 } as const;

/** The columns of a decision file. */
export const decisionColumn = {
  state: 0,
  clusterSize: 1,
  copies: 2,
  /** The kept document of the cluster: the first 64 bits of its id, and its group. */
  keptIdHigh: 3,
  keptIdLow: 4,
  keptGroup: 5,
} as const;

/** What was decided about a candidate. */
export interface Decision {
  readonly state: number;
  readonly clusterSize: number;
  readonly copies: number;
  /** Source and beginning of the id of the document that stays for it. */
  readonly keptFor: string;
}

/** The decision about one candidate, out of the columns of a decision file. */
export function decisionOf(
  columns: readonly Uint32Array[],
  candidate: number,
  groups: readonly Group[],
): Decision {
  const cell = (column: number) => at(at(columns, column), candidate);
  const hexadecimal = (column: number) => cell(column).toString(16).padStart(8, '0');
  const id = hexadecimal(decisionColumn.keptIdHigh) + hexadecimal(decisionColumn.keptIdLow);
  const source = at(groups, cell(decisionColumn.keptGroup)).source;
  return {
    state: cell(decisionColumn.state),
    clusterSize: cell(decisionColumn.clusterSize),
    copies: cell(decisionColumn.copies),
    keptFor: `${source} ${id}`,
  };
}

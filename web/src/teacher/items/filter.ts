import type { Item } from '../../../../src/school/contract/index.ts';

/** Which questions a list shows. */
export interface Filter {
  readonly status?: Item['status'];
  readonly subject?: string;
  readonly topic?: string;
}

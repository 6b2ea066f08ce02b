import { districts } from '../../tools/index.ts';

/** Where a school can be: a district or town with its region. The list of the tools has no capital. */
export const places: readonly { readonly name: string; readonly region: string }[] = [
  ...districts,
  { name: 'Душанбе', region: 'шаҳри Душанбе' },
];

import type { slipKinds } from '../contract/texts.ts';

/** One correction, with its reason in Tajik. */
export interface TextChange {
  /** Where it begins in the text as it was given, in UTF-16 units. */
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  readonly kind: (typeof slipKinds)[number];
  readonly reason: string;
}

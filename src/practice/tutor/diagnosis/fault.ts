/** What can be wrong with an answer, as far as rules can tell. */
export const faultNames = [
  'sign',
  'factor-of-ten',
  'unit',
  'forgotten-step',
  'digit-swap',
  'operation',
  'slip',
  'rounding',
  'spelling',
  'part',
  'from-question',
  'other-word',
  'other-option',
  'missing-option',
  'extra-option',
  'mixed-options',
  'reversed',
  'neighbours',
  'order',
  'pairs',
  'wrong',
] as const;

export type FaultName = (typeof faultNames)[number];

/** A fault with the figures that its sentence shows. */
export interface Fault {
  readonly name: FaultName;
  readonly slots?: Readonly<Record<string, number>>;
}

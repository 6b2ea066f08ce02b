/** How answers are drawn from the model. */
export interface SamplingDefaults {
  /** 0 is greedy; higher is more varied. */
  readonly temperature: number;
  /** Draws from the smallest set of tokens with this total probability. */
  readonly topP: number;
  /** Leaves out tokens less probable than this share of the best one. */
  readonly minP: number;
  /** Divides the logit of tokens that were used lately; 1 changes nothing. */
  readonly repetitionPenalty: number;
  /** How many of the last tokens count as lately. */
  readonly repetitionWindowTokens: number;
  /** The longest answer. */
  readonly maximumTokens: number;
}

/** What the server answers with unless a request says otherwise; measured in docs/sampling.md. */
export const servingDefaults: SamplingDefaults = {
  temperature: 0.3,
  topP: 0.9,
  minP: 0.05,
  repetitionPenalty: 1.2,
  repetitionWindowTokens: 128,
  maximumTokens: 256,
};

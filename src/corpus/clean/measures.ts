/**
 * Something that is counted in the text of every document before and after each step, so that the
 * report can say which step removes what (dialect, tokens): names → amounts, summed.
 */
export interface Measure {
  readonly name: string;
  readonly measure: (text: string) => Readonly<Record<string, number>>;
}

/** Loads the measures of the report, once a worker thread. */
export async function loadMeasures(): Promise<readonly Measure[]> {
  const { measureVariation } = await import('../variation/removal-ratio.ts');
  return [{ name: 'variation', measure: measureVariation }];
}

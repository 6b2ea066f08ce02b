import type { Assumptions } from './assumptions.ts';
import { costs, type Way, type YearlyTokens, yearlyTokens } from './cost.ts';
import { allFits, bestFit, type Demand, type Fit } from './fit.ts';

/** The answer to "what can this machine do for this class, and what does it cost?". */
export interface Plan {
  readonly demand: Demand;
  readonly assumptions: Assumptions;
  readonly fits: readonly Fit[];
  /** The best that exists, and the best there could be once the larger ones are trained. */
  readonly best: Fit | undefined;
  readonly possible: Fit | undefined;
  readonly ways: readonly Way[];
  readonly tokens: YearlyTokens;
}

export function makePlan(assumptions: Assumptions, demand: Demand): Plan {
  const fits = allFits(assumptions, demand);
  return {
    demand,
    assumptions,
    fits,
    best: bestFit(fits, true),
    possible: bestFit(fits, false),
    ways: costs(assumptions),
    tokens: yearlyTokens(assumptions),
  };
}

/** One sentence about the choice. */
export function planSentence({ best, possible, demand, fits }: Plan): string {
  const machine = `${(demand.memoryBytes / 1e9).toFixed(1)} GB, ${demand.cores} cores, ${demand.pupils} pupils at once, ${demand.contextTokens} tokens of context`;
  if (!best) {
    const memory = fits.some(({ fitsMemory, exists }) => fitsMemory && exists);
    return `On ${machine} no trained model ${memory ? 'is fast enough' : 'fits into memory'}: fewer pupils at once, or a ${memory ? 'faster' : 'larger'} machine.`;
  }
  const chosen = `On ${machine}: ${describe(best)}.`;
  if (!possible || possible.model === best.model) return chosen;
  return `${chosen} The machine could also carry ${describe(possible)}, which has not been trained.`;
}

function describe({ model, quantisation, memoryBytes, tokensPerSecond }: Fit): string {
  return `${model} in ${quantisation.toUpperCase()} (${(memoryBytes / 1e9).toFixed(1)} GB in use, about ${tokensPerSecond.toFixed(0)} tokens/s for each pupil)`;
}

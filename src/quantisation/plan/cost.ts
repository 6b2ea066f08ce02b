import type { Assumptions } from './assumptions.ts';

/** One part of the cost of a way, with how it is reckoned. */
export interface CostItem {
  readonly name: string;
  readonly dollars: number;
  readonly reckoning: string;
}

/** One way to give a school its model, over all years. */
export interface Way {
  readonly name: string;
  readonly needsNetwork: boolean;
  readonly items: readonly CostItem[];
  readonly dollars: number;
}

/** Tokens of one school in a year. */
export interface YearlyTokens {
  readonly input: number;
  readonly output: number;
}

export function yearlyTokens({ use }: Assumptions): YearlyTokens {
  const questions = use.pupilsPerSchool.value * use.questionsPerPupil.value * use.schoolDays.value;
  return { input: questions * use.promptTokens.value, output: questions * use.answerTokens.value };
}

/** The years that are reckoned with, and what each way costs one school over them. */
export function schoolCosts(assumptions: Assumptions): { readonly years: number; readonly ways: Way[] } {
  return { years: assumptions.use.years.value, ways: costs(assumptions) };
}

/** What Soro on a machine of the school, on a larger server of the school, and a cloud API cost. */
export function costs(assumptions: Assumptions): Way[] {
  const { prices, use } = assumptions;
  const years = use.years.value;
  const hours = use.hoursPerDay.value * use.schoolDays.value * years;
  const tokens = yearlyTokens(assumptions);
  const factor = prices.cloudTokenFactor.value;
  const power = (watts: number): CostItem => ({
    name: 'electricity',
    dollars: (watts / 1000) * hours * prices.electricity.value,
    reckoning: `${watts} W × ${hours.toLocaleString('en-US')} h × ${prices.electricity.value} USD/kWh`,
  });
  const once = (name: string, dollars: number): CostItem => ({ name, dollars, reckoning: 'once' });
  const yearly = (name: string, dollars: number): CostItem => ({
    name,
    dollars: dollars * years,
    reckoning: `${dollars} USD × ${years} years`,
  });
  const api = (name: string, perYear: number, price: number): CostItem => ({
    name,
    dollars: (perYear * factor * price * years) / 1e6,
    reckoning: `${((perYear * factor) / 1e6).toFixed(0)} M tokens a year × ${price} USD × ${years} years`,
  });
  return [
    way('Soro on a machine of the school', false, [
      once('machine', prices.schoolMachine.value),
      once('power reserve', prices.powerReserve.value),
      power(prices.schoolMachineWatts.value),
      yearly('care', prices.schoolMachineCare.value),
    ]),
    way('A server with a graphics card', false, [
      once('server', prices.largeServer.value),
      once('power reserve', prices.powerReserve.value),
      power(prices.largeServerWatts.value),
      yearly('care', prices.largeServerCare.value),
    ]),
    way('A cloud API', true, [
      {
        name: 'connection',
        dollars: prices.connection.value * 12 * years,
        reckoning: `${prices.connection.value} USD × 12 months × ${years} years`,
      },
      api('questions', tokens.input, prices.cloudInput.value),
      api('answers', tokens.output, prices.cloudOutput.value),
    ]),
  ];
}

function way(name: string, needsNetwork: boolean, items: readonly CostItem[]): Way {
  return { name, needsNetwork, items, dollars: items.reduce((sum, item) => sum + item.dollars, 0) };
}

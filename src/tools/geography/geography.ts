import { z } from 'zod';
import { addToList } from '../../core/count-up.ts';
import { parseWith } from '../../core/schema.ts';
import { foldWord } from '../reading/fold.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import type { Finding, Tool } from '../tool.ts';
import placesFile from './data/places.json' with { type: 'json' };

const schema = z.strictObject({
  sources: z.string(),
  countries: z.array(
    z.strictObject({
      name: z.string(),
      capital: z.string(),
      continent: z.string().optional(),
      otherNames: z.array(z.string()),
    }),
  ),
  places: z.array(z.strictObject({ name: z.string(), kind: z.enum(['ноҳия', 'шаҳр']), region: z.string() })),
});
const { countries, places } = parseWith(schema, placesFile, { family: 'corrupt' });
/** The districts and towns of Tajikistan with the region that each belongs to. */
export const districts: readonly { readonly name: string; readonly region: string }[] = places;
const foldName = (name: string) => name.replace(/-/g, ' ').split(' ').map(foldWord).join(' ');
const byName = new Map(
  countries.flatMap((country) =>
    [country.name, ...country.otherNames].map((name) => [foldName(name), country] as const),
  ),
);
const byCapital = new Map(countries.map((country) => [foldName(country.capital), country]));
const byPlace = new Map<string, (typeof places)[number][]>();
for (const place of places) addToList(byPlace, foldName(place.name), place);

defineWords(
  'whichTown',
  'чист, кадом шаҳр, кадом шаҳр аст, кадом аст, кадомаст, чӣ ном дорад, номаш чист, шаҳри чӣ, гӯед, дар куҷост, шаҳри кадом аст, кадом шаҳраст, номи чист',
);
defineWords(
  'whichCountry',
  'пойтахти кадом давлат аст, пойтахти кадом кишвар аст, пойтахти кадом давлат, пойтахти кадом кишвар, пойтахти кадом мамлакат аст, пойтахти куҷост, пойтахти куҷо',
);
const capitalOf = patterns(
  '[номи] пойтахти [давлати|кишвари|ҷумҳурии] *c [{whichTown}]',
  'кадом шаҳр пойтахти [давлати|кишвари] *c аст',
  '*c пойтахташ [кадом|чист] [шаҳр]',
  'столица *c',
);
const countryOf = patterns('[шаҳри] *t {whichCountry}', '*t столица какой страны');
const continentOf = patterns(
  '[кишвари|давлати] *c дар кадом қитъа [ҷойгир|воқеъ] [аст|шудааст]',
  '*c дар кадом қисми дунё [ҷойгир] [аст]',
);
const regionOf = patterns(
  'ноҳияи *p дар кадом вилоят|қисми_тоҷикистон|минтақа [ҷойгир|воқеъ] [аст]',
  'ноҳияи *p ба кадом вилоят дохил мешавад',
  'шаҳри *p дар кадом вилоят|қисми_тоҷикистон [ҷойгир|воқеъ] [аст]',
  'шаҳри *p ба кадом вилоят дохил мешавад',
  'ноҳияи *p [дар] кадом вилоят',
  'ноҳияи *p дар куҷо|куҷост [ҷойгир] [аст]',
);

const source =
  'Аз рӯйхати кишварҳо ва ноҳияҳо, ки барои ҳамин барнома навишта шудааст; муаллим онро ҳанӯз насанҷидааст.';

/** Capitals, continents, districts, from a list that ships with the program. */
export const geography: Tool = {
  name: 'geography',
  title: 'Пойтахтҳо ва ноҳияҳо',
  examples: [
    'пойтахти Япония кадом шаҳр аст?',
    'Кобул пойтахти кадом давлат аст?',
    'Миср дар кадом қитъа аст?',
    'ноҳияи Ванҷ дар кадом вилоят аст?',
  ],
  answer(reading): Finding | undefined {
    for (const pattern of capitalOf) {
      const name = pattern.match(reading)?.text('c');
      const country = name === undefined ? undefined : nameIn(byName, name);
      if (country)
        return {
          text: `Пойтахти ${country.name} — шаҳри ${country.capital}.`,
          value: country.capital,
          understood: `пойтахти ${country.name}`,
          explanation: source,
        };
    }
    const town = matchAny(countryOf, reading)?.text('t');
    const home = town === undefined ? undefined : nameIn(byCapital, town);
    if (home)
      return {
        text: `${home.capital} пойтахти ${home.name} аст.`,
        value: home.name,
        understood: `${home.capital}: пойтахти кадом давлат`,
        explanation: source,
      };
    const land = matchAny(continentOf, reading)?.text('c');
    const country = land === undefined ? undefined : nameIn(byName, land);
    if (country?.continent)
      return {
        text: `${country.name} дар ${country.continent} ҷойгир аст.`,
        value: country.continent,
        understood: `${country.name}: кадом қитъа`,
        explanation: source,
      };
    const name = matchAny(regionOf, reading)?.text('p');
    const kind = /шахри/u.test(reading.text) ? 'шаҳр' : 'ноҳия';
    const place = name === undefined ? undefined : byPlace.get(name)?.find((one) => one.kind === kind);
    if (!place) return undefined;
    const isIn = place.region.startsWith('ноҳияҳои');
    return {
      text: `${kind === 'шаҳр' ? 'Шаҳри' : 'Ноҳияи'} ${place.name} ${isIn ? `ба ${place.region} дохил мешавад` : `дар ${place.region} ҷойгир аст`}.`,
      value: place.region,
      understood: `${kind}и ${place.name}: кадом вилоят`,
      explanation: source,
    };
  },
};

/** The entry of a name with or without -ро. */
function nameIn<Value>(table: ReadonlyMap<string, Value>, name: string): Value | undefined {
  return table.get(name) ?? table.get(name.replace(/(?:ро|ра)$/u, ''));
}

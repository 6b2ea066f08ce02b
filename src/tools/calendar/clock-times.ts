import { isWhole } from '../exact/rational.ts';
import { matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, ToolContext } from '../tool.ts';
import type { Dates } from './find-dates.ts';

const now = patterns(
  '[ҳозир|ҳоло] соат чанд',
  '[ҳозир|ҳоло] соат чанд аст|шуд|буд|шудааст',
  'вақт чанд',
  'соат чанд шуд',
  '[ҳозир] вақт чанд [шуд|аст]',
  'ҳозир соати чанд',
);
const until = patterns(
  'то ◷t [боз] чанд вақт|соат|дақиқа [монд|мондааст|ҳаст]',
  'то соати <h> [бегоҳ|бегоҳӣ|шом|рӯз] [боз] чанд вақт|вахт|соат|дақиқа [монд|мондааст]',
);
const between = patterns(
  '[*who] аз ◷t то ◷u [дар_роҳ] [буд] [давом] [кард|мекунад] [.|,] чанд соат|вақт|дақиқа [буд|рафт|давом_кард|мешавад|аст|гузашт]',
  'аз ◷t то ◷u чанд соат|вақт|дақиқа [аст|мешавад|гузашт|мегузарад|ҳаст]',
  'байни ◷t ва ◷u чанд соат|вақт|дақиқа [аст|мешавад|ҳаст|гузашт]',
  '◷t то ◷u чанд соат|вақт|дақиқа [аст|мешавад]',
);
const later = patterns(
  '*who ◷t сар_шуда|сар_мешавад|сар_шуд|оғоз_мешавад|оғоз_шуд|шурӯъ_мешавад|шурӯъ_шуд [ва|,] <n> дақиқа|минут|соат давом_мекунад|давом_кард|аст|мебошад|давом_ёфт [.|,] [соати|кай] [чанд|кай] тамом|тамом_мешавад|тамом_шуд|анҷом_меёбад|ба_охир_мерасад',
  '[ҳоло|ҳозир|агар_ҳозир] [соат] ◷t [бошад] [.|,] баъди|баъд_аз|пас_аз <n> дақиқа|минут|соат соат|соати чанд [мешавад]',
  '*who ◷t баромад|баромаду|рафт [ва] <n> дақиқа|минут|соат роҳ_рафт|дар_роҳ_буд [.|,] соати чанд расид|мерасад|омад',
  '◷t + <n> дақиқа|минут|соат [соати] [чанд] [мешавад]',
);
const whoWords =
  /^(?:ман |мо )?(?:дарс|дарси \S+|филм|автобус|поезд|катора|мошин|концерт|консерт|бози|мачлис|кино|хавопаимо|тренировка|барнома|машгулият)$/u;

type Dated = Finding & { readonly needsClock?: boolean };

/** Questions about times of day: how long, until when, what time it is. */
export function clockTimes(reading: Reading, { times }: Dates, { clock }: ToolContext): Dated | undefined {
  if (clock && matchAny(now, reading)) {
    const time = write(clock.now.getHours() * 60 + clock.now.getMinutes());
    return {
      text: `Ҳоло соат ${time}.`,
      value: time,
      understood: 'соати ҳозира',
      explanation: 'Аз соати дастгоҳ.',
      needsClock: true,
    };
  }
  const span = matchAny(between, reading);
  if (span) {
    const [start, end] = [times[Number(span.text('t'))], times[Number(span.text('u'))]];
    if (start === undefined || end === undefined || (span.has('who') && !whoWords.test(span.text('who'))))
      return undefined;
    return lasting(start, end, `аз ${write(start)} то ${write(end)}`);
  }
  const to = clock && matchAny(until, reading);
  if (to) {
    const start = clock.now.getHours() * 60 + clock.now.getMinutes();
    const end = to.has('t')
      ? times[Number(to.text('t'))]
      : hourOf(to.number('h').value, /бегох|шом/u.test(reading.text), start);
    if (end === undefined || end < start) return undefined;
    return { ...lasting(start, end, `аз ҳозир (${write(start)}) то ${write(end)}`), needsClock: true };
  }
  const after = matchAny(later, reading);
  if (!after || (after.has('who') && !whoWords.test(after.text('who')))) return undefined;
  const start = times[Number(after.text('t'))];
  const { value } = after.number('n');
  const minutes = /№\d+ соат(?! №)/u.test(reading.text)
    ? { top: value.top * 60n, bottom: value.bottom }
    : value;
  if (start === undefined || minutes.top % minutes.bottom !== 0n || minutes.top > 100_000n) return undefined;
  const count = Number(minutes.top / minutes.bottom);
  const end = start + count;
  const days = Math.floor(end / 1440);
  const time = write(end % 1440);
  return {
    text: `${write(start)} + ${spell(count)} = ${time}${days > 0 ? ` (${days === 1 ? 'рӯзи дигар' : `баъди ${days} рӯз`})` : ''}.\nҶавоб: соати ${time}.`,
    value: time,
    understood: `${write(start)} + ${count} дақиқа`,
    explanation: 'Дар 1 соат 60 дақиқа ҳаст.',
  };
}

function lasting(start: number, end: number, understood: string): Finding {
  const minutes = end >= start ? end - start : end + 1440 - start;
  return {
    text: `Аз ${write(start)} то ${write(end)} ${spell(minutes)} аст.`,
    value: spell(minutes),
    understood,
    explanation: end >= start ? 'Дар 1 соат 60 дақиқа ҳаст.' : 'Вақти дуюм рӯзи дигар ҳисоб шуд.',
  };
}

/** «соати 5 бегоҳ» is 17:00; without such a word 5 is the hour as it stands, and must lie ahead. */
function hourOf(
  value: { readonly top: bigint; readonly bottom: bigint },
  isEvening: boolean,
  now: number,
): number | undefined {
  if (!isWhole(value) || value.top > 24n) return undefined;
  const hour = Number(value.top) + (isEvening && value.top < 12n ? 12 : 0);
  return hour * 60 >= now ? hour * 60 : undefined;
}

function write(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function spell(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} дақиқа`;
  return rest === 0 ? `${hours} соат` : `${hours} соату ${rest} дақиқа`;
}

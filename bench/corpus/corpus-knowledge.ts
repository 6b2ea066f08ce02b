// What the corpus steps find in the real texts of shared/data, and how much of made-up personal data is masked.
// `npm run bench -- corpus-knowledge [--list]`; --list prints every finding with its surroundings.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../src/core/configuration.ts';
import qualityModel from '../../src/corpus/data/quality-score.json' with { type: 'json' };
import { findPersonalData, maskPersonalData } from '../../src/corpus/privacy/mask-personal-data.ts';
import { type PersonalDataType, personalDataTypes } from '../../src/corpus/privacy/personal-data-words.ts';
import { qualityScore } from '../../src/corpus/quality/quality-score.ts';
import { scanTokens } from '../../src/corpus/tables/tokens.ts';
import { countVariation } from '../../src/corpus/variation/count-variation.ts';
import { measureVariation } from '../../src/corpus/variation/removal-ratio.ts';
import { createUnwantedCounter, unwantedLists } from '../../src/corpus/word-lists/unwanted-words.ts';

const folder = join(sharedFolder(), 'data', 'text');
const list = process.argv.includes('--list');
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Documents of ten lines, by source. */
function* readSources(): Generator<{ source: string; documents: string[] }> {
  for (const part of ['open', 'research']) {
    for (const file of readdirSync(join(folder, part)).sort()) {
      const lines = readFileSync(join(folder, part, file), 'utf8').split('\n');
      const documents: string[] = [];
      for (let at = 0; at < lines.length; at += 10) documents.push(lines.slice(at, at + 10).join('\n'));
      yield { source: file.replace('.txt', ''), documents };
    }
  }
}

let state = 20_260_101;
function below(limit: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}
const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] ?? (items[0] as Item);
const digits = (count: number) => Array.from({ length: count }, () => below(10)).join('');
const luhn = () => {
  const start = `${pick(['4', '5', '9762'])}${digits(15)}`.slice(0, 15);
  const sum = [...start].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (start + String((10 - (sum % 10)) % 10)).replace(/(.{4})(?=.)/g, pick(['$1 ', '$1-', '$1']));
};
const mobile = () => `${pick(['90', '91', '92', '93', '98', '50', '55', '88'])}`;
const street = () =>
  pick([
    'Айнӣ',
    'Рӯдакӣ',
    'Борбад',
    'Исмоили Сомонӣ',
    'Неъмат Қаробоев',
    'А. Дониш',
    '50-солагии Тоҷикистон',
  ]);
const person = () =>
  pick([
    'Каримов Саид',
    'Нигора Раҳимзода',
    'Фирдавс Назаров',
    'Саодат Юсуфӣ',
    'Умед Шарифов',
    'Малика Ҳакимова',
  ]);

/** One made-up line of each sort. Written apart from the rules, but by the same hand: an upper bound. */
const made: Readonly<Record<PersonalDataType, () => string>> = {
  phone: () =>
    pick([
      () => `Барои маълумот: +992 ${mobile()} ${digits(3)} ${digits(2)} ${digits(2)}`,
      () => `занг занед ба ${mobile()}${digits(7)}`,
      () => `Тел.: ${below(9) + 1}${digits(2)}-${digits(2)}-${digits(2)}`,
      () => `телефони мобилӣ ${mobile()}-${digits(3)}-${digits(2)}-${digits(2)}`,
      () => `(37) 22${digits(1)}-${digits(2)}-${digits(2)}, Душанбе`,
      () => `бо рақами 00992${mobile()}${digits(7)} тамос гиред`,
      () => `WhatsApp: ${mobile()} ${digits(3)} ${digits(4)}`,
    ])(),
  email: () =>
    `нависед: ${pick(['umed', 'info', 'n.rahimova', 'ali_90'])}${below(90)}@${pick(['mail.ru', 'gmail.com', 'tut.tj', 'maorif.edu.tj'])}.`,
  'ip-address': () =>
    `нишонии IP: ${pick(['91', '185', '217'])}.${below(255)}.${below(255)}.${below(255)} буд`,
  address: () =>
    pick([
      () => `Суроға: ш. Душанбе, кӯчаи ${street()}, хонаи ${below(90) + 1}, ҳуҷраи ${below(60) + 1}.`,
      () => `734${digits(3)}, ш. Душанбе, хиёбони ${street()}, ${below(90) + 1}.`,
      () => `дар ноҳияи Сино, кӯчаи ${street()} ${below(90) + 1}/${below(9) + 1}, зиндагӣ мекунам`,
      () => `г. Худжанд, ул. ${street()}, д. ${below(90) + 1}, кв. ${below(90) + 1}`,
    ])(),
  passport: () =>
    pick([
      () => `шиносномаи А ${digits(8)}`,
      () => `паспорт №40${digits(7)}`,
      () => `рақами шиноснома: A${digits(8)}`,
    ])(),
  'tax-number': () =>
    pick([() => `РМА: ${digits(9)}`, () => `ИНН ${digits(9)}`, () => `РМА-и ширкат 0${digits(8)}`])(),
  card: () => `ба корти ${luhn()} гузаронед`,
  account: () => pick([() => `суратҳисоби 20202972${digits(12)}`, () => `Ҳ/р 2020497${digits(13)}`])(),
  name: () => `${person()}, тел. ${mobile()} ${digits(3)} ${digits(2)} ${digits(2)}`,
  'user-name': () => `Telegram: @${pick(['parviz', 'nigora_r', 'umed.k'])}${below(90)} нависед`,
};

print('Personal data: made-up lines masked (300 of each sort)');
for (const type of personalDataTypes) {
  const missed: string[] = [];
  for (let index = 0; index < 300; index += 1) {
    const line = made[type]();
    if (!findPersonalData(line).some((finding) => finding.type === type)) missed.push(line);
  }
  print(
    `  ${type.padEnd(12)} ${(((300 - missed.length) / 300) * 100).toFixed(1)} %  ${list ? missed.slice(0, 3).join(' | ') : ''}`,
  );
}

const unwanted = createUnwantedCounter(unwantedLists);
const allTypes = new Set(personalDataTypes);
const totals: Record<string, number> = {};
const times = { tokens: 0, quality: 0, variation: 0, privacy: 0, unwanted: 0 };
let bytes = 0;
print('\nsource: quality 10 % / 50 % / 90 %; dialect and spoken forms in 10,000 words; unwanted words');
for (const { source, documents } of readSources()) {
  const scores: number[] = [];
  const found: string[] = [];
  for (const text of documents) {
    bytes += Buffer.byteLength(text);
    const started = performance.now();
    const tokens = scanTokens(text);
    const scanned = performance.now();
    const score = qualityScore(text, tokens);
    const scored = performance.now();
    measureVariation(text);
    const measured = performance.now();
    maskPersonalData(text, allTypes);
    const masked = performance.now();
    for (const { list: name, matches } of unwanted(text, tokens)) found.push(`${name} ${matches}`);
    times.unwanted += performance.now() - masked;
    times.tokens += scanned - started;
    times.quality += scored - scanned;
    times.variation += measured - scored;
    times.privacy += masked - measured;
    if (score !== undefined) scores.push(score);
    for (const { type, start, end } of findPersonalData(text)) {
      totals[type] = (totals[type] ?? 0) + 1;
      if (list)
        print(
          `  ${type}: ${text.slice(Math.max(0, start - 40), start)}⟦${text.slice(start, end)}⟧`.replaceAll(
            '\n',
            ' ',
          ),
        );
    }
  }
  scores.sort((left, right) => left - right);
  const at = (share: number) => (scores[Math.floor(share * scores.length)] ?? 0).toFixed(2);
  const { words, forms } = countVariation(documents.join('\n'));
  const rates = Object.entries(forms)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${((count / words) * 10_000).toFixed(1)}`);
  print(
    `  ${source.padEnd(28)} ${at(0.1)} / ${at(0.5)} / ${at(0.9)}  ${rates.join(', ')}  ${found.join(', ')}`,
  );
}
print(`\nPersonal data found in ${(bytes / 1e6).toFixed(1)} MB: ${JSON.stringify(totals)}`);
print(`Quality: AUC on held-out documents ${qualityModel.heldOutAuc}; with the source unseen:`);
for (const { name, wanted, unseenSourceAuc } of qualityModel.sources) {
  print(`  ${wanted ? '+' : '-'} ${name.padEnd(28)} ${unseenSourceAuc.toFixed(3)}`);
}
print('\nMB/s, one thread, documents of ten lines:');
for (const [name, milliseconds] of Object.entries(times)) {
  print(`  ${name.padEnd(12)} ${(bytes / 1e3 / milliseconds).toFixed(1)}`);
}

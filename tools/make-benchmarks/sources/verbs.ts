// Verbs with what is done, for sentences made by rule. Written for this project; grammar facts.

/** A phrase with a verb: what is done, past stem, present stem. */
export interface Action {
  readonly object: string;
  readonly past: string;
  readonly present: string;
}

export const actions: readonly Action[] = `
китоб|хонд|хон
рӯзнома|хонд|хон
суруд|хонд|хон
ба дӯстам нома|навишт|навис
иншо|навишт|навис
нони гарм|хӯрд|хӯр
себу нок|хӯрд|хӯр
чойи кабуд|нӯшид|нӯш
шири гов|нӯшид|нӯш
ба мактаб|рафт|рав
ба бозор|рафт|рав
ба кор|рафт|рав
филми нав|дид|бин
барномаи телевизион|дид|бин
мусиқӣ|шунид|шунав
ахбори рӯз|шунид|шунав
аз бозор мева|харид|хар
либоси нав|харид|хар
дар бозор мева|фурӯхт|фурӯш
дари хонаро|баст|банд
дар деҳа хона|сохт|соз
забони англисӣ|омӯхт|омӯз
курта|дӯхт|дӯз
зарфҳоро|шуст|шӯ
ош|пухт|паз
аз чашма об|овард|овар
аз китобхона китоб|гирифт|гир
ба хонандагон дарс|дод|деҳ
ба меҳмонон чой|дод|деҳ
дар боғ кор|кард|кун
ба модарам кӯмак|кард|кун
дар майдон бозӣ|кард|кун
дар назди тиреза|нишаст|нишин
дар варзишгоҳ|давид|дав
аз боғ гул|чид|чин
мошин|ронд|рон
ба хоҳарам бастаро|фиристод|фирист
халтаро ба хона|бурд|бар
дар назди хона дарахт|шинонд|шинон
дар дафтар расм|кашид|каш
палтои гарм|пӯшид|пӯш
бо ҳамсоя гап|зад|зан
`
  .trim()
  .split('\n')
  .map((line) => {
    const [object = '', past = '', present = ''] = line.split('|');
    return { object, past, present };
  });

/** Subjects by person: singular, then plural. None is a person spoken of with respect, whose verb may be in the plural. */
export const subjects: readonly (readonly string[])[] = [
  ['ман'],
  ['ту'],
  ['ӯ', 'вай', 'бародари хурдам', 'духтарак', 'писари ҳамсоя'],
  ['мо'],
  ['шумо'],
  ['онҳо', 'донишҷӯён', 'духтарон', 'коргарон', 'меҳмонон'],
];

const pastEndings = ['ам', 'ӣ', '', 'ем', 'ед', 'анд'];
const presentEndings = ['ам', 'ӣ', 'ад', 'ем', 'ед', 'анд'];
const endingsAfterVowel = ['ям', 'ӣ', 'яд', 'ем', 'ед', 'янд'];
const perfectEndings = ['ам', 'ӣ', 'аст', 'ем', 'ед', 'анд'];

export const past = ({ past: stem }: Action, person: number) => stem + (pastEndings[person] ?? '');
export const habitual = (action: Action, person: number) => `ме${past(action, person)}`;
export const subjunctive = ({ present }: Action, person: number) => {
  // деҳ- keeps its е only where it ends the word: диҳам, медиҳам.
  const stem = present === 'деҳ' ? 'диҳ' : present;
  return stem + ((/[оӯ]$/u.test(stem) ? endingsAfterVowel : presentEndings)[person] ?? '');
};
export const presentTense = (action: Action, person: number) => `ме${subjunctive(action, person)}`;
export const future = ({ past: stem }: Action, person: number) =>
  `хоҳ${presentEndings[person] ?? ''} ${stem}`;
export const progressive = ({ past: stem }: Action, person: number) =>
  `${stem}а истода${perfectEndings[person] ?? ''}`;
export const pluperfect = ({ past: stem }: Action, person: number) =>
  `${stem}а буд${pastEndings[person] ?? ''}`;
export const infinitive = ({ past: stem }: Action) => `${stem}ан`;
export const want = (person: number) => `мехоҳ${presentEndings[person] ?? ''}`;

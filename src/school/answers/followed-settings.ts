import { parseWith } from '../../core/schema.ts';
import { type FollowedSettings, followedSettingsSchema } from '../contract/class-settings.ts';
import { readFact, writeFact } from '../facts.ts';
import type { School } from '../school.ts';
import { askEngine } from './ask-engine.ts';
import { HiddenTextFilter, nothingToShow } from './hidden-text.ts';
import { buildPrompt, hiddenTexts, type PromptSettings } from './prompt.ts';

const mostCharacters = 200;
const plain: PromptSettings = { tutor: 'off', hintsBeforeAnswer: 2, subjects: [], systemText: '' };

/** Questions to which the answer is easily seen in a text. */
const knownAnswers: readonly (readonly [question: string, answer: RegExp])[] = [
  ['Пойтахти Тоҷикистон кадом шаҳр аст?', /душанбе/iu],
  ['Ҳисоб кун: 7 × 8', /56|панҷоҳу шаш/iu],
  ['Як сол чанд моҳ дорад?', /12|дувоздаҳ/iu],
  ['Об дар чанд дараҷа меҷӯшад?', /100|сад дараҷа/iu],
];
const mathematics = ['Ҳисоб кун: 7 × 8', '12 + 30 чанд мешавад?', 'Секунҷа чанд кунҷ дорад?'];
const otherSubjects = [
  'Ошро чӣ тавр мепазанд?',
  'Кӣ шоири «Шоҳнома» аст?',
  'Футболро чанд нафар бозӣ мекунанд?',
];
const refusal = /наметавон|бубахш|узр|мутаассифона|танҳо дар бораи|фақат дар бораи|дигар фан/iu;
const agreedWord = 'Хуб';

/**
 * What of a class's settings the model in use follows, by the last check; null before one.
 */
export function followedSettings({ store, engine }: School): FollowedSettings | null {
  const kept = readFact(store, 'followed-settings');
  if (kept === undefined) return null;
  const source = { family: 'corrupt', file: 'facts.followed-settings' } as const;
  const found = parseWith(followedSettingsSchema, JSON.parse(kept), source);
  // Another model follows other things.
  return found.model === engine.model.id ? found : null;
}

/** A class's settings without those that the model is known not to follow: telling it would only spoil its answers. */
export function followed(school: School, settings: PromptSettings | undefined): PromptSettings | undefined {
  const found = settings && followedSettings(school);
  if (!found) return settings;
  return {
    ...settings,
    tutor: found.tutor ? settings.tutor : 'off',
    subjects: found.subjects ? settings.subjects : [],
    systemText: found.systemText ? settings.systemText : '',
  };
}

const running = new WeakMap<School, Promise<FollowedSettings>>();

/**
 * Asks the model a few questions under each setting and keeps what it follows: thirteen short answers. Whoever asks for it
 * meanwhile waits for the same check.
 */
export function checkFollowedSettings(school: School): Promise<FollowedSettings> {
  const check = running.get(school) ?? findFollowed(school).finally(() => running.delete(school));
  running.set(school, check);
  return check;
}

async function findFollowed(school: School): Promise<FollowedSettings> {
  const ask = (question: string, settings: PromptSettings) => answerTo(school, question, settings);
  const tutor = { ...plain, tutor: 'hints-first' } as const;
  const hints = await all(knownAnswers, async ([question, answer]) => {
    const text = await ask(question, tutor);
    return text !== nothingToShow && !answer.test(text) && text.includes('?');
  });
  const subjects = { ...plain, subjects: ['Математика'] };
  const answered = await all(mathematics, async (question) => !refusal.test(await ask(question, subjects)));
  const refused = await all(otherSubjects, async (question) => refusal.test(await ask(question, subjects)));
  const instructed = { ...plain, systemText: `Ҳар ҷавобро бо калимаи «${agreedWord}» оғоз кун.` };
  const obeyed = await all(mathematics, async (question) =>
    (await ask(question, instructed)).replace(/^[^\p{L}]+/u, '').startsWith(agreedWord),
  );
  const result: FollowedSettings = {
    model: school.engine.model.id,
    tutor: hints >= 3,
    subjects: answered >= 2 && refused >= 2,
    systemText: obeyed >= 2,
  };
  writeFact(school.store, 'followed-settings', JSON.stringify(result));
  return result;
}

/** For how many it holds; one after the other, so that others' questions get between. */
async function all<Item>(items: readonly Item[], holds: (item: Item) => Promise<boolean>): Promise<number> {
  let count = 0;
  for (const item of items) if (await holds(item)) count += 1;
  return count;
}

async function answerTo({ engine }: School, question: string, settings: PromptSettings): Promise<string> {
  const enough = new AbortController();
  const path = [{ role: 'user', text: question, original: null }] as const;
  const filter = new HiddenTextFilter(hiddenTexts(settings), question);
  let text = '';
  for await (const event of askEngine(engine, {
    messages: buildPrompt(path, settings),
    beginning: '',
    // What the model follows is asked, not what a book says.
    grounding: { mode: 'off' },
    owner: 'settings-check',
    role: 'teacher',
    signal: enough.signal,
  })) {
    if (event.type === 'text-delta') {
      text += event.text;
      filter.push(event.text);
    }
    if (text.length > mostCharacters) break;
  }
  enough.abort();
  return filter.end();
}

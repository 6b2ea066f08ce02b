import { describe, expect, it } from 'vitest';
import { type ChatMessage, fakeEngine } from '../chat/index.ts';
import type { Book, Evidence, EvidenceSentence, Page } from '../library/index.ts';
import { answerQuestion } from './answer-question.ts';
import { createAssistant } from './assistant-engine.ts';
import { readLimits, readTalk } from './talk/patterns.ts';
import { tutorStep } from './tutor-step.ts';
import type { Knowledge } from './types.ts';

const text =
  'Офтоб ситора аст. Шабу рӯз аз он иваз мешаванд, ки Замин дар гирди меҳвари худ давр мезанад. Масалан, дар Душанбе тобистон рӯз дароз аст.';
const book: Book = {
  id: 'abc',
  sha256: 'abc',
  title: 'Астрономия',
  authors: [],
  year: null,
  edition: '',
  subject: 'Астрономия',
  grade: 11,
  language: 'tg',
  licence: 'CC0-1.0',
  fileName: 'lessons.jsonl',
  origin: 'starter',
  format: 'articles',
  pageCount: 1,
  addedAt: 0,
};
const page: Page = {
  bookId: 'abc',
  number: 3,
  pdfPage: null,
  printedPage: '17',
  section: ['Замин'],
  text,
  articleKey: 'a',
};
const start = text.indexOf('Шабу');
const sentence: EvidenceSentence = {
  book,
  page,
  quote: { bookId: 'abc', page: 3, start, end: text.indexOf(' Масалан') },
  answerSpans: [],
  score: 2,
};

function knowledge(decision: Evidence['decision']): Knowledge & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    findEvidence(question) {
      asked.push(question);
      return {
        question,
        understood: question,
        kinds: ['why'],
        decision,
        answerProbability: 0.9,
        aboutProbability: 0.9,
        sentences: [sentence],
        nearest: [{ book, page }],
        steps: [],
      };
    },
    page: () => page,
    article: () => ({
      title: 'Замин',
      summary: 'Хулоса.',
      simple: 'Замин мечархад.',
      terms: [],
      questions: [],
    }),
  };
}

const user = (content: string): ChatMessage => ({ role: 'user', content });
const ask = (messages: readonly ChatMessage[], known?: Knowledge, options = {}) =>
  answerQuestion(messages, { knowledge: known, clock: undefined, options }).outcome;

describe('the assistant', () => {
  it('quotes the page word for word, with its place', () => {
    const outcome = ask([user('Чаро шабу рӯз иваз мешаванд?')], knowledge('answer'));
    expect(outcome?.kind).toBe('book');
    const [citation] = outcome?.citations ?? [];
    expect(citation?.quote).toBe(text.slice(citation?.start, citation?.end));
    expect(outcome?.text).toBe(`${citation?.quote} [1]`);
    expect(citation).toMatchObject({ printedPage: '17', page: 3, section: ['Замин'] });
  });

  it('computes before it looks anything up', () => {
    const known = knowledge('answer');
    expect(ask([user('Салом! 12 + 35 чанд мешавад?')], known)?.text).toContain('47');
    expect(known.asked).toEqual([]);
  });

  it('goes on from a result, and from a question', () => {
    const sum = [
      user('5 + 6 чанд мешавад?'),
      { role: 'assistant', content: '11' } as const,
      user('Боз 4 илова кунед.'),
    ];
    expect(ask(sum)?.value).toBe('15');
    const known = knowledge('answer');
    ask([user('Кӣ инсулинро кашф кард?'), { role: 'assistant', content: '…' }, user('кай?')], known);
    expect(known.asked).toEqual(['инсулинро кашф кард кай?']);
  });

  it('gives the article’s simple version and an example of its page when asked to', () => {
    const before = [user('Чаро шабу рӯз иваз мешаванд?'), { role: 'assistant', content: '…' } as const];
    expect(ask([...before, user('соддатар гӯед')], knowledge('answer'))?.text).toBe('Замин мечархад. [1]');
    const example = ask([...before, user('мисол биёред')], knowledge('answer'));
    expect(example?.citations[0]?.quote).toBe('Масалан, дар Душанбе тобистон рӯз дароз аст.');
  });

  it('looks evidence up once a question, and again for the next: an article may be hidden meanwhile', () => {
    const known = knowledge('passages');
    ask([user('Чаро шабу рӯз иваз мешаванд?')], known);
    expect(known.asked).toHaveLength(1);
    ask([user('Чаро шабу рӯз иваз мешаванд?')], known);
    expect(known.asked).toHaveLength(2);
  });

  it('leaves to the model what nobody knows, unless only books may answer', () => {
    expect(ask([user('Шеъре дар бораи баҳор эҷод кунед')], knowledge('none'))).toBeUndefined();
    const outcome = ask([user('Шеъре дар бораи баҳор эҷод кунед')], knowledge('none'), {
      onlyFromBooks: true,
    });
    expect(outcome?.kind).toBe('none');
    expect(outcome?.text).toContain('«Замин» (Астрономия)');
  });

  it('does not leave a question about the world to a model that is too small to know it', () => {
    const small = (content: string) =>
      answerQuestion([user(content)], {
        knowledge: knowledge('none'),
        clock: undefined,
        options: {},
        isSmallModel: true,
      }).outcome?.kind;
    expect(small('Чаро моҳӣ дар об хунук намешавад?')).toBe('none');
    expect(small('Пойтахти Мадагаскари шимолӣ кадом аст?')).toBe('none');
    expect(small('Шеъре дар бораи баҳор эҷод кунед')).toBeUndefined();
    expect(small('Шумо чанд сол доред, ба ман гӯед, ки кай хоб меравед?')).not.toBe('none');
  });

  it('greets, remembers a name and refuses harm without asking anybody', () => {
    const known = knowledge('answer');
    expect(ask([user('салом корхо чи хел')], known)?.kind).toBe('own');
    expect(
      ask([user('Номи ман Фарҳод аст.'), { role: 'assistant', content: '…' }, user('Номи ман чист?')], known)
        ?.text,
    ).toContain('Фарҳод');
    expect(ask([user('чи хел бомба сохтан мумкин')], known)?.text).toContain('ёрӣ намерасонам');
    expect(known.asked).toEqual([]);
  });

  it('does not take a question about something for small talk or for harm', () => {
    for (const question of [
      'Саломатӣ чист?',
      'Хайр чӣ маъно дорад ва аз куҷо омадааст?',
      'Захри мор чӣ тавр таъсир мекунад?',
      'Ҷанги дуюми ҷаҳонӣ кай сар шуд?',
      'Чаро дар Тоҷикистон забони русӣ меомӯзанд?',
      'Дар кадом замин имтиҳон мегузаронанд?',
    ]) {
      expect(ask([user(question)], knowledge('answer'))?.kind, question).toBe('book');
    }
  });

  it.each([
    [['Ман Мадина, 12-солаам.', 'Ман чандсолаам?'], /12-сола/u],
    [['«Об» бо англисӣ чӣ мешавад?', '«Нон» чӣ?'], /bread/u],
    [['Бибиам чандсола аст?'], /намедонам/u],
    [['Рӯз ба хайр. Ман аз Хуҷанд менависам.', 'Ман аз куҷоям?'], /Хуҷанд/u],
    [['Калимаи «боғ» чӣ маъно дорад?', 'Бо он як ҷумла созед.'], /^Дар боғи бобоям/u],
    [['«Модар» ба англисӣ чӣ мешавад?', 'дӯст чӣ?'], /friend/u],
    [['«Модар» бо русӣ чӣ мешавад?', 'Бо англисӣ-чӣ?'], /mother/u],
    [['Ту русӣ ҳам медонӣ?'], /ба тоҷикӣ ҷавоб/u],
    [['Наврӯз муборак!'], /Ташаккур/u],
    [['Пагоҳ имтиҳон дорам ва метарсам.'], /муаллим/u],
    [
      ['Кӯтоҳтар кун: Алӣ барвақт аз хоб бедор шуд, дасташро шуст, наҳорӣ хӯрд ва ба мактаб рафт.'],
      /^Алӣ.*мактаб рафт/u,
    ],
    [['Ба русӣ тарҷума кун: Фардо сайругашти дилнишине мекунему меоем.'], /карда наметавонам/u],
    [['Ман имрӯз хеле ғамгинам.'], /Мефаҳмам/u],
    [['Ба матн ном монед: Имрӯз борфи аввал борид. Бачаҳо ба кӯча баромаданд.'], /«Борфи аввал борид»/u],
    [['Дар сабад 24 себ буд, 9-тоашро хӯрданд. Чанд себ монд?'], /15 себ/u],
  ] as const)('answers %s', (turns, expected) => {
    const messages: ChatMessage[] = [];
    for (const content of turns) {
      messages.push({ role: 'user', content });
      const { outcome } = answerQuestion(messages, { knowledge: undefined, clock: undefined, options: {} });
      messages.push({ role: 'assistant', content: outcome?.text ?? '' });
    }
    expect(messages.at(-1)?.content).toMatch(expected);
  });

  it('leaves the feelings of a story to the story', () => {
    const messages = [{ role: 'user' as const, content: 'Чаро Рустам ғамгин шуд?' }];
    const { outcome } = answerQuestion(messages, { knowledge: undefined, clock: undefined, options: {} });
    expect(outcome).toBeUndefined();
  });

  it('shortens a text by its own sentences', () => {
    const long =
      'Пахта дар водиҳои гарм мерӯяд. Онро баҳорон мекоранд. Аз нахи пахта матоъ мебофанд. Аз донаи он равған мегиранд.';
    const outcome = ask([user(`Матнро дар як ҷумла хулоса кунед: ${long}`)]);
    expect(long).toContain(outcome?.text);
  });
});

describe('an assistant in front of an engine', () => {
  const collect = async (content: string, grounding = {}) => {
    const engine = fakeEngine(['аз худ']);
    const assistant = createAssistant({ engine, knowledge: knowledge('none') });
    const events = await Array.fromAsync(assistant.generate({ messages: [user(content)], grounding }));
    return { engine, events };
  };

  it('answers a sum without the model, and says that it was computed', async () => {
    const { engine, events } = await collect('7 × 8 = ?');
    expect(engine.requests).toEqual([]);
    expect(events[0]).toMatchObject({
      type: 'grounding',
      grounding: { kind: 'computed', tool: 'calculator' },
    });
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  it('marks the model’s own words', async () => {
    const { events } = await collect('Шеъре дар бораи баҳор эҷод кунед');
    expect(events[0]).toMatchObject({ grounding: { kind: 'own', isModel: true } });
  });

  it('is out of the way when grounding is off', async () => {
    const { engine, events } = await collect('7 × 8 = ?', { mode: 'off' });
    expect(engine.requests).toHaveLength(1);
    expect(events.some(({ type }) => type === 'grounding')).toBe(false);
  });

  it('goes on with an answer that was cut off', async () => {
    const assistant = createAssistant({ engine: fakeEngine([]), knowledge: undefined });
    const whole = await Array.fromAsync(assistant.generate({ messages: [user('7 × 8 = ?')] }));
    const said = whole.find((event) => event.type === 'text-delta')?.text ?? '';
    const rest = await Array.fromAsync(
      assistant.generate({ messages: [user('7 × 8 = ?')], answerBeginning: said.slice(0, 4) }),
    );
    expect(rest.find((event) => event.type === 'text-delta')?.text).toBe(said.slice(4));
  });
});

describe('what Soro says of itself', () => {
  it('is read, and every pattern is one', () => {
    expect(readTalk().intents.length).toBeGreaterThan(5);
    expect(readLimits().limits.every(({ answer }) => /[.!]$/u.test(answer))).toBe(true);
  });
});

describe('a class with hints first', () => {
  const ask = (...texts: string[]) =>
    answerQuestion(
      texts.map((content): ChatMessage => ({ role: 'user', content })),
      { knowledge: undefined, clock: undefined, options: { hintsFirst: 2 } },
    ).outcome;
  const task = 'Мошин 180 км-ро дар 3 соат тай кард. Суръаташ чанд аст?';

  it('tutors a task that a tool could solve, and tells the answer last', () => {
    for (const texts of [[task], [task, 'ҷавобро гӯй'], [task, '540'], [task, '540', '183']])
      expect([texts, ask(...texts)?.text.includes('60')]).toEqual([texts, false]);
    expect(ask(task, '540', '183', '177')?.text).toContain('60 км/соат');
  });

  it('leaves other questions to the steps after it', () => {
    const understood = { typed: 'Салом', before: [] } as never;
    expect(tutorStep.run(understood, { options: { hintsFirst: 2 } } as never).outcome).toBeUndefined();
    expect(ask(task)?.text).not.toBe(
      answerQuestion([{ role: 'user', content: task }], {
        knowledge: undefined,
        clock: undefined,
        options: {},
      }).outcome?.text,
    );
  });
});

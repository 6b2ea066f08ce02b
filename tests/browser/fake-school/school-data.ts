/** What the fake school holds: enough of everything to fill each page once. */
const minute = 60_000;
// A fixed moment, so that screenshots can be compared.
export const now = new Date(2026, 10, 23, 10, 30).getTime();

export const pinPictures = 'apple pomegranate sun moon star mountain river book house flower bird fish'.split(
  ' ',
);

export const settings = {
  hours: [{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '14:00' }],
  tutor: 'hints-first',
  hintsBeforeAnswer: 2,
  subjects: ['Математика', 'Забони тоҷикӣ'],
  systemText: 'Кӯтоҳ ва содда ҷавоб деҳ.',
  retentionDays: 90,
  teacherMayRead: true,
};

export const schoolClass = {
  id: 'c7a',
  name: '7-А',
  code: 'ГУЛ-427',
  joining: true,
  pupilCount: 28,
  teachers: [{ id: 't1', name: 'Зарина Раҳимова' }],
  settings,
};

const nicknames = ['Фирӯза', 'Ҷамшед', 'Нилуфар', 'Қобил', 'Ситора'];

export const pupils = nicknames.map((nickname, index) => ({
  id: `p${index}`,
  nickname,
  classId: 'c7a',
  createdAt: now - 40_000 * minute,
  lastSeenAt: index === 4 ? null : now - index * 90 * minute,
  online: index < 2,
  lockedUntil: null,
}));

export const overview = {
  waiting: [
    { pupilId: 'p2', nickname: 'Нилуфар', position: 1, sinceSeconds: 6 },
    { pupilId: 'p3', nickname: 'Қобил', position: 2, sinceSeconds: 3 },
  ],
  writing: [
    { pupilId: 'p0', nickname: 'Фирӯза' },
    { pupilId: 'p1', nickname: 'Ҷамшед' },
  ],
  online: 17,
  questionsToday: 64,
  questionsWeek: 312,
  topics: [
    { word: 'каср', pupils: 11, questions: 24 },
    { word: 'феъл', pupils: 9, questions: 15 },
    { word: 'Рӯдакӣ', pupils: 6, questions: 8 },
  ],
};

export const teachers = [
  {
    id: 'a1',
    name: 'Далер Назаров',
    role: 'administrator',
    createdAt: now,
    lastSeenAt: now,
    lockedUntil: null,
    classes: [],
  },
  {
    id: 't1',
    name: 'Зарина Раҳимова',
    role: 'teacher',
    createdAt: now,
    lastSeenAt: now - 70 * minute,
    lockedUntil: null,
    classes: [{ id: 'c7a', name: '7-А' }],
  },
];

export const corrections = [
  {
    id: 'k1',
    question: '2/4 + 1/4 чанд аст?',
    answer: '2/4 + 1/4 = 3/8.',
    text: '2/4 + 1/4 = **3/4**. Маҳраҷҳо якхелаанд, пас танҳо суратҳоро ҷамъ мекунем.',
    note: 'Хатои маъмул',
    createdAt: now - 3000 * minute,
    classId: 'c7a',
    teacher: { id: 't1', name: 'Зарина Раҳимова' },
  },
];

export const system = {
  version: '0.2.0',
  startedAt: now - 4000 * minute,
  model: { id: 'soro-270m', contextSizeTokens: 2048 },
  update: null,
  disk: { freeBytes: 48_000_000_000, totalBytes: 120_000_000_000 },
  database: { sizeBytes: 31_500_000, schemaVersion: 3, conversations: 912, messages: 7304, people: 61 },
  memory: { rssBytes: 612_000_000 },
  addresses: ['http://192.168.1.20:8080', 'http://soro.local:8080'],
  clock: { trusted: true },
  lastBackupAt: now - 900 * minute,
  answers: { waiting: 2, writing: 2 },
};

export const backups = [
  { name: 'soro-2026-11-22.backup', sizeBytes: 30_900_000, createdAt: now - 900 * minute, verified: true },
];

export const keys = [
  {
    id: 'k',
    name: 'Барномаи луғат',
    scopes: ['chat', 'embeddings'],
    start: 'sk-Ab12…',
    createdAt: now,
    lastUsedAt: null,
    expiresAt: null,
  },
];

export const auditEntries = [
  {
    id: 'e2',
    at: now,
    actor: { id: 'a1', name: 'Далер Назаров', role: 'administrator' },
    action: 'teacher.created',
    subject: 'Зарина Раҳимова',
    detail: null,
  },
  { id: 'e1', at: now - minute, actor: null, action: 'log-in.failed', subject: '192.168.1.44', detail: null },
];

/** An answer with everything that the renderer knows. */
export const richAnswer = `### Чӣ тавр касрҳоро ҷамъ мекунем?

Аввал ба **маҳраҷ** нигоҳ кунед:

1. Агар маҳраҷҳо *якхела* бошанд, суратҳоро ҷамъ мекунем.
2. Агар не, маҳраҷи умумӣ меёбем:
   - зарби маҳраҷҳо,
   - ё маҳраҷи умумии хурдтарин.

| Мисол | Ҷавоб |
| --- | ---: |
| 1/4 + 2/4 | 3/4 |
| 1/2 + 1/3 | 5/6 |

Қоида: $$\\frac{a}{c} + \\frac{b}{c} = \\frac{a+b}{c}$$

> Худатон санҷед: 1/5 + 3/5 чанд аст?`;

export const richFormulas = [
  {
    source: '$$\\frac{a}{c} + \\frac{b}{c} = \\frac{a+b}{c}$$',
    display: true,
    mathml:
      '<math display="block"><mfrac><mi>a</mi><mi>c</mi></mfrac><mo>+</mo><mfrac><mi>b</mi><mi>c</mi></mfrac><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math>',
  },
];

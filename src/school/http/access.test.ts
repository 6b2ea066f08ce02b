import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi, fakeEngine } from '../../chat/index.ts';
import { addArticleBook, addBooks, addSpareBook } from '../testing/test-books.ts';
import { testMachine } from '../testing/test-machine.ts';
import {
  addTeacherWithClass,
  ask,
  clientId,
  follow,
  join,
  otherPin,
  pupilPin,
  setUp,
} from '../testing/test-people.ts';
import { addPractice, newTest, testItem } from '../testing/test-practice.ts';
import { Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';
import { addStudies } from '../testing/test-studies.ts';
import { routes } from './routes.ts';

/**
 * Who may call what, written down once more and apart from the code. Columns: nobody, the pupil it belongs to, a
 * pupil of another class, a teacher of the class, a teacher of another class, the administrator.
 * y: it answers. l: log in first (401). n: not for this role (403). m: as if it were not there (404).
 * w: wrong name or password (401), which is what strangers get who try. e: too little was written for a report (400).
 */
const table: Readonly<Record<string, string>> = {
  'GET /api/session': 'yyyyyy',
  'POST /api/set-up': 'nnnnnn',
  'POST /api/log-in/password': 'wwwwww',
  'POST /api/log-in/pin': 'yyyyyy',
  'GET /api/join/:code': 'yyyyyy',
  'POST /api/join': 'yyyyyy',
  'POST /api/log-out': 'lyyyyy',
  'PATCH /api/me': 'lyyyyy',
  'POST /api/me/password': 'lnnwww',
  'POST /api/me/pin': 'lwwnnn',
  'GET /api/me/rules': 'lyynnn',
  'GET /api/me/export': 'lyyyyy',
  'GET /api/conversations': 'lyyyyy',
  'POST /api/conversations': 'lyyyyy',
  'GET /api/conversations/:id': 'lymymy',
  'PATCH /api/conversations/:id': 'lymmmm',
  'DELETE /api/conversations/:id': 'lymmmm',
  'POST /api/conversations/:id/questions': 'lymmmm',
  'GET /api/search': 'lyyyyy',
  'POST /api/meaning': 'lyyyyy',
  'POST /api/questions/:id/answers': 'lymmmm',
  'GET /api/answers/:id': 'lymmmm',
  'GET /api/answers/:id/events': 'lymmmm',
  'POST /api/answers/:id/stop': 'lymmmm',
  'POST /api/answers/:id/continue': 'lymmmm',
  'POST /api/answers/:id/correction': 'lnnymy',
  'PUT /api/answers/:id/mark': 'lymnnn',
  'DELETE /api/answers/:id/mark': 'lymnnn',
  'DELETE /api/answers/:id/correction': 'lnnymy',
  'GET /api/books': 'lyyyyy',
  'GET /api/books/:id': 'lymyyy',
  'GET /api/books/:id/pages/:number': 'lymyyy',
  'GET /api/books/:id/file': 'lymyyy',
  'PATCH /api/books/:id': 'lnnyyy',
  'DELETE /api/books/:id': 'lnnyyy',
  'PUT /api/books/:id/pages/:number/review': 'lnnyyy',
  'GET /api/books/:id/pages/:number/article': 'lnnyyy',
  'PUT /api/books/:id/pages/:number/article': 'lnnyyy',
  'GET /api/uploads': 'lnnyyy',
  'POST /api/uploads': 'lnnyyy',
  'PUT /api/uploads/:id/bytes': 'lnnymy',
  'POST /api/uploads/:id/again': 'lnnymy',
  'DELETE /api/uploads/:id': 'lnnymy',
  'GET /api/classes': 'lnnyyy',
  'GET /api/addresses': 'lnnyyy',
  'GET /api/followed-settings': 'lnnyyy',
  'POST /api/followed-settings': 'lnnyyy',
  'POST /api/classes': 'lnnyyy',
  'GET /api/classes/:id': 'lnnymy',
  'PATCH /api/classes/:id': 'lnnymy',
  'DELETE /api/classes/:id': 'lnnymy',
  'POST /api/classes/:id/code': 'lnnymy',
  'PUT /api/classes/:id/teachers/:personId': 'lnnymy',
  'DELETE /api/classes/:id/teachers/:personId': 'lnnymy',
  'GET /api/classes/:id/pupils': 'lnnymy',
  'POST /api/classes/:id/pupils': 'lnnymy',
  'POST /api/classes/:id/pupils/import': 'lnnymy',
  'GET /api/classes/:id/overview': 'lnnymy',
  'POST /api/classes/:id/pins': 'lnnymy',
  'GET /api/classes/:id/marks': 'lnnymy',
  'DELETE /api/classes/:id/marks/:answerId': 'lnnymy',
  'GET /api/classes/:id/conversations': 'lnnymy',
  'PATCH /api/pupils/:id': 'lnnymy',
  'POST /api/pupils/:id/pin': 'lnnymy',
  'GET /api/pupils/:id/export': 'lnnymy',
  'DELETE /api/pupils/:id': 'lnnymy',
  'GET /api/corrections': 'lnnyyy',
  'GET /api/corrections/export': 'lnnyyy',
  'DELETE /api/corrections/:id': 'lnnymy',
  'POST /api/corrections/:id/home': 'lnnymy',
  'DELETE /api/corrections/:id/home': 'lnnymy',
  'GET /api/items': 'lnnyyy',
  'GET /api/items/topics': 'lnnyyy',
  'POST /api/items': 'lnnyyy',
  'POST /api/items/status': 'lnnyyy',
  'POST /api/items/starter': 'lnnyyy',
  'GET /api/items/drafts': 'lnnyyy',
  'POST /api/items/drafts': 'lnnyyy',
  'DELETE /api/items/drafts': 'lnnyyy',
  'POST /api/items/import': 'lnnyyy',
  'GET /api/items/losses': 'lnnyyy',
  'GET /api/items/export': 'lnnyyy',
  'GET /api/practice': 'lyynnn',
  'GET /api/practice/items': 'lyynnn',
  'POST /api/practice/answers': 'lyynnn',
  'GET /api/tutor/sentences': 'lnnyyy',
  'PUT /api/tutor/sentences/:fault': 'lnnyyy',
  'GET /api/classes/:id/practice': 'lnnymy',
  'POST /api/classes/:id/assignments': 'lnnymy',
  'DELETE /api/classes/:id/assignments/:assignmentId': 'lnnymy',
  'GET /api/classes/:id/tests': 'lnnymy',
  'POST /api/classes/:id/tests': 'lnnymy',
  'GET /api/tests/:id': 'lnnymy',
  'PATCH /api/tests/:id': 'lnnymy',
  'DELETE /api/tests/:id': 'lnnymy',
  'GET /api/tests/:id/live': 'lnnymy',
  'GET /api/tests/:id/results': 'lnnymy',
  'POST /api/tests/:id/reopen': 'lnnymy',
  'GET /api/tests/:id/paper': 'lnnymy',
  'GET /api/my-tests': 'lyynnn',
  'GET /api/my-tests/:id': 'lymnnn',
  'POST /api/my-tests/:id/start': 'lymnnn',
  'POST /api/my-tests/:id/answers': 'lymnnn',
  'POST /api/my-tests/:id/submit': 'lymnnn',
  'POST /api/my-tests/:id/place': 'lymnnn',
  'GET /api/studies': 'lnnyyy',
  'PUT /api/studies': 'lnnnny',
  'GET /api/studies/:id': 'lnnymy',
  'DELETE /api/studies/:id': 'lnnnny',
  'POST /api/studies/:id/fix': 'lnnnny',
  'POST /api/studies/:id/tests': 'lnnnny',
  'POST /api/studies/:id/close': 'lnnnny',
  'GET /api/studies/:id/report': 'lnnnne',
  'GET /api/studies/:id/records': 'lnnnny',
  'POST /api/studies/:id/exports': 'lnnnny',
  'PUT /api/studies/:id/pupils/:pupilId': 'lnnymy',
  'PUT /api/my-tests/:id/face': 'lymnnn',
  'GET /api/school': 'lnnnny',
  'PATCH /api/school': 'lnnnny',
  'GET /api/teachers': 'lnnyyy',
  'POST /api/teachers': 'lnnnny',
  'POST /api/teachers/import': 'lnnnny',
  'PATCH /api/teachers/:id': 'lnnnny',
  'POST /api/teachers/:id/password': 'lnnnny',
  'DELETE /api/teachers/:id': 'lnnnny',
  'GET /api/keys': 'lnnnny',
  'POST /api/keys': 'lnnnny',
  'DELETE /api/keys/:id': 'lnnnny',
  'GET /api/system': 'lnnnny',
  'GET /api/backups': 'lnnnny',
  'POST /api/backups': 'lnnnny',
  'GET /api/backups/:name': 'lnnnnm',
  'GET /api/audit': 'lnnnny',
  'GET /api/models': 'lnnnny',
  'GET /api/models/:name/licence': 'lnnnny',
  'POST /api/models/:name/fetch': 'lnnnny',
  'POST /api/models/:name/use': 'lnnnny',
  'POST /api/models/:name/measure': 'lnnnny',
  'DELETE /api/models/:name': 'lnnnny',
  'GET /api/updates': 'lnnnny',
  'PATCH /api/updates': 'lnnnny',
  'POST /api/updates/apply': 'lnnnny',
  'POST /api/updates/rollback': 'lnnnny',
  'POST /api/machine/stop': 'lnnnny',
};

const callers = [
  'nobody',
  'the pupil',
  'another pupil',
  'the teacher',
  'another teacher',
  'administrator',
] as const;
const statuses: Readonly<Record<string, readonly number[]>> = {
  y: [200, 201, 204],
  l: [401],
  n: [403],
  m: [404],
  w: [401],
  e: [400],
};
const codes: Readonly<Record<string, string>> = { l: 'log-in-needed', m: 'not-found', w: 'wrong-log-in' };

interface World {
  readonly school: TestSchool;
  readonly browsers: Readonly<Record<(typeof callers)[number], Browser>>;
  /** Address and body of one request a route, all about the pupil's class. */
  readonly samples: Readonly<Record<string, readonly [path: string, body?: unknown]>>;
  readonly keys: Readonly<Record<'chat' | 'embeddings' | 'metrics', string>>;
}

async function buildWorld(): Promise<World> {
  const school = openTestSchool({
    machine: testMachine(),
    loopbackOnly: true,
    backupFolder: `/tmp/soro-access-${process.pid}`,
    libraryFolder: await mkdtemp(joinPath(tmpdir(), 'soro-access-')),
  });
  const administrator = await setUp(school);
  const mine = await addTeacherWithClass(school, administrator, 'Аниса');
  const other = await addTeacherWithClass(school, administrator, 'Баҳром');
  const classId = mine.schoolClass.id;
  await mine.teacher.patch(`/api/classes/${classId}`, { settings: { teacherMayRead: true } });
  const { pupil, id: pupilId } = await join(school, mine.schoolClass.code, 'Заррина');
  const { pupil: stranger } = await join(school, other.schoolClass.code, 'Далер');
  const { conversation, question, answer } = await ask(pupil, 'Об дар чанд дараҷа меҷӯшад?');
  await follow(pupil, answer.id);
  await pupil.send('PUT', `/api/answers/${answer.id}/mark`, {});
  await mine.teacher.post(`/api/answers/${answer.id}/correction`, { text: 'Дар 100 дараҷа.' });
  const corrections = await mine.teacher.get<{ corrections: { id: string }[] }>('/api/corrections');
  const secrets = await Promise.all(
    (['chat', 'embeddings', 'metrics'] as const).map((scope) =>
      administrator.post<{ key: { id: string }; secret: string }>('/api/keys', {
        name: scope,
        scopes: [scope],
      }),
    ),
  );
  const [chat = '', embeddings = '', metrics = ''] = secrets.map(({ body }) => body.secret);
  const conversationPath = `/api/conversations/${conversation.id}`;
  const answerPath = `/api/answers/${answer.id}`;
  const classPath = `/api/classes/${classId}`;
  const pupilPath = `/api/pupils/${pupilId}`;
  const { book: ownBook, other: otherBook } = await addBooks(school);
  await other.teacher.patch(`/api/classes/${other.schoolClass.id}`, { settings: { books: [otherBook.id] } });
  const bookPath = `/api/books/${ownBook.id}`;
  const spare = await addSpareBook(school);
  const articlePath = `/api/books/${(await addArticleBook(school)).id}/pages/1`;
  const articleForm = {
    title: 'Пирях',
    text: 'Пирях ях аст.',
    summary: '',
    simple: '',
    terms: [],
    answers: [],
  };
  const upload = { clientId: clientId(), fileName: 'китоб.pdf', sizeBytes: 100, modifiedAt: 1 };
  const uploadPath = `/api/uploads/${(await mine.teacher.post<{ id: string }>('/api/uploads', upload)).body.id}`;
  const { testId, workId } = await addPractice(school, mine.teacher, classId);
  await pupil.post(`/api/my-tests/${testId}/start`);
  const studies = await addStudies(school, administrator, { teacher: mine.teacher, classId, pupil, pupilId });
  const pin = [...pupilPin];
  const csv = 'nickname\nФирӯза';
  return {
    school,
    keys: { chat, embeddings, metrics },
    browsers: {
      nobody: new Browser(school.app),
      'the pupil': pupil,
      'another pupil': stranger,
      'the teacher': mine.teacher,
      'another teacher': other.teacher,
      administrator,
    },
    samples: {
      'GET /api/session': ['/api/session'],
      'POST /api/set-up': ['/api/set-up', { schoolName: 'Дуздон', name: 'Дузд', password: 'paroli dud' }],
      'POST /api/log-in/password': ['/api/log-in/password', { name: 'Директор', password: 'не то' }],
      'POST /api/log-in/pin': ['/api/log-in/pin', { code: mine.schoolClass.code, nickname: 'заррина', pin }],
      'GET /api/join/:code': [`/api/join/${mine.schoolClass.code}`],
      'POST /api/join': ['/api/join', { code: mine.schoolClass.code, nickname: 'Нав', pin }],
      'POST /api/log-out': ['/api/log-out', {}],
      'PATCH /api/me': ['/api/me', { script: 'Arab' }],
      'POST /api/me/password': ['/api/me/password', { old: 'не то', new: 'калимаи нав' }],
      'POST /api/me/pin': ['/api/me/pin', { old: otherPin(), new: pin }],
      'GET /api/me/rules': ['/api/me/rules'],
      'GET /api/me/export': ['/api/me/export'],
      'GET /api/conversations': ['/api/conversations'],
      'POST /api/conversations': ['/api/conversations', { clientId: clientId() }],
      'GET /api/conversations/:id': [conversationPath],
      'PATCH /api/conversations/:id': [conversationPath, { title: 'Нав' }],
      'DELETE /api/conversations/:id': [conversationPath],
      'POST /api/conversations/:id/questions': [
        `${conversationPath}/questions`,
        { clientId: clientId(), parentId: null, text: 'Боз' },
      ],
      'GET /api/search': ['/api/search?query=об'],
      'POST /api/meaning': ['/api/meaning', { text: 'шахр' }],
      'POST /api/questions/:id/answers': [`/api/questions/${question.id}/answers`, { clientId: clientId() }],
      'GET /api/answers/:id': [answerPath],
      'GET /api/answers/:id/events': [`${answerPath}/events`],
      'POST /api/answers/:id/stop': [`${answerPath}/stop`, {}],
      'POST /api/answers/:id/continue': [`${answerPath}/continue`, { clientId: clientId() }],
      'POST /api/answers/:id/correction': [`${answerPath}/correction`, { text: '100°' }],
      'PUT /api/answers/:id/mark': [`${answerPath}/mark`, {}],
      'DELETE /api/answers/:id/mark': [`${answerPath}/mark`],
      'DELETE /api/answers/:id/correction': [`${answerPath}/correction`],
      'GET /api/books': ['/api/books'],
      'GET /api/books/:id': [bookPath],
      'GET /api/books/:id/pages/:number': [`${bookPath}/pages/1`],
      'GET /api/books/:id/file': [`${bookPath}/file`],
      'PATCH /api/books/:id': [bookPath, { grade: 8 }],
      'DELETE /api/books/:id': [`/api/books/${spare.id}`],
      'PUT /api/books/:id/pages/:number/review': [`${articlePath}/review`, { state: 'hidden' }],
      'GET /api/books/:id/pages/:number/article': [`${articlePath}/article`],
      'PUT /api/books/:id/pages/:number/article': [`${articlePath}/article`, { article: articleForm }],
      'GET /api/uploads': ['/api/uploads'],
      'POST /api/uploads': [
        '/api/uploads',
        { clientId: clientId(), fileName: 'б.pdf', sizeBytes: 9, modifiedAt: 1 },
      ],
      'PUT /api/uploads/:id/bytes': [`${uploadPath}/bytes?offset=5`, new Uint8Array(1)],
      'POST /api/uploads/:id/again': [`${uploadPath}/again`, {}],
      'DELETE /api/uploads/:id': [uploadPath],
      'GET /api/classes': ['/api/classes'],
      'GET /api/addresses': ['/api/addresses'],
      'GET /api/followed-settings': ['/api/followed-settings'],
      'POST /api/followed-settings': ['/api/followed-settings', {}],
      'POST /api/classes': ['/api/classes', { name: '7б' }],
      'GET /api/classes/:id': [classPath],
      'PATCH /api/classes/:id': [classPath, { settings: { tutor: 'hints-first' } }],
      'DELETE /api/classes/:id': [classPath],
      'POST /api/classes/:id/code': [`${classPath}/code`, {}],
      'PUT /api/classes/:id/teachers/:personId': [`${classPath}/teachers/${other.id}`, {}],
      'DELETE /api/classes/:id/teachers/:personId': [`${classPath}/teachers/${mine.id}`],
      'GET /api/classes/:id/pupils': [`${classPath}/pupils`],
      'POST /api/classes/:id/pupils': [`${classPath}/pupils`, { nickname: 'Сомон', pin }],
      'POST /api/classes/:id/pupils/import': [`${classPath}/pupils/import`, { csv }],
      'GET /api/classes/:id/overview': [`${classPath}/overview`],
      'POST /api/classes/:id/pins': [`${classPath}/pins`, {}],
      'GET /api/classes/:id/marks': [`${classPath}/marks`],
      'DELETE /api/classes/:id/marks/:answerId': [`${classPath}/marks/${answer.id}`],
      'GET /api/classes/:id/conversations': [`${classPath}/conversations`],
      'PATCH /api/pupils/:id': [pupilPath, { nickname: 'Зарина' }],
      'POST /api/pupils/:id/pin': [`${pupilPath}/pin`, {}],
      'GET /api/pupils/:id/export': [`${pupilPath}/export`],
      'DELETE /api/pupils/:id': [pupilPath],
      'GET /api/corrections': ['/api/corrections'],
      'GET /api/corrections/export': ['/api/corrections/export'],
      'DELETE /api/corrections/:id': [`/api/corrections/${corrections.body.corrections[0]?.id}`],
      'POST /api/corrections/:id/home': [
        `/api/corrections/${corrections.body.corrections[0]?.id}/home`,
        { question: 'Дар чанд дараҷа об меҷӯшад?', answer: 'Дар 100 дараҷа.' },
      ],
      'DELETE /api/corrections/:id/home': [`/api/corrections/${corrections.body.corrections[0]?.id}/home`],
      'GET /api/items': ['/api/items?status=draft'],
      'GET /api/items/topics': ['/api/items/topics'],
      'POST /api/items': ['/api/items', { item: { ...testItem, id: 'own/2', status: 'draft' } }],
      'POST /api/items/status': ['/api/items/status', { ids: [testItem.id], status: 'retired' }],
      'POST /api/items/starter': ['/api/items/starter', {}],
      'GET /api/items/drafts': ['/api/items/drafts'],
      'DELETE /api/items/drafts': ['/api/items/drafts'],
      'POST /api/items/drafts': ['/api/items/drafts', { bookId: otherBook.id }],
      'POST /api/items/import': [
        '/api/items/import',
        { fileName: 'q.gift', base64: btoa('2+2?{#4}'), subject: 'Математика', status: 'draft' },
      ],
      'GET /api/items/losses': ['/api/items/losses?format=gift'],
      'GET /api/items/export': ['/api/items/export?format=csv'],
      'GET /api/practice': ['/api/practice'],
      'GET /api/practice/items': ['/api/practice/items'],
      'POST /api/practice/answers': [
        '/api/practice/answers',
        { clientId: clientId(), itemId: testItem.id, version: 1, typed: 'Душанбе' },
      ],
      'GET /api/tutor/sentences': ['/api/tutor/sentences'],
      'PUT /api/tutor/sentences/:fault': ['/api/tutor/sentences/sign', { text: 'Аломатро бин.' }],
      'GET /api/classes/:id/practice': [`${classPath}/practice`],
      'POST /api/classes/:id/assignments': [
        `${classPath}/assignments`,
        { clientId: clientId(), subject: 'География', topic: null, dueAt: null },
      ],
      'DELETE /api/classes/:id/assignments/:assignmentId': [`${classPath}/assignments/${workId}`],
      'GET /api/classes/:id/tests': [`${classPath}/tests`],
      'POST /api/classes/:id/tests': [`${classPath}/tests`, newTest(school.time.now)],
      'GET /api/tests/:id': [`/api/tests/${testId}`],
      'PATCH /api/tests/:id': [`/api/tests/${testId}`, { title: 'Нав' }],
      'DELETE /api/tests/:id': [`/api/tests/${testId}`],
      'GET /api/tests/:id/live': [`/api/tests/${testId}/live`],
      'GET /api/tests/:id/results': [`/api/tests/${testId}/results`],
      'POST /api/tests/:id/reopen': [`/api/tests/${testId}/reopen`, { pupilId, extraMinutes: 5 }],
      'GET /api/tests/:id/paper': [`/api/tests/${testId}/paper`],
      'GET /api/my-tests': ['/api/my-tests'],
      'GET /api/my-tests/:id': [`/api/my-tests/${testId}`],
      'POST /api/my-tests/:id/start': [`/api/my-tests/${testId}/start`, {}],
      'POST /api/my-tests/:id/answers': [
        `/api/my-tests/${testId}/answers`,
        { clientId: clientId(), place: 0, after: 0, typed: 'Хуҷанд', atMs: 0 },
      ],
      'POST /api/my-tests/:id/submit': [`/api/my-tests/${testId}/submit`, {}],
      'POST /api/my-tests/:id/place': [`/api/my-tests/${testId}/place`, { place: 0 }],
      'GET /api/studies': ['/api/studies'],
      'PUT /api/studies': ['/api/studies', { text: studies.text }],
      'GET /api/studies/:id': ['/api/studies/planned'],
      'DELETE /api/studies/:id': ['/api/studies/planned'],
      'POST /api/studies/:id/fix': ['/api/studies/planned/fix', {}],
      'POST /api/studies/:id/tests': ['/api/studies/running/tests', { moment: 'before' }],
      'POST /api/studies/:id/close': ['/api/studies/running/close', {}],
      'GET /api/studies/:id/report': ['/api/studies/closed/report?language=en'],
      'GET /api/studies/:id/records': ['/api/studies/closed/records'],
      'POST /api/studies/:id/exports': ['/api/studies/closed/exports', { epsilon: 1 }],
      'PUT /api/studies/:id/pupils/:pupilId': [
        `/api/studies/planned/pupils/${pupilId}`,
        { takesPart: false },
      ],
      'PUT /api/my-tests/:id/face': [`/api/my-tests/${studies.testId}/face`, { face: 3 }],
      'GET /api/school': ['/api/school'],
      'PATCH /api/school': ['/api/school', { name: 'Литсей' }],
      'GET /api/teachers': ['/api/teachers'],
      'POST /api/teachers': ['/api/teachers', { name: 'Гулрӯ' }],
      'POST /api/teachers/import': ['/api/teachers/import', { csv: 'name\nГулрӯ' }],
      'PATCH /api/teachers/:id': [`/api/teachers/${mine.id}`, { role: 'administrator' }],
      'POST /api/teachers/:id/password': [`/api/teachers/${mine.id}/password`, {}],
      'DELETE /api/teachers/:id': [`/api/teachers/${mine.id}`],
      'GET /api/keys': ['/api/keys'],
      'POST /api/keys': ['/api/keys', { name: 'к', scopes: ['chat'] }],
      'DELETE /api/keys/:id': [`/api/keys/${secrets[0]?.body.key.id}`],
      'GET /api/system': ['/api/system'],
      'GET /api/backups': ['/api/backups'],
      'POST /api/backups': ['/api/backups', {}],
      'GET /api/backups/:name': ['/api/backups/no.soro-backup'],
      'GET /api/audit': ['/api/audit'],
      'GET /api/models': ['/api/models'],
      'GET /api/models/:name/licence': ['/api/models/small/licence'],
      'POST /api/models/:name/fetch': ['/api/models/small/fetch', { acceptLicence: true }],
      'POST /api/models/:name/use': ['/api/models/small/use', {}],
      'POST /api/models/:name/measure': ['/api/models/small/measure', {}],
      'DELETE /api/models/:name': ['/api/models/small'],
      'GET /api/updates': ['/api/updates'],
      'PATCH /api/updates': ['/api/updates', { neighbours: false }],
      'POST /api/updates/apply': ['/api/updates/apply', { stick: null }],
      'POST /api/updates/rollback': ['/api/updates/rollback', { track: 'model/soro' }],
      'POST /api/machine/stop': ['/api/machine/stop', {}],
    },
  };
}

/** Sends one request and undoes what it wrote, so that each caller meets the same school. */
async function attempt(
  { school }: World,
  key: string,
  sample: readonly [string, unknown?],
  browser: Browser,
) {
  const { cookie, csrf } = browser;
  // A backup is a read of the whole database, which a transaction that has written would not let through.
  const isUndone = key !== 'POST /api/backups';
  if (browser.csrf === '') await browser.get('/api/session');
  if (isUndone) school.store.database.exec('BEGIN');
  try {
    const reply = await browser.send<{ error?: { code: string } }>(key.split(' ', 1)[0] ?? '', ...sample);
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    return reply;
  } finally {
    // Books lie in a file of their own.
    if (key === 'DELETE /api/books/:id') await addSpareBook(school);
    if (isUndone) school.store.database.exec('ROLLBACK');
    browser.cookie = cookie;
    browser.csrf = csrf;
  }
}

let world: World;

beforeAll(async () => {
  world = await buildWorld();
});

afterAll(async () => world.school.close());

describe('access', () => {
  it('is written down for every route and for nothing else', () => {
    const known = routes.map(({ method, path }) => `${method} ${path}`);
    expect([...known].sort()).toEqual(Object.keys(table).sort());
    expect([...known].sort()).toEqual(Object.keys(world.samples).sort());
  });

  it.each(Object.entries(table))('%s: %s', async (key, letters) => {
    const sample = world.samples[key] ?? [''];
    for (const [index, caller] of callers.entries()) {
      const letter = letters[index] ?? '';
      const { status, body } = await attempt(world, key, sample, world.browsers[caller]);
      expect(statuses[letter], `${caller}: ${status} ${JSON.stringify(body)?.slice(0, 200)}`).toContain(
        status,
      );
      const code = codes[letter];
      if (code) expect(body.error?.code, caller).toBe(code);
    }
  });

  it('is never given to an API key below /api', async () => {
    for (const { method, path } of routes) {
      const [address = '', body] = world.samples[`${method} ${path}`] ?? [];
      const expected = table[`${method} ${path}`]?.[0];
      if (expected !== 'l') continue;
      const browser = new Browser(world.school.app, { authorization: `Bearer ${world.keys.chat}` });
      expect((await browser.send(method, address, body)).status, `${method} ${path}`).toBe(401);
    }
  });

  it('needs the CSRF token for everything that writes, whoever asks', async () => {
    for (const { method, path } of routes) {
      if (method === 'GET') continue;
      const [address = '', body] = world.samples[`${method} ${path}`] ?? [];
      for (const token of ['', 'x', world.browsers['the teacher'].csrf]) {
        const browser = world.browsers.administrator;
        const reply = await browser.send<{ error: { code: string } }>(method, address, body, {
          'x-soro-csrf': token,
        });
        expect(reply, `${method} ${path}`).toMatchObject({ status: 403, body: { error: { code: 'csrf' } } });
      }
    }
  });
});

/** The same for the OpenAI-compatible API. Columns: nobody, administrator's session, keys: chat, embeddings, metrics. */
const apiTable: Readonly<Record<string, string>> = {
  'GET /healthz': 'yyyyy',
  'GET /readyz': 'yyyyy',
  'GET /metrics': 'llnny',
  'GET /v1/models': 'llyyy',
  'GET /v1/models/:id': 'llyyy',
  'POST /v1/chat/completions': 'llynn',
  'POST /v1/completions': 'llynn',
  'POST /v1/embeddings': 'llnyn',
  'GET /openapi.json': 'yyyyy',
};

describe('access to the OpenAI-compatible API', () => {
  const given = createApi({ engine: fakeEngine([]) })
    .routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => `${method} ${path}`);

  it.each([...new Set(given)])('%s', async (key) => {
    const letters = apiTable[key];
    if (letters === undefined) throw new Error(`No entry says who may call ${key}.`);
    const [method = '', path = ''] = key.split(' ');
    const { keys, browsers, school } = world;
    const bearers = [undefined, undefined, keys.chat, keys.embeddings, keys.metrics];
    for (const [index, bearer] of bearers.entries()) {
      const browser = index === 1 ? browsers.administrator : new Browser(school.app);
      const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
      const body =
        method === 'POST' ? { messages: [{ role: 'user', content: 'Салом' }], model: 'fake' } : undefined;
      const { status } = await browser.send(method, path.replace(':id', 'fake'), body, headers);
      const letter = letters[index];
      if (letter === 'y') expect([401, 403], `${key} ${index}`).not.toContain(status);
      else expect(status, `${key} ${index}`).toBe(letter === 'l' ? 401 : 403);
    }
  });

  it('is not opened by another spelling of the path', async () => {
    for (const path of [
      '/x/../v1/models',
      '/%761/models',
      '/v1%2Fmodels',
      '/./v1/models',
      '/v1/models?x=/healthz',
    ]) {
      const { status } = await new Browser(world.school.app).get(path);
      expect([401, 404], path).toContain(status);
    }
  });
});

describe('the page', () => {
  it('comes with what the log-in needs for who is not logged in, and for nobody else', async () => {
    const { school, browsers } = world;
    const linksOf = async (browser: Browser) => (await browser.request('GET', '/')).headers.get('link');
    expect(await linksOf(new Browser(school.app))).toBe('</assets/log-in.js>; rel=modulepreload');
    expect(await linksOf(browsers['the pupil'])).toBeNull();
    const open = openTestSchool({ loopbackOnly: true });
    expect(await linksOf(new Browser(open.app))).toBeNull();
    await open.close();
  });
});

describe('before an administrator exists', () => {
  it('the loopback address is open: every route for one person answers, those for staff do not', async () => {
    const school = openTestSchool({ loopbackOnly: true });
    const browser = new Browser(school.app);
    for (const { method, path, callers: allowed } of routes) {
      if (method !== 'GET') continue;
      const { status } = await browser.get(path.replace(/:\w+/gu, 'none'));
      expect([200, 400, 404].includes(status), `${method} ${path}: ${status}`).toBe(
        allowed.includes('local'),
      );
    }
    expect((await browser.get('/v1/models')).status).toBe(200);
    await school.close();
  });

  it('a network address answers set-up and nothing else', async () => {
    const school = openTestSchool({ loopbackOnly: false });
    const browser = new Browser(school.app);
    const samples = routes.map(({ method, path, beforeSetUp }) => ({ method, path, beforeSetUp }));
    for (const { method, path, beforeSetUp } of samples) {
      const reply = await browser.send<{ error?: { code: string } }>(
        method,
        path,
        method === 'GET' ? undefined : {},
      );
      if (!beforeSetUp)
        expect(reply, path).toMatchObject({ status: 403, body: { error: { code: 'set-up-needed' } } });
    }
    for (const path of ['/v1/models', '/metrics']) {
      expect((await browser.get(path)).status, path).toBe(401);
    }
    expect((await browser.get('/healthz')).status).toBe(200);
    await school.close();
  });
});

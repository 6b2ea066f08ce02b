import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import { createAssistant, knowledgeOf } from '../../src/assistant/index.ts';
import { type Engine, listen, loadPage, type Page } from '../../src/chat/index.ts';
import { openLibrary } from '../../src/library/index.ts';
import { askQuestion } from '../../src/school/answers/questions.ts';
import {
  addClass,
  addTeacher,
  changeClass,
  classOfPerson,
  type SchoolClass,
} from '../../src/school/classes/class.ts';
import { addPupil } from '../../src/school/classes/pupils.ts';
import { rulesOf } from '../../src/school/classes/rules.ts';
import type { ClassSettings } from '../../src/school/contract/class-settings.ts';
import type { Pin } from '../../src/school/contract/people.ts';
import { beginConversation, ownConversation } from '../../src/school/conversations/conversation.ts';
import {
  findMessage,
  isFinished,
  listMessages,
  type Message,
} from '../../src/school/conversations/message.ts';
import { cookieName } from '../../src/school/http/replies/session-cookie.ts';
import type { MachineCare } from '../../src/school/machine/machine-care.ts';
import { hashPassword } from '../../src/school/people/passwords.ts';
import { addPerson, localPerson, type Person } from '../../src/school/people/person.ts';
import { startSession } from '../../src/school/people/sessions.ts';
import { makeSetUpToken, setUpSchool } from '../../src/school/people/set-up.ts';
import { createHttpServer } from '../../src/school/running/http-server.ts';
import { openTestSchool, quickStrength, type TestSchool } from '../../src/school/testing/test-school.ts';
import { type Plan, type PlannedEngine, plannedEngine } from './planned-engine.ts';

/** What the staff of a test school type to log in. */
export const staffPassword = 'анор анҷир тут';
/** What a pupil taps, unless a test says otherwise. */
export const pupilPin: Pin = ['sun', 'moon', 'star', 'river'];

export interface BrowserSchoolOptions {
  /** The server is reached over the network: nobody may do anything before the set-up. */
  readonly network?: boolean;
  /** What the engine answers at first. */
  readonly plan?: Plan;
  /** Models and releases of the school's data folder. */
  readonly machine?: (data: string) => MachineCare;
  /** Tools and books answer before the engine does. */
  readonly grounded?: boolean;
}

/**
 * The real school server on a free port, with its database in a temporary folder and an engine that follows a plan.
 * Tests seed it through the school's own functions and then use it through the page.
 */
export interface BrowserSchool {
  readonly address: string;
  readonly engine: PlannedEngine;
  /** The school behind the server, for tests that look into the database. */
  readonly inside: TestSchool;
  /** Every request to `/api` that came in, as `METHOD /path`. */
  readonly requests: string[];
  /** Moves the school's clock. */
  advance(milliseconds: number): void;
  /** The fragment of the one-time link, as the start of the server prints it. */
  setUpLink(): string;
  /** Whoever sits at the machine before there are accounts. */
  local(): Person;
  /** Makes the administrator: from then on everybody logs in. */
  addAdministrator(name?: string): Promise<Person>;
  /** Makes a teacher who has chosen `staffPassword`. */
  addTeacher(name?: string, mustChangePassword?: boolean): Promise<Person>;
  /** Makes a class with its teacher. */
  addClass(name: string, teacher: Person, settings?: Partial<ClassSettings>): SchoolClass;
  addPupil(schoolClass: SchoolClass, nickname: string, pin?: Pin): Promise<Person>;
  /** Asks in a conversation and waits for the answer; with `plan`, the engine follows it for this one. */
  ask(person: Person, text: string, options?: AskOptions): Promise<AskedInSchool>;
  /** Logs a person in by putting a session's cookie into the browser. */
  enter(context: BrowserContext, person: Person): Promise<void>;
  /** Breaks every connection, as a Wi-Fi does. */
  cutLines(): void;
  /** While it is down, streams are refused as a proxy in front of a dead server does. */
  setDown(isDown: boolean): void;
  /** The messages of a conversation, as they are kept. */
  messagesOf(conversationId: string): readonly Message[];
  close(): Promise<void>;
}

interface AskOptions {
  readonly conversationId?: string;
  readonly parentId?: string;
  readonly plan?: Plan;
  /** False leaves the answer unfinished. */
  readonly wait?: boolean;
}

export interface AskedInSchool {
  readonly conversationId: string;
  readonly question: Message;
  readonly answer: Message;
}

const defaultPlan: Plan = { text: 'Пойтахти Тоҷикистон шаҳри Душанбе аст.' };

let builtPage: Promise<Page> | undefined;
let counter = 0;

function newClientId(): string {
  counter += 1;
  return `browser-test-${String(counter).padStart(8, '0')}`;
}

function assistantOver(engine: Engine, folder: string): Engine {
  const knowledge = knowledgeOf(openLibrary(folder, { starter: false }));
  return createAssistant({ engine, knowledge, clock: () => ({ now: new Date(), isTrusted: true }) });
}

/** Starts a school; close it at the end of the test. */
export async function startBrowserSchool(options: BrowserSchoolOptions = {}): Promise<BrowserSchool> {
  builtPage ??= loadPage();
  const page = await builtPage;
  const folder = await mkdtemp(join(tmpdir(), 'soro-browser-'));
  const engine = plannedEngine(options.plan ?? defaultPlan);
  const state = { isDown: false, aheadMs: 0 };
  const inside = openTestSchool({
    file: join(folder, 'school.sqlite'),
    backupFolder: join(folder, 'backups'),
    engine: options.grounded ? assistantOver(engine, folder) : engine,
    libraryFolder: folder,
    ...(options.machine ? { machine: options.machine(folder) } : {}),
    page,
    loopbackOnly: options.network !== true,
    hosts: ['soro.lan'],
    // Seeded answers have no reader.
    runner: { saveEveryMs: 100, abandonedAfterMs: 600_000 },
    time: {
      get now() {
        return Date.now() + state.aheadMs;
      },
    },
  });
  const { school, store, runner } = inside;
  const requests: string[] = [];
  const server = createHttpServer({
    fetch: (request, environment) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/api/')) requests.push(`${request.method} ${pathname}`);
      if (state.isDown && pathname.endsWith('/events')) return new Response('down', { status: 503 });
      return inside.app.fetch(request, environment);
    },
  });
  await listen(server, '127.0.0.1', 0);
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const passwordHash = hashPassword(staffPassword, quickStrength);

  return {
    address,
    engine,
    inside,
    requests,
    advance(milliseconds) {
      state.aheadMs += milliseconds;
    },
    setUpLink: () => `#/set-up/${makeSetUpToken(school)}`,
    local: () => localPerson(school),
    addAdministrator: (name = 'Далер Назаров') =>
      setUpSchool(school, {
        ...(options.network ? { token: makeSetUpToken(school) } : {}),
        schoolName: 'Мактаби №12',
        name,
        password: staffPassword,
      }),
    addTeacher: async (name = 'Зарина Раҳимова', mustChangePassword = false) =>
      addPerson(school, { role: 'teacher', name, secret: await passwordHash, mustChangePassword }),
    addClass(name, teacher, settings = {}) {
      const made = addClass(school, teacher, name);
      addTeacher(store, made.number, teacher.number);
      changeClass(school, made, { settings });
      return { ...made, settings: { ...made.settings, ...settings } };
    },
    addPupil: (schoolClass, nickname, pin = pupilPin) => addPupil(school, schoolClass, { nickname, pin }),
    async ask(person, text, { conversationId, parentId, plan, wait = true } = {}) {
      const conversation =
        conversationId === undefined
          ? beginConversation(school, person, { clientId: newClientId() }).conversation
          : ownConversation(school.store, person, conversationId);
      const schoolClass = classOfPerson(store, person);
      const asked = {
        clientId: newClientId(),
        parentId: parentId ?? null,
        text,
        ...(schoolClass ? { rules: rulesOf(schoolClass).version } : {}),
      };
      const { question, answer } = askQuestion(school, person, conversation, asked);
      const before = engine.plan;
      engine.plan = plan ?? before;
      // Reads the plan before it returns. What a teacher has corrected needs no engine.
      if (!isFinished(answer)) runner.start(answer);
      engine.plan = before;
      const live = runner.find(answer.number);
      while (wait && live && !live.settled) await live.changed;
      const kept = findMessage(store, 'number = :number', { number: answer.number });
      return { conversationId: conversation.id, question, answer: kept ?? answer };
    },
    async enter(context, person) {
      const value = startSession(school, person);
      await context.addCookies([
        { name: cookieName, value, url: address, httpOnly: true, sameSite: 'Strict' },
      ]);
    },
    cutLines: () => server.closeAllConnections(),
    setDown(isDown) {
      state.isDown = isDown;
    },
    messagesOf: (conversationId) =>
      listMessages(
        store,
        'conversation_number = (SELECT number FROM conversations WHERE id = :id) ORDER BY number',
        { id: conversationId },
      ),
    async close() {
      expect(inside.contractBreaks).toEqual([]);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await inside.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import type { z } from 'zod';
import { answerEvents } from '../contract/conversations.ts';
import type { ErrorReply } from '../contract/index.ts';
import { drawPin } from '../people/pins.ts';
import { Browser, type TestSchool } from './test-school.ts';

export const administratorPassword = 'гулҳои баҳорӣ';
const teacherPassword = 'китоби хуб 12';
export const pupilPin = ['sun', 'moon', 'star', 'fish'] as const;

interface ClassView {
  readonly id: string;
  readonly code: string;
}

/** Sets a school up and logs its administrator in. */
export async function setUp({ app }: TestSchool, token?: string): Promise<Browser> {
  const browser = new Browser(app);
  const reply = await browser.post('/api/set-up', {
    ...(token === undefined ? {} : { token }),
    schoolName: 'Мактаби №12',
    name: 'Директор',
    password: administratorPassword,
  });
  if (reply.status !== 201) throw new Error(`set-up: ${JSON.stringify(reply.body)}`);
  return browser;
}

/** Adds a teacher with a class and logs them in. */
export async function addTeacherWithClass(school: TestSchool, administrator: Browser, name: string) {
  const added = await administrator.post<{ teacher: { id: string }; password: string }>('/api/teachers', {
    name,
  });
  const teacher = new Browser(school.app);
  await teacher.post('/api/log-in/password', { name, password: added.body.password });
  await teacher.post('/api/me/password', { old: added.body.password, new: teacherPassword });
  const made = await teacher.post<ClassView>('/api/classes', { name: `Синфи ${name}` });
  return { teacher, id: added.body.teacher.id, schoolClass: made.body };
}

/** A pupil joins a class. */
export async function join(
  { app }: TestSchool,
  code: string,
  nickname: string,
  pin: readonly string[] = pupilPin,
) {
  const pupil = new Browser(app);
  const reply = await pupil.post<{ person: { id: string } }>('/api/join', { code, nickname, pin });
  if (reply.status !== 201) throw new Error(`join: ${JSON.stringify(reply.body)}`);
  return { pupil, id: reply.body.person.id };
}

let counter = 0;

export function clientId(): string {
  counter += 1;
  return `client-id-${String(counter).padStart(12, '0')}`;
}

export interface Asked {
  readonly conversation: { readonly id: string; readonly title: string };
  readonly question: { readonly id: string; readonly text: string };
  readonly answer: { readonly id: string; readonly state: string; readonly text: string };
}

/** Asks in a new conversation. */
export async function ask(browser: Browser, text: string): Promise<Asked> {
  const conversation = await browser.post<{ id: string }>('/api/conversations', { clientId: clientId() });
  const path = `/api/conversations/${conversation.body.id}/questions`;
  const question = { clientId: clientId(), parentId: null, text };
  const first = await browser.post<Asked & Partial<ErrorReply>>(path, question);
  // A pupil's page reads the rules first; whoever has not is told them, and asks again.
  const rules = first.body.error?.rules;
  const reply = rules ? await browser.post<Asked>(path, { ...question, rules: rules.version }) : first;
  if (reply.status !== 201) throw new Error(`ask: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

const answerEventSchemas = new Map<string, z.ZodType>(Object.entries(answerEvents));

export interface StreamEvent {
  readonly id?: number;
  readonly event: string;
  readonly data: {
    readonly text?: string;
    readonly answer?: { readonly state: string; readonly text: string };
  };
}

/** Follows an answer to its end. */
export async function follow(browser: Browser, answerId: string, after = 0): Promise<StreamEvent[]> {
  const response = await browser.request('GET', `/api/answers/${answerId}/events?after=${after}`);
  return parseEvents(await response.text());
}

export function parseEvents(text: string): StreamEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('event: '))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'mu').exec(block)?.[1];
      const event = field('event') ?? '';
      const data: unknown = JSON.parse(field('data') ?? '{}');
      const schema = answerEventSchemas.get(event);
      if (!schema) throw new Error(`The contract has no event "${event}".`);
      schema.parse(data);
      const id = field('id');
      return {
        ...(id === undefined ? {} : { id: Number(id) }),
        event,
        data: data as StreamEvent['data'],
      };
    });
}

/** A PIN that is surely another one. */
export function otherPin(): string[] {
  for (;;) {
    const pin = drawPin();
    if (pin.join() !== pupilPin.join()) return pin;
  }
}

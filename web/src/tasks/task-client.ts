import type { TaskName, TaskReply, TaskRequest, taskOperations } from '../../../src/office/contract/index.ts';
import { giveFile } from '../parts/give-file.ts';
import { reach } from '../server/request.ts';
import { ServerError } from '../server/server-error.ts';
import { loadSession, session } from '../server/session.ts';

const addresses = {
  forms: '/v1/soro/forms',
  fillForm: '/v1/soro/forms/fill',
  formPaper: '/v1/soro/forms/paper',
  notice: '/v1/soro/notices',
  reminder: '/v1/soro/notices/reminder',
  letters: '/v1/soro/letters',
  draft: '/v1/soro/letters/draft',
  letterPaper: '/v1/soro/letters/paper',
  check: '/v1/soro/texts/check',
  translate: '/v1/soro/translations',
  wordBook: '/v1/soro/word-book',
  transliterate: '/v1/soro/transliterations',
} as const satisfies { readonly [Name in TaskName]?: (typeof taskOperations)[Name]['path'] };

type UsedTask = keyof typeof addresses;

/**
 * Asks for a task of the server's contract.
 * @throws ServerError; what could not be read is `not-understood`.
 */
export async function askTask<Name extends UsedTask>(
  name: Name,
  body?: TaskRequest<Name>,
): Promise<TaskReply<Name>> {
  const response = await send(addresses[name], body);
  return (await response.json()) as TaskReply<Name>;
}

/** Asks for a file and gives it to the person. @throws as askTask. */
export async function saveTaskFile<Name extends UsedTask>(
  name: Name,
  fileName: string,
  body: TaskRequest<Name>,
): Promise<void> {
  const response = await send(addresses[name], body);
  giveFile(await response.blob(), fileName);
}

/** The text of a file by its sections. @throws as askTask. */
export async function readDocument(file: File): Promise<TaskReply<'document'>> {
  const response = await send(`/v1/soro/documents?name=${encodeURIComponent(file.name)}`, file);
  return (await response.json()) as TaskReply<'document'>;
}

async function send(address: string, body: unknown): Promise<Response> {
  const attempt = () => reach(address, requestOf(body));
  let response = await attempt();
  if (response.status === 401) {
    // The server was started again: it has another token for the same person.
    await loadSession();
    response = await attempt();
  }
  if (response.ok) return response;
  const seconds = Number(response.headers.get('retry-after'));
  throw new ServerError(codes[response.status] ?? 'failed', response.status, {
    ...(seconds > 0 && { retryAfterSeconds: seconds }),
  });
}

const codes: Readonly<Record<number, string>> = {
  400: 'not-understood',
  401: 'log-in-needed',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  415: 'not-understood',
  429: 'busy',
};

function requestOf(body: unknown): RequestInit {
  if (body === undefined) return {};
  const token = session.value?.csrf;
  const isFile = body instanceof File;
  return {
    method: 'POST',
    headers: {
      ...(token && { 'x-soro-csrf': token }),
      'content-type': isFile ? 'application/octet-stream' : 'application/json',
    },
    body: isFile ? body : JSON.stringify(body),
  };
}

import { createServer, type IncomingMessage } from 'node:http';
import { listenForTest } from '../../core/testing/listen.ts';

/** What is sent to the server. */
export interface TeacherRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly seed: number;
}

export interface LocalTeacher {
  readonly address: string;
  readonly requests: TeacherRequest[];
}

/** What goes wrong with the n-th request (from 0): an HTTP status, a cut connection, or nothing. */
export type Trouble = (request: number) => number | 'cut' | undefined;

/** A server that speaks the part of the OpenAI API that Soro uses; `answer` gives the text. Ends with the test. */
export async function startLocalTeacher(
  answer: (request: TeacherRequest) => string,
  trouble: Trouble = () => undefined,
): Promise<LocalTeacher> {
  const requests: TeacherRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request)) as TeacherRequest;
    const found = trouble(requests.length);
    requests.push(body);
    if (found === 'cut') request.socket.destroy();
    else if (found !== undefined) response.writeHead(found, { 'retry-after': '0' }).end('trouble');
    else {
      const content = answer(body);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          choices: [{ message: { content }, finish_reason: 'stop' }],
          usage: { prompt_tokens: 100, completion_tokens: 50 },
        }),
      );
    }
  });
  return { address: `${await listenForTest(server)}/v1`, requests };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

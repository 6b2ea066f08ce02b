import { contract, type OperationKey } from '../contract/index.ts';
import type { Method } from '../contract/operation.ts';
import type { Handler } from './call.ts';
import type { Route } from './route.ts';
import { administrationHandlers } from './routes/administration.ts';
import { answerHandlers } from './routes/answers.ts';
import { bookHandlers } from './routes/books.ts';
import { classHandlers } from './routes/classes.ts';
import { conversationHandlers } from './routes/conversations.ts';
import { correctionHandlers } from './routes/corrections.ts';
import { itemHandlers } from './routes/items.ts';
import { machineHandlers } from './routes/machine.ts';
import { practiceHandlers } from './routes/practice.ts';
import { pupilHandlers } from './routes/pupils.ts';
import { sessionHandlers } from './routes/session.ts';
import { studyHandlers } from './routes/studies.ts';
import { testHandlers } from './routes/tests.ts';
import { uploadHandlers } from './routes/uploads.ts';

/** An operation without a handler, or a handler without an operation, is an error of types. */
const handlers: { readonly [Key in OperationKey]: Handler<Key> } = {
  ...sessionHandlers,
  ...conversationHandlers,
  ...answerHandlers,
  ...bookHandlers,
  ...uploadHandlers,
  ...classHandlers,
  ...pupilHandlers,
  ...correctionHandlers,
  ...itemHandlers,
  ...practiceHandlers,
  ...testHandlers,
  ...studyHandlers,
  ...administrationHandlers,
  ...machineHandlers,
};

/** Every route below `/api`, in the contract's order: a fixed path is before one with a parameter. */
export const routes: readonly Route[] = Object.entries(contract).map(([key, operation]) => {
  const [method, path] = key.split(' ') as [Method, string];
  // The handler's types for this key are checked above; here any call is passed to it.
  const handle = handlers[key as OperationKey] as unknown as Route['handle'];
  return { ...operation, method, path, handle };
});

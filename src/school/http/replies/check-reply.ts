import type { z } from 'zod';
import { errorSchema } from '../../contract/errors.ts';
import type { Operation } from '../../contract/operation.ts';

/** Called with what an answer has that the contract does not allow. */
export type ContractCheck = (problem: string) => void;

/** Compares a JSON answer with its operation's schema: a key too many may be a secret that was let out. */
export function checkReply(
  where: string,
  { reply }: Pick<Operation, 'reply'>,
  value: unknown,
  check: ContractCheck,
): void {
  if (reply.kind === 'json') compare(where, reply.schema, value, check);
  else check(`${where} answered JSON; the contract says: ${reply.kind}.`);
}

/** Compares an error's body with the contract. */
export function checkError(value: unknown, check: ContractCheck): void {
  compare('an error', errorSchema, value, check);
}

function compare(where: string, schema: z.ZodType, value: unknown, check: ContractCheck): void {
  const result = schema.safeParse(value);
  const issue = result.error?.issues[0];
  if (issue) check(`${where} breaks the contract at "${issue.path.join('.')}": ${issue.message}`);
}

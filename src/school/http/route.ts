import type { Method, Operation } from '../contract/operation.ts';
import type { Call, HandlerResult } from './call.ts';

/** One operation of the contract with its handler. */
export interface Route extends Operation {
  readonly method: Method;
  readonly path: string;
  readonly handle: (call: Call) => HandlerResult | Promise<HandlerResult>;
}

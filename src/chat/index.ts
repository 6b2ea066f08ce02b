export { type ApiOptions, createApi } from './api/api.ts';
export { apiError, toApiError } from './api/api-error.ts';
export {
  type Caller,
  type CallerVariables,
  callerOptions,
  localCaller,
  needsScope,
  type ResolveCaller,
  type Scope,
} from './api/caller.ts';
export { announceClose } from './api/connection/announce-close.ts';
export { readBodyBytes, readJsonBody } from './api/connection/read-body.ts';
export { type ApiOperation, openApiDocument } from './api/openapi.ts';
export { loadPage, logInLinks, type Page, pageFolder } from './api/page.ts';
export { isLoopback } from './api/security.ts';
export { secureHeaders } from './api/security-headers.ts';
export { placeOfCitation } from './citation-place.ts';
export { servingDefaults } from './defaults.ts';
export { createEngine, type EngineOptions } from './engine/engine.ts';
export { SwitchableEngine } from './engine/switchable-engine.ts';
export { createUpstreamEngine, type UpstreamOptions } from './engine/upstream/upstream.ts';
export { defaultHost, defaultPort, listen, type RunningServer } from './listen.ts';
export { narrowGrounding } from './narrow-grounding.ts';
export { BusyError } from './queue/busy-error.ts';
export { type Limits, limitsOf, type Role } from './queue/limits.ts';
export { chatInTerminal, type TerminalOptions } from './terminal.ts';
export { type FakeEngine, fakeEngine } from './testing.ts';
export type {
  AnswerFormat,
  AnswerKind,
  ChatEvent,
  ChatMessage,
  ChatRequest,
  ChatUsage,
  Citation,
  Embeddings,
  Engine,
  EngineModel,
  EngineState,
  FinishReason,
  GenerateOptions,
  Grounding,
  GroundingOptions,
  JsonSchema,
  Priority,
  PromptToken,
} from './types.ts';
export { answerKinds } from './types.ts';
export { wholeAnswer } from './whole-answer.ts';

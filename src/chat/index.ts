export { type ApiOptions, createApi } from './api.ts';
export { servingDefaults } from './defaults.ts';
export { createEngine, type EngineOptions } from './engine.ts';
export { loadPage, type Page, pageFolder } from './page.ts';
export { isLoopback } from './security.ts';
export {
  defaultHost,
  defaultPort,
  listen,
  type RunningServer,
  type ServerOptions,
  startServer,
} from './server.ts';
export { chatInTerminal, type TerminalOptions } from './terminal.ts';
export type {
  ChatEvent,
  ChatMessage,
  ChatRequest,
  ChatUsage,
  Engine,
  EngineModel,
  FinishReason,
} from './types.ts';

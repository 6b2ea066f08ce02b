// What a parent needs to run a model in a child. The library itself is in native.ts, for the children alone.
export { Conversation } from './child/conversation.ts';
export { boundFor, type MemoryBound, machineBound } from './child/memory-bound.ts';
export { type ChildProgram, type Ending, endedEarly, llamaProgram, ModelChild } from './child/model-child.ts';
export { probeLibllama } from './child/probe.ts';
export { type Send, serveParent } from './child/serve-parent.ts';

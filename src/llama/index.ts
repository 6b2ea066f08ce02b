// What a parent needs to run a model in a child. The library itself is in native.ts, for the children alone.
export { Conversation } from './conversation.ts';
export { boundFor, type MemoryBound, machineBound } from './memory-bound.ts';
export { type ChildProgram, type Ending, endedEarly, llamaProgram, ModelChild } from './model-child.ts';
export { probeLibllama } from './probe.ts';
export { type Send, serveParent } from './serve-parent.ts';

export {
  compileChatTemplate,
  type DialogueTurn,
  gemmaChatTemplate,
  type RenderDialogue,
  type RenderedPart,
} from './chat-template.ts';
export { readChatTemplate, writeCheckpointFolder } from './checkpoint-folder.ts';
export { type FoundTensor, findModelTensors } from './checkpoint-tensors.ts';
export { type CheckpointConfig, readCheckpointConfig } from './config.ts';
export {
  assembleEmbeddedModel,
  type EmbeddedModel,
  type EmbeddedModelOptions,
  embeddedModelSchema,
  readEmbeddedModel,
} from './embedded-model.ts';
export { decodeFloats, encodeFloats, floatSizeBytes, parseFloatFormat } from './floats.ts';
export { type ExportOptions, type ExportType, exportGguf } from './gguf/export-gguf.ts';
export { type GgufFile, type GgufTensor, openGguf } from './gguf/file.ts';
export { type GgmlType, ggmlTypeByName, knownGgmlType, tensorSizeBytes } from './gguf/ggml-types.ts';
export { type GgufHeader, readGgufHeader } from './gguf/header.ts';
export { type ImportOptions, type ImportResult, importGguf } from './gguf/import-gguf.ts';
export { ggufValue, metadataNumber, metadataText, metadataTexts } from './gguf/metadata.ts';
export { type ModelSummary, validateModelFile } from './gguf/validate-gguf.ts';
export { writeGguf } from './gguf/writer.ts';
export { importFolder } from './import-folder.ts';
export {
  type CheckpointTensor,
  type CheckpointTensors,
  openCheckpointTensors,
} from './safetensors/reader.ts';
export {
  type Gemma3Shape,
  type Gemma3Size,
  gemma3Shapes,
  modelTensors,
  parameterCount,
  sizeOfShape,
} from './shapes.ts';

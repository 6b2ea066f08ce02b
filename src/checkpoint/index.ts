export { gemmaChatTemplate } from './chat-template.ts';
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
export { type ExportOptions, type ExportType, exportGguf } from './export-gguf.ts';
export { decodeFloats, encodeFloats, floatSizeBytes, parseFloatFormat } from './floats.ts';
export { type GgufFile, type GgufTensor, openGguf } from './gguf/file.ts';
export { type GgmlType, ggmlTypeByName, tensorSizeBytes } from './gguf/ggml-types.ts';
export { type GgufHeader, readGgufHeader } from './gguf/header.ts';
export { ggufValue, metadataNumber, metadataText, metadataTexts } from './gguf/metadata.ts';
export { writeGguf } from './gguf/writer.ts';
export { importFolder } from './import-folder.ts';
export { type ImportOptions, type ImportResult, importGguf } from './import-gguf.ts';
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
export { type ModelSummary, validateModelFile } from './validate-gguf.ts';

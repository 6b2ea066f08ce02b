export {
  type Catalogue,
  type CatalogueEntry,
  type HubSource,
  type Licence,
  licenceOf,
  readCatalogue,
} from './catalogue/catalogue.ts';
export { type Examinee, type ExamReport, examine } from './exam/exam.ts';
export { fetchModel, type WantedModel } from './fetch-model.ts';
export { importModel } from './import-model.ts';
export {
  chooseModel,
  type ModelChoice,
  modelInUse,
  openEmbeddedModel,
  openModel,
  openModelInUse,
  type ServedModel,
} from './in-use.ts';
export {
  type MachineFit,
  machineFit,
  machineMemoryBytes,
  mostPlaces,
  servingThreads,
} from './machine-fit.ts';
export { checkName, formatHubAddress, isHubAddress, nameFromFile, parseHubAddress } from './model-address.ts';
export {
  announceServed,
  followChoice,
  forgetServed,
  servedModel,
  waitForServer,
} from './serving/served-model.ts';
export { type DamagedModel, type InstalledModel, ModelStore } from './store.ts';

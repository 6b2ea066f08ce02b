export { collect, type Quarantined, receiptsOf } from './collect/collect.ts';
export { correctionLines } from './collect/corrections.ts';
export { figuresOf } from './collect/figures.ts';
export { parquetEncoding } from './collect/parquet.ts';
export { type ListedSchool, readSchools } from './collect/schools.ts';
export { CollectionStore } from './collect/store.ts';
export { applyContent } from './content/apply-content.ts';
export { faultOfContent } from './content/content-pack.ts';
export {
  type Decision,
  decide,
  type KnownMetadata,
  type SchoolState,
  shortestRunMs,
  trialMs,
  type WaitReason,
  waitReasons,
} from './decide/decide.ts';
export { type ClockReading, earliestTime, mostAheadMs } from './decide/known-time.ts';
export {
  advance,
  type Candidate,
  emptyTrack,
  goodRunMs,
  type InstalledRelease,
  type Rejected,
  releaseInUse,
  type Track,
  type TrackEvent,
  type Tracks,
  type Trial,
  trialStarts,
} from './decide/track.ts';
export { placeInQueue } from './decide/wave.ts';
export { examineModel } from './exam/examine-model.ts';
export { judgeModel, type ModelResults, type Pairs, type Verdict } from './exam/judge-model.ts';
export { rehearseSoftware } from './exam/rehearse-software.ts';
export { drawExam, examFile, openExam, sealExam } from './exam/sealed-exam.ts';
export { diskFiles } from './files/disk-files.ts';
export { type Files, writeWhole } from './files/files.ts';
export { StateFile } from './files/state-file.ts';
export { Carrier } from './home/carrier.ts';
export { gatherItems } from './home/gather.ts';
export { type HomeAddress, homeAddressFile, readHomeAddress, writeHomeAddress } from './home/home-address.ts';
export { HomeShare } from './home/home-share.ts';
export { httpPost } from './home/http-post.ts';
export { type Item, type ItemKind, itemKinds } from './home/item.ts';
export { Outbox } from './home/outbox.ts';
export { folderPost, type Post } from './home/post.ts';
export { makeSchoolKey, readSchoolKey, type SchoolKey } from './home/school-key.ts';
export { ageOpener, ageSealer, makeHomeKey, openHomeKey } from './home/seal.ts';
export { rootFrom, rootOf } from './metadata/refresh-trust.ts';
export { type KeyFile, makeKey, openKey, readKeyFile, type SigningKey } from './metadata/signing-key.ts';
export type { KeyPlan } from './metadata/write-metadata.ts';
export { pageFile, renderPage } from './ministry/render-page.ts';
export { pageLanguages } from './ministry/words.ts';
export { makePack, type PackedFile } from './packs/make-pack.ts';
export type { Pack } from './packs/pack.ts';
export {
  announcementSchema,
  type Offer,
  type PackKind,
  type PackRole,
  packKinds,
  roleOf,
  roles,
  type TrackName,
  trackOf,
} from './packs/release.ts';
export { Repository, type Signers } from './publish/repository.ts';
export { carryTo } from './share/carry.ts';
export { SharedFiles, shareServer } from './share/shared-files.ts';
export { activateModel, faultOfModel, modelFileOf } from './slots/activate-model.ts';
export type { FetchOptions } from './slots/fetch-release.ts';
export { defaultSettings, settingsSchema, type UpdateSettings } from './slots/settings.ts';
export { soroCommand } from './slots/soro-command.ts';
export { supervise } from './slots/supervise.ts';
export { type Handlers, type Step, Updates } from './slots/updates.ts';
export { folderSource } from './sources/folder-source.ts';
export { httpSource } from './sources/http-source.ts';
export { lineNow } from './sources/limits.ts';
export { announceShare, findNeighbours } from './sources/neighbours.ts';
export { readPack, type Source, SourceFault } from './sources/source.ts';

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
  releaseInUse,
  type Track,
  type TrackEvent,
  type Tracks,
  type Trial,
  trialStarts,
} from './decide/track.ts';
export { placeInQueue } from './decide/wave.ts';
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

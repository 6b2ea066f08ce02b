import type { TrackName } from '../packs/release.ts';

/** Where things lie below a school's folder of updates. */
export class Places {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The root that the school was enrolled with. */
  get firstRoot(): string {
    return `${this.root}/root.json`;
  }

  get trust(): string {
    return `${this.root}/trust`;
  }

  get tracks(): string {
    return `${this.root}/tracks`;
  }

  get releases(): string {
    return `${this.root}/releases`;
  }

  get blobs(): string {
    return `${this.root}/blobs`;
  }

  get packs(): string {
    return `${this.root}/packs`;
  }

  pack(release: string): string {
    return `${this.packs}/${release}.json`;
  }

  release(release: string): string {
    return `${this.releases}/${release}`;
  }

  blob(sha256: string): string {
    return `${this.blobs}/${sha256}`;
  }

  /** A blob that is being fetched. */
  part(sha256: string): string {
    return `${this.blobs}/${sha256}.part`;
  }

  /** The link to the release in use of a track. */
  current(track: TrackName): string {
    return `${this.root}/current/${track.replace('/', '.')}`;
  }
}

/** `221.7 MB`; below a megabyte `95.3 kB`. */
export function describeBytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

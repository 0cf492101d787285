const MOST = 8

/** The folders that were used last, the newest first. */
export function recentFolders(used: string, before: readonly string[]): string[] {
  return [used, ...before.filter((folder) => folder !== used)].slice(0, MOST)
}

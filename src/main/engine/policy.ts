/** How long the engine waits and how often it tries. All times in milliseconds. */
export interface Policy {
  /** Silence on a connection that counts as stalled. */
  readonly stallMs: number
  /** Attempts without any new byte before it gives up. */
  readonly maxTries: number
  /** How long a paused download keeps its connections open, to continue at once. */
  readonly pauseGraceMs: number
  /** How long a download in the trash can be restored, in ms. */
  readonly undoMs: number
  /** At the latest, and that only if little has come: see `CheckpointSchedule`. */
  readonly checkpointMs: number
  /**
   * Whether to wait for a full disk or a missing folder to be cured, with nobody there to retry; and
   * how often to look.
   */
  readonly waitsForDisk: boolean
  readonly diskPollMs: number
  /** A changed file is fetched again without asking while no more than this would be lost. */
  readonly restartBelowBytes: number
}

export const DEFAULT_POLICY: Policy = {
  stallMs: 30_000,
  maxTries: 5,
  pauseGraceMs: 15_000,
  undoMs: 10_000,
  checkpointMs: 3_000,
  waitsForDisk: true,
  diskPollMs: 5_000,
  restartBelowBytes: 8 * 1024 * 1024,
}

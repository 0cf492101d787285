import type { DownloadView } from '../../src/shared/download'

/** A download as the window gets it, with what a test cares about. */
export function aView(parts: Partial<DownloadView> = {}): DownloadView {
  return {
    id: 1,
    url: 'https://files.example.org/big.iso',
    name: 'big.iso',
    dir: '/home/ann/Downloads',
    state: 'downloading',
    doneBytes: 0,
    lengthBytes: null,
    speedBytesPerSec: 0,
    etaMs: null,
    connections: 0,
    resumable: null,
    error: null,
    waiting: null,
    addedAtMs: 0,
    finishedAtMs: null,
    proof: null,
    verifiedBytes: null,
    ...parts,
  }
}

import type { DownloadRecord } from '../../../src/main/engine/records'
import type { Stage } from '../world/stage'

/** Watches that downloads and connections per host stay within the settings. */
export function watchLimits(stage: Stage): void {
  const { judge, book, network, store } = stage
  /** Per host, at its last request. */
  const openBefore = new Map<number, number>()
  network.onRequest((host, process) => {
    const open = network.openConnections(process).filter((one) => one.host === host).length
    const { connectionsPerHost } = stage.settings()
    // After the limit was lowered, the number only falls as downloads end.
    const most = Math.max(connectionsPerHost, openBefore.get(host) ?? 0)
    openBefore.set(host, open)
    if (open > most) {
      judge.fail('host limit', `${open} connections to host ${host}, ${connectionsPerHost} allowed`)
    }
  })
  store.onCommit((operation) => {
    if (operation.kind !== 'update' || operation.patch.state !== 'downloading') return
    // A download that was given up has stopped and is about to be removed.
    const isRunning = ({ id, state }: DownloadRecord): boolean =>
      state === 'downloading' && book.get(id)?.isDropped !== true
    const running = store.records().filter(isRunning).length
    const { simultaneousDownloads } = stage.settings()
    if (running > simultaneousDownloads) {
      judge.fail('run limit', `${running} downloads run, ${simultaneousDownloads} may`)
    }
  })
}

import type { HostStore, SettingsStore, SpeedStore } from '../../../src/main/engine/ports/store'
import type { HostRecord } from '../../../src/main/engine/records'
import { toSettings } from '../../../src/main/io/store/setting-rows'
import type { DownloadId } from '../../../src/shared/download'
import type { Settings } from '../../../src/shared/settings'
import type { SpeedRecord } from '../../../src/shared/speed-record'
import type { SimTransactions } from './sim-transactions'
import { mustBeWhole, throughJson } from './sqlite-rules'
import { withEntry } from './store-state'

export class SimSpeeds implements SpeedStore {
  readonly #transactions: SimTransactions

  constructor(transactions: SimTransactions) {
    this.#transactions = transactions
  }

  read(id: DownloadId): SpeedRecord | null {
    return this.#transactions.state.downloads.get(id)?.speeds ?? null
  }

  write(id: DownloadId, record: SpeedRecord): void {
    this.#transactions.batch(() => {
      const speeds = throughJson(record)
      this.#transactions.change(id, { kind: 'speeds', id }, () => ({ speeds }))
    })
  }
}

export class SimHosts implements HostStore {
  readonly #transactions: SimTransactions

  constructor(transactions: SimTransactions) {
    this.#transactions = transactions
  }

  read(host: string): HostRecord | null {
    const record = this.#transactions.state.hosts.get(host)
    return record === undefined ? null : { ...record }
  }

  write({ host, mostConnections, seenAtMs }: HostRecord): void {
    this.#transactions.batch(() => {
      mustBeWhole(mostConnections)
      mustBeWhole(seenAtMs)
      const record = { host, mostConnections, seenAtMs }
      const { state } = this.#transactions
      const hosts = withEntry(state.hosts, host, record)
      this.#transactions.did({ kind: 'host', record }, { ...state, hosts })
    })
  }
}

export class SimSettings implements SettingsStore {
  readonly #transactions: SimTransactions
  readonly #defaultFolder: string

  constructor(transactions: SimTransactions, defaultFolder: string) {
    this.#transactions = transactions
    this.#defaultFolder = defaultFolder
  }

  read(): Settings {
    const rows = [...this.#transactions.state.settings].map(([key, value]) => ({ key, value }))
    return toSettings(rows, this.#defaultFolder)
  }

  write(patch: Partial<Settings>): void {
    this.#transactions.durably(() => {
      const { state } = this.#transactions
      const settings = new Map(state.settings)
      for (const [key, value] of Object.entries(patch)) settings.set(key, JSON.stringify(value))
      this.#transactions.did({ kind: 'settings', patch }, { ...state, settings })
    })
  }
}

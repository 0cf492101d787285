import { actionsOf, type DownloadId, type DownloadView } from '../../../src/shared/download'
import type { RillCommands } from '../../../src/shared/ipc'
import type { ListCounts, ListRows, ListTotals } from '../../../src/shared/ipc/lists'
import type { ActionCounts } from '../../../src/shared/ipc/selection'
import type { ListQuery } from '../../../src/shared/list-query'
import { DEFAULT_SETTINGS, patchOf, type Settings } from '../../../src/shared/settings'
import type { Answers, FakeRill } from './fake-rill'

/** The settings of a person who has been asked what a first start asks. */
export const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  folder: '/home/ann/Downloads',
  ui: { ...DEFAULT_SETTINGS.ui, firstRunDone: true },
}

/** Grows over all tests: a list that was asked for by the last test, and comes late, is older. */
let lastVersion = 0

/** A main process that holds a few downloads and settings, and does nothing by itself. */
export class FakeDownloads {
  /** Every list of this main process has a higher version. */
  readonly startVersion = lastVersion
  #views: readonly DownloadView[]
  settings: Settings

  constructor(views: readonly DownloadView[], settings: Partial<Settings> = {}) {
    this.#views = views
    this.settings = { ...SETTINGS, ...settings }
  }

  get views(): readonly DownloadView[] {
    return this.#views
  }

  /** Replaces the downloads, and tells the page. */
  become(views: readonly DownloadView[], rill: FakeRill): void {
    this.#views = views
    rill.send('counts', this.counts())
    rill.send('totals', this.totals())
    rill.send('list', this.#window({ first: 0, count: 1000, query: {} }))
  }

  counts(): ListCounts {
    const state: Record<string, number> = {}
    const host: Record<string, number> = {}
    for (const view of this.#views) {
      state[view.state] = (state[view.state] ?? 0) + 1
      const name = new URL(view.url).host
      host[name] = (host[name] ?? 0) + 1
    }
    return { state, host, extension: {}, category: {} }
  }

  totals(): ListTotals {
    const running = this.#views.filter(({ state }) => state === 'downloading')
    return {
      active: running.length,
      queued: this.#views.filter(({ state }) => state === 'queued').length,
      speedBytesPerSec: running.reduce((sum, view) => sum + view.speedBytesPerSec, 0),
      doneBytes: running.reduce((sum, view) => sum + view.doneBytes, 0),
      lengthBytes: null,
    }
  }

  answers(): Answers {
    return { ...this.#listAnswers(), ...this.#selectionAnswers(), ...this.#otherAnswers() }
  }

  /** The downloads with the states of the query: all that a story about one window needs. */
  #listed({ filter }: ListQuery): readonly DownloadView[] {
    const states = filter?.states
    return states === undefined
      ? this.#views
      : this.#views.filter(({ state }) => states.includes(state))
  }

  #window(...[{ query, first, count }]: Parameters<RillCommands['watchList']>): ListRows {
    const listed = this.#listed(query)
    lastVersion += 1
    return {
      version: lastVersion,
      revision: lastVersion,
      total: listed.length,
      first,
      rows: listed.slice(first, first + count),
    }
  }

  #listAnswers() {
    const ids = (query: ListQuery): readonly DownloadId[] => this.#listed(query).map(({ id }) => id)
    return {
      watchList: async (window) => this.#window(window),
      readList: async (window) => this.#window(window),
      listIds: async (query) => ids(query),
      idsBetween: async (query, from, to) => {
        const listed = ids(query)
        const ends = [listed.indexOf(from), listed.indexOf(to)].sort((a, b) => a - b)
        const [first = -1, last = -1] = ends
        return first < 0 ? [] : listed.slice(first, last + 1)
      },
      positionOf: async (query, id) => ids(query).indexOf(id),
      findName: async (query, text) =>
        this.#listed(query).findIndex(({ name }) => name.toLowerCase().startsWith(text)),
    } satisfies Partial<Answers>
  }

  #selectionAnswers() {
    return {
      possibleActions: async (ids) => this.#actionCounts(ids),
      trash: async (ids) => {
        this.#views = this.#views.filter(({ id }) => !ids.includes(id))
        return ids.map((id) => ({ id, untilMs: Date.now() + 10_000 }))
      },
      restore: nothing,
      trashed: async () => [],
      move: nothing,
      moveBy: nothing,
      dragOut: nothing,
      copyLinks: async (ids) => ids.length,
      copyAsCurl: nothing,
    } satisfies Partial<Answers>
  }

  #actionCounts(ids: readonly DownloadId[]): ActionCounts {
    const counts = { pause: 0, resume: 0, cancel: 0, retry: 0, remove: 0, changeLink: 0, verify: 0 }
    for (const { id, state } of this.#views) {
      if (ids.includes(id)) for (const action of actionsOf(state)) counts[action] += 1
    }
    return counts
  }

  #otherAnswers() {
    return {
      snapshot: async () => ({
        settings: this.settings,
        version: '0.0.0',
        platform: 'linux',
        systemLanguages: ['en'],
        accent: null,
      }),
      updateSettings: async (patch) => {
        this.settings = { ...this.settings, ...patchOf(patch, this.settings) }
        return this.settings
      },
      addDownloads: async ({ urls }) => urls.map((_, index) => index + 1),
      addDrafts: async ({ drafts }) => drafts.map((_, index) => index + 1),
      preflight: async () => null,
      cancelPreflights: nothing,
      freeSpace: async () => 100_000_000_000,
      networkBack: nothing,
      chooseFolder: async () => null,
      openFolder: nothing,
      readClipboard: async () => '',
      watchDetails: async () => null,
      timeline: async () => [],
      saveTimeline: nothing,
      changeDownload: nothing,
      summarise: async (ids) => ({
        count: ids.length,
        states: {},
        doneBytes: 0,
        lengthBytes: 0,
        unknownLengths: 0,
        speedBytesPerSec: 0,
        connections: 0,
        hosts: [],
        folders: [],
      }),
      openLink: nothing,
      copyText: nothing,
      pause: nothing,
      resume: nothing,
      retry: nothing,
      changeLink: nothing,
      verify: nothing,
      pauseAll: nothing,
      resumeAll: nothing,
      open: nothing,
      showInFolder: nothing,
    } satisfies Partial<Answers>
  }
}

async function nothing(): Promise<void> {}

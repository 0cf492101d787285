import type { PreflightReport, ThereDownload } from '../../../shared/adding/preflight'
import { type Category, categoryOf, folderOf } from '../../../shared/categories'
import { allows } from '../../../shared/download'
import { nameFromUrl } from '../../../shared/name-from-url'
import type { FoundLink } from '../../link-input/read-line'
import type { WhenThere } from './add-options'

/** What becomes of a link that is there already. */
export type Choice = WhenThere | 'show' | 'relink'

/** What a person changed of one link. */
export interface ItemEdit {
  readonly removed?: true
  readonly name?: string
  readonly choice?: Choice
}

/** A link that is about to be added. */
export interface AddItem {
  readonly found: FoundLink
  readonly url: string
  readonly host: string
  /** As the file will be called, as far as that is known. */
  readonly name: string
  /** What was asked for; null leaves it to the server. */
  readonly wishedName: string | null
  readonly dir: string
  readonly report: PreflightReport | null
  readonly lengthBytes: number | null
  readonly choice: Choice
  /** More than one only where there is something already. */
  readonly choices: readonly Choice[]
  /** The download that it is the same as. */
  readonly old: ThereDownload | null
}

export interface ItemContext {
  readonly edits: ReadonlyMap<string, ItemEdit>
  readonly reports: ReadonlyMap<string, PreflightReport>
  /** As typed; null leaves it to the categories. */
  readonly typedDir: string | null
  readonly folder: string
  readonly categories: readonly Category[]
  readonly whenThere: WhenThere
}

interface Made {
  readonly edit: ItemEdit | undefined
  readonly report: PreflightReport | undefined
  readonly item: AddItem
}

/**
 * Makes the items of a dialog: the links of its field as they will be added, without those that were
 * taken out. What has not changed is the same object again: there may be very many, and a report on
 * one says nothing of the others.
 */
export function itemMaker(): (links: readonly FoundLink[], context: ItemContext) => AddItem[] {
  let made = new WeakMap<FoundLink, Made>()
  let common: readonly unknown[] = []
  return (links, context) => {
    const now = [context.typedDir, context.folder, context.categories, context.whenThere]
    if (now.some((value, index) => value !== common[index])) made = new WeakMap()
    common = now
    return links.flatMap((found) => {
      const edit = context.edits.get(found.url)
      const report = context.reports.get(found.url)
      if (edit?.removed === true) return []
      const before = made.get(found)
      if (before !== undefined && before.edit === edit && before.report === report) {
        return [before.item]
      }
      const item = itemOf(found, edit, context)
      made.set(found, { edit, report, item })
      return [item]
    })
  }
}

function itemOf(found: FoundLink, edit: ItemEdit | undefined, context: ItemContext): AddItem {
  const { url } = found
  const report = context.reports.get(url) ?? null
  const wishedName = edit?.name ?? found.wishedName
  const name = wishedName ?? report?.name ?? nameFromUrl(url)
  const { host } = new URL(url)
  const choices = report === null ? [] : choicesFor(report)
  const choice = edit?.choice ?? context.whenThere
  return {
    ...{ found, url, host, name, wishedName, report, choices },
    dir: context.typedDir ?? dirOf(name, host, context),
    lengthBytes: report?.lengthBytes ?? null,
    choice: choices.length === 0 || choices.includes(choice) ? choice : context.whenThere,
    old: report?.there[0] ?? null,
  }
}

function dirOf(name: string, host: string, { categories, folder }: ItemContext): string {
  return folderOf(categoryOf({ name, host }, categories), categories) ?? folder
}

function choicesFor({ there, fileThere, isPartThere }: PreflightReport): Choice[] {
  const [old] = there
  if (old === undefined && fileThere === null && !isPartThere) return []
  return [
    'rename',
    // What is still being fetched cannot be replaced.
    ...(fileThere === null ? [] : (['overwrite'] as const)),
    'skip',
    ...(old === undefined ? [] : (['show'] as const)),
    ...(old !== undefined && allows(old.state, 'changeLink') ? (['relink'] as const) : []),
  ]
}

export interface Room {
  /** Of those whose length is known. */
  readonly neededBytes: number
  /** How many have a length that is not known. */
  readonly unknown: number
}

/** What the items will take in a folder. */
export function roomFor(items: readonly AddItem[], dir: string): Room {
  let [neededBytes, unknown] = [0, 0]
  for (const item of items) {
    if (item.dir !== dir || !isAdded(item)) continue
    if (item.lengthBytes === null) unknown += 1
    else neededBytes += item.lengthBytes
  }
  return { neededBytes, unknown }
}

/** Whether a download is made of it. */
export function isAdded({ choices, choice }: AddItem): boolean {
  return choices.length === 0 || choice === 'rename' || choice === 'overwrite'
}

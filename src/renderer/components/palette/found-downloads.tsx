import { Command } from 'cmdk'
import { useEffect, useState } from 'react'
import type { DownloadView } from '../../../shared/download'
import { t } from '../../lib/i18n/i18n'
import { messageOf } from '../../lib/run-command'
import { closeDialog } from '../../stores/dialogs'
import { search, showEverything } from '../../stores/list-view'
import { selectRow } from '../../stores/selection'
import { hasWords } from './has-words'

const MOST = 6

interface FoundDownloadsProps {
  words: string
  groupLook: string
  itemLook: string
}

/** Downloads whose name has the words in it. */
export function FoundDownloads({ words, groupLook, itemLook }: FoundDownloadsProps) {
  const found = useFound(words.trim())
  if (found.length === 0) return null
  const show = (view: DownloadView): void => {
    closeDialog()
    showEverything()
    search(`name:"${view.name}"`)
    selectRow(view.id)
  }
  return (
    <Command.Group heading={t('palette.groups.downloads')} className={groupLook}>
      {found.map((view) => (
        <Command.Item
          key={view.id}
          value={`download ${view.id}`}
          keywords={[words, view.name]}
          onSelect={() => show(view)}
          className={itemLook}
        >
          <bdi className="min-w-0 flex-1 truncate">{view.name}</bdi>
          <span className="text-xs text-muted">{t(`states.${view.state}`)}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}

/** What was found for other words stays until the answer is there, as far as it has these words. */
function useFound(text: string): readonly DownloadView[] {
  const words = text.split(/\s+/u).filter(Boolean)
  const [found, setFound] = useState<readonly DownloadView[]>([])
  useEffect(() => {
    let isWanted = true
    const find = async (): Promise<void> => {
      const terms = text.split(/\s+/u).map((word) => ({ text: word, fields: ['name' as const] }))
      const rows =
        text === ''
          ? []
          : (await window.rill.readList({ query: { filter: { terms } }, first: 0, count: MOST }))
              .rows
      if (isWanted) setFound(rows)
    }
    find().catch((error: unknown) => console.error(messageOf(error)))
    return () => {
      isWanted = false
    }
  }, [text])
  return words.length === 0 ? [] : found.filter(({ name }) => hasWords(name, words))
}

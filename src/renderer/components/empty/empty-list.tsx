import { ClipboardPaste, Folder } from 'lucide-react'
import { Trans } from 'react-i18next'
import { shortcutOf } from '../../../shared/shortcuts'
import type { Action, ActionId } from '../../actions/action'
import { ACTIONS } from '../../actions/actions'
import { useKeysFor } from '../../actions/shortcuts'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { useApp } from '../../stores/app'
import { openAddDialog } from '../../stores/dialogs'
import { Button } from '../ui/button'
import { Keys } from '../ui/keys'
import { Logo } from '../ui/logo'
import { Welcome } from './welcome'

const TIPS = ['palette', 'search', 'shortcuts', 'settings'] as const satisfies readonly ActionId[]

/** Before the first download: how to begin, and what else there is. */
export function EmptyList() {
  const isKnown = useApp((state) => state.settings?.ui.firstRunDone ?? true)
  return (
    <div className="grid min-h-0 flex-1 overflow-y-auto p-6 max-[719px]:p-3">
      <div className="m-auto w-full max-w-2xl">
        <DropZone />
        {isKnown ? (
          <div className="mt-5 grid grid-cols-2 gap-5 max-[719px]:grid-cols-1">
            <Tips />
            <RecentFolders />
          </div>
        ) : (
          <Welcome />
        )}
      </div>
    </div>
  )
}

/** Drops are taken anywhere; this is where a person would try first. */
function DropZone() {
  const paste = async (): Promise<void> => openAddDialog(await window.rill.readClipboard())
  return (
    <div className="rounded-2xl border-2 border-dashed border-field px-6 py-9 text-center max-[719px]:py-5">
      <div className="mx-auto grid size-14 place-items-center rounded-2xl bg-accent-soft text-accent">
        <Logo className="size-8" />
      </div>
      <h2 className="mt-4 text-lg font-semibold tracking-tight">{t('empty.drop')}</h2>
      <p className="mt-1 leading-6 text-muted">
        <Trans
          t={t}
          i18nKey="empty.howTo"
          components={{ paste: <Keys keys="$mod+v" />, type: <AddKeys /> }}
        />
      </p>
      <Button className="mt-4" onClick={() => runCommand(paste())}>
        <ClipboardPaste aria-hidden className="size-4" />
        {t('empty.paste')}
      </Button>
    </div>
  )
}

function AddKeys() {
  const own = useApp((state) => state.settings?.ui.shortcuts)
  return <Keys keys={shortcutOf('add', own ?? {})} />
}

function Tips() {
  return (
    <section aria-label={t('empty.tips')}>
      <h3 className="px-2 text-xs font-semibold text-muted">{t('empty.tips')}</h3>
      <ul className="mt-1.5">
        {ACTIONS.filter(({ id }) => TIPS.some((tip) => tip === id)).map((action) => (
          <Tip key={action.id} action={action} />
        ))}
      </ul>
    </section>
  )
}

function Tip({ action }: { action: Action }) {
  const keys = useKeysFor(action)
  const tip = TIPS.find((id) => id === action.id)
  if (tip === undefined) return null
  return (
    <li>
      <button
        type="button"
        onClick={action.run}
        className="flex min-h-8 w-full items-center gap-3 rounded-lg px-2 py-1 text-start hover:bg-hover"
      >
        <span className="min-w-0 flex-1">{t(`empty.tip.${tip}`)}</span>
        <Keys keys={keys} />
      </button>
    </li>
  )
}

function RecentFolders() {
  const settings = useApp((state) => state.settings)
  if (settings === null) return null
  const folders = [...new Set([settings.folder, ...settings.ui.addDefaults.recentFolders])]
  return (
    <section aria-label={t('empty.recent')}>
      <h3 className="px-2 text-xs font-semibold text-muted">{t('empty.recent')}</h3>
      <ul className="mt-1.5">
        {folders.slice(0, 4).map((folder) => (
          <li key={folder}>
            <button
              type="button"
              aria-label={t('empty.open', { folder })}
              title={t('empty.open', { folder })}
              onClick={() => runCommand(window.rill.openFolder(folder))}
              className="flex min-h-8 w-full items-center gap-2.5 rounded-lg px-2 py-1 text-start hover:bg-hover"
            >
              <Folder aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.9} />
              <bdi dir="ltr" className="min-w-0 truncate">
                {folder}
              </bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

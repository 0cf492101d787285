import { RotateCcw, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { fold } from '../../../shared/fold'
import type { Action } from '../../actions/action'
import { ACTIONS } from '../../actions/actions'
import { keysOf } from '../../actions/keys'
import { assigned, holderOf, keysFor, released } from '../../actions/shortcuts'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { useApp } from '../../stores/app'
import { updateUi } from '../../stores/update-settings'
import { FIELD_CLASS } from '../ui/fields'
import { IconButton } from '../ui/icon-button'
import { Keys } from '../ui/keys'

/** The keys of the list, which are those of every list. */
const LIST_KEYS = [
  ['move', 'ArrowUp+ArrowDown'],
  ['toggle', 'Space'],
  ['open', 'Enter'],
  ['discard', 'Delete'],
  ['selectAll', '$mod+a'],
  ['menu', 'Shift+F10'],
] as const

/** All actions with their keys, each of which can be chosen anew. */
export function ShortcutList() {
  const [words, setWords] = useState('')
  const shown = ACTIONS.filter(({ id }) =>
    fold(t(`palette.actions.${id}`)).includes(fold(words.trim())),
  )
  return (
    <div className="flex flex-col gap-2">
      <input
        type="search"
        aria-label={t('shortcuts.search')}
        placeholder={t('shortcuts.search')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        className={cn(FIELD_CLASS, 'h-8 w-60 max-w-full')}
      />
      <ul className="divide-y divide-line rounded-xl border border-line">
        {shown.map((action) => (
          <Line key={action.id} action={action} />
        ))}
      </ul>
      <h3 className="mt-2 text-xs font-semibold text-muted">{t('shortcuts.inList')}</h3>
      <ul className="divide-y divide-line rounded-xl border border-line">
        {LIST_KEYS.map(([id, keys]) => (
          <li key={id} className="flex h-9 items-center justify-between gap-3 px-3">
            {t(`shortcuts.listKeys.${id}`)}
            <Keys keys={keys} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Line({ action }: { action: Action }) {
  const own = useApp((state) => state.settings?.ui.shortcuts) ?? {}
  const isMac = useApp((state) => state.platform === 'darwin')
  const [isListening, setListening] = useState(false)
  const [wished, setWished] = useState<string | null>(null)
  const name = t(`palette.actions.${action.id}`)
  const keys = keysFor(action, own)
  const holder = wished === null ? null : holderOf(wished, action.id, own)

  const stop = (): void => {
    setListening(false)
    setWished(null)
  }
  const give = (next: string): void => {
    updateUi({ shortcuts: { ...assigned(next, action.id, own) } })
    stop()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isListening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const pressed = keysOf(event.nativeEvent, isMac)
    if (event.key === 'Escape') stop()
    else if (pressed === null) return
    else if (holderOf(pressed, action.id, own) === null || pressed === wished) give(pressed)
    else setWished(pressed)
  }

  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 px-3 py-1">
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {own[action.id] !== undefined && (
        <IconButton
          icon={RotateCcw}
          label={t('shortcuts.reset', { action: name })}
          className="size-7"
          onClick={() => updateUi({ shortcuts: { ...released(action.id, own) } })}
        />
      )}
      {keys !== '' && (
        <IconButton
          icon={X}
          label={t('shortcuts.remove', { action: name })}
          className="size-7"
          onClick={() => give('')}
        />
      )}
      <button
        type="button"
        aria-label={t('shortcuts.change', { action: name })}
        aria-pressed={isListening}
        onClick={() => setListening(true)}
        onKeyDown={onKeyDown}
        onBlur={stop}
        className={cn(
          'flex h-7 min-w-34 items-center justify-center rounded-lg border px-2 text-xs',
          isListening ? 'border-accent bg-accent-soft' : 'border-transparent hover:border-field',
        )}
      >
        <Shown keys={wished ?? keys} isListening={isListening && wished === null} />
      </button>
      {wished !== null && holder !== null && (
        <p role="alert" className="w-full pb-1 text-end text-xs text-warn">
          {t('shortcuts.conflict', { action: t(`palette.actions.${holder}`), to: name })}
        </p>
      )}
    </li>
  )
}

function Shown({ keys, isListening }: { keys: string; isListening: boolean }) {
  if (isListening) return <>{t('shortcuts.press')}</>
  if (keys === '') return <span className="text-muted">{t('shortcuts.none')}</span>
  return <Keys keys={keys} />
}

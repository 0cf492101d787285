import { CircleAlert, Info } from 'lucide-react'
import { describeError } from '../../../shared/describe-error'
import type { ErrorInfo } from '../../../shared/errors'
import type { AddItem, Choice } from '../../lib/adding/add-items'
import { t } from '../../lib/i18n/i18n'
import { editItem, updateAddForm } from '../../stores/add-form'
import { ChoiceSelect } from './choice-select'

/** What is in the way of a link: it gives no file, or there is something already. */
export function ItemNotice({ item }: { item: AddItem }) {
  const error = item.report?.error ?? null
  return (
    <>
      {error !== null && <Failure name={item.name} error={error} />}
      {item.choices.length > 0 && <There item={item} />}
    </>
  )
}

function There({ item }: { item: AddItem }) {
  return (
    <div className="flex items-center gap-2 ps-8 pb-1 text-xs text-warn">
      <Info aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 flex-1 truncate">{whatIsThere(item)}</span>
      <ChoiceSelect
        label={t('add.whatToDo', { name: item.name })}
        value={item.choice}
        onChange={(choice) => editItem(item.url, { choice: choice as Choice })}
        options={item.choices.map((value) => [value, t(`add.choices.${value}`)])}
        className="h-6 text-ink"
      />
    </div>
  )
}

function Failure({ name, error }: { name: string; error: ErrorInfo }) {
  const { happened, remedy } = describeError(error, t)
  const wantsLogin = error.code === 'unauthorized'
  const logIn = (): void => {
    updateAddForm({ showsOptions: true })
    requestAnimationFrame(() => document.getElementById('add-user')?.focus())
  }
  return (
    <div className="flex items-center gap-2 ps-8 pb-1 text-xs text-bad" title={remedy}>
      <CircleAlert aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 flex-1 truncate">{happened}</span>
      {wantsLogin && (
        <button
          type="button"
          aria-label={t('add.logInFor', { name })}
          className="shrink-0 rounded px-1.5 font-medium text-accent hover:bg-hover"
          onClick={logIn}
        >
          {t('add.logIn')}
        </button>
      )}
    </div>
  )
}

function whatIsThere({ report, old }: AddItem): string {
  if (old !== null) {
    const state = t(`states.${old.state}`)
    return old.why === 'link'
      ? t('add.there.link', { name: old.name, state })
      : t('add.there.download', { name: old.name, state })
  }
  return t(report?.fileThere === null ? 'add.there.part' : 'add.there.file')
}

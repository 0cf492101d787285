import { ChevronRight } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import type { OptionFields, WhenThere } from '../../lib/adding/add-options'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { editField, updateAddForm, useAddForm } from '../../stores/add-form'
import { FIELD_CLASS } from '../ui/fields'
import { ChoiceSelect } from './choice-select'

interface MoreOptionsProps {
  wrong: readonly (keyof OptionFields)[]
  linkCount: number
}

/** The rest of what can be said of downloads; out of the way until somebody wants it. */
export function MoreOptions({ wrong, linkCount }: MoreOptionsProps) {
  const open = useAddForm((state) => state.showsOptions)
  return (
    <Collapsible.Root open={open} onOpenChange={(showsOptions) => updateAddForm({ showsOptions })}>
      <Collapsible.Trigger className="-ms-1 flex items-center gap-1 rounded-md px-1 font-medium text-muted hover:text-ink">
        <ChevronRight
          aria-hidden
          className={cn('size-4 transition-transform rtl:-scale-x-100', open && 'rotate-90')}
        />
        {t('add.moreOptions')}
      </Collapsible.Trigger>
      <Collapsible.Content className="mt-2.5">
        <Fields wrong={wrong} linkCount={linkCount} />
      </Collapsible.Content>
    </Collapsible.Root>
  )
}

function Fields({ wrong, linkCount }: MoreOptionsProps) {
  const whenThere = useAddForm((state) => state.whenThere)
  const place = useAddForm((state) => state.place)
  const looks = useAddForm((state) => state.looks)
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-3 max-[620px]:grid-cols-1">
      <Labelled text={t('add.fields.whenThere')}>
        {(id) => (
          <ChoiceSelect
            id={id}
            label={null}
            value={whenThere}
            onChange={(value) => updateAddForm({ whenThere: value as WhenThere })}
            options={(['rename', 'overwrite', 'skip'] as const).map((value) => [
              value,
              t(`add.choices.${value}`),
            ])}
          />
        )}
      </Labelled>
      <Labelled text={t('add.fields.place')}>
        {(id) => (
          <ChoiceSelect
            id={id}
            label={null}
            value={place}
            onChange={(value) => updateAddForm({ place: value === 'first' ? 'first' : 'last' })}
            options={[
              ['last', t('add.places.last')],
              ['first', t('add.places.first')],
            ]}
          />
        )}
      </Labelled>
      <Field name="user" id="add-user" isWrong={false} />
      <Field name="password" type="password" isWrong={false} />
      <Field name="referer" isWrong={wrong.includes('referer')} placeholder="https://" />
      <Field name="cookie" isWrong={wrong.includes('cookie')} placeholder="name=value; …" />
      <Field name="limit" isWrong={wrong.includes('limit')} placeholder="2 MB/s" />
      <Field name="connections" isWrong={wrong.includes('connections')} placeholder="8" />
      <Field name="userAgent" isWrong={wrong.includes('userAgent')} />
      <Field name="proxy" isWrong={wrong.includes('proxy')} placeholder="socks5://localhost:1080" />
      <Field
        name="checksum"
        isWrong={wrong.includes('checksum')}
        placeholder="sha256:…"
        hint={linkCount > 1 ? t('add.checksumOfOne') : null}
        className="col-span-full"
      />
      <Headers isWrong={wrong.includes('headers')} />
      <label className="col-span-full flex w-fit items-center gap-2">
        <input
          type="checkbox"
          className="size-3.5 accent-accent"
          checked={looks}
          aria-describedby="add-looks-note"
          onChange={(event) => updateAddForm({ looks: event.target.checked })}
        />
        {t('add.looks')}
        <span id="add-looks-note" className="text-xs text-muted">
          {t('add.looksNote')}
        </span>
      </label>
    </div>
  )
}

interface FieldProps {
  name: keyof OptionFields
  isWrong: boolean
  id?: string
  type?: 'text' | 'password'
  placeholder?: string
  hint?: string | null
  className?: string
}

function Field({ name, isWrong, type = 'text', placeholder, hint = null, ...rest }: FieldProps) {
  const value = useAddForm((state) => state.fields[name])
  const note = isWrong ? t(`add.wrong.${name}`) : hint
  return (
    <Labelled text={t(`add.fields.${name}`)} note={note} isWrong={isWrong} {...rest}>
      {(id) => (
        <input
          id={id}
          type={type}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          aria-invalid={isWrong}
          aria-describedby={note === null ? undefined : `${id}-note`}
          onChange={(event) => editField(name, event.target.value)}
          className={cn(FIELD_CLASS, 'h-8 w-full')}
        />
      )}
    </Labelled>
  )
}

function Headers({ isWrong }: { isWrong: boolean }) {
  const value = useAddForm((state) => state.fields.headers)
  return (
    <Labelled
      text={t('add.fields.headers')}
      note={isWrong ? t('add.wrong.headers') : null}
      isWrong={isWrong}
      className="col-span-full"
    >
      {(id) => (
        <textarea
          id={id}
          rows={2}
          dir="ltr"
          spellCheck={false}
          placeholder="X-Name: value"
          value={value}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-note` : undefined}
          onChange={(event) => editField('headers', event.target.value)}
          className={cn(FIELD_CLASS, 'w-full resize-none py-1.5 leading-5')}
        />
      )}
    </Labelled>
  )
}

interface LabelledProps {
  text: string
  note?: string | null
  isWrong?: boolean
  id?: string
  className?: string
  children: (id: string) => ReactNode
}

function Labelled({ text, note = null, isWrong = false, id, className, children }: LabelledProps) {
  const made = useId()
  const own = id ?? made
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={own} className="text-xs text-muted">
        {text}
      </label>
      {children(own)}
      {note !== null && (
        <p id={`${own}-note`} className={cn('text-xs', isWrong ? 'text-bad' : 'text-muted')}>
          {note}
        </p>
      )}
    </div>
  )
}

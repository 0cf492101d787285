import { type ReactNode, useId } from 'react'
import { parseChecksum } from '../../../shared/checksum'
import type { DetailsReport } from '../../../shared/details'
import type { DownloadChange } from '../../../shared/download-change'
import { CONFLICT_POLICIES } from '../../../shared/download-options'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import {
  parseConnections,
  parseHeaders,
  parseHeaderValue,
  parseProxy,
  parseSpeed,
  showHeaders,
  showSpeed,
} from '../../lib/text/option-texts'
import { useApp } from '../../stores/app'
import { Button } from '../ui/button'
import { FIELD_CLASS, FieldLabel } from '../ui/fields'
import { OptionField } from './option-field'

/** What can be changed of a download, while it runs too. */
export function OptionsTab({ view, details }: DetailsReport) {
  const { options } = details
  const usual = useApp((state) => state.settings?.connectionsPerDownload ?? 8)
  const isBusy = view.state === 'verifying'
  const isFinished = view.finishedAtMs !== null
  const change = (patch: DownloadChange): Promise<void> =>
    window.rill.changeDownload(view.id, patch)
  /** Who was asked for a login goes on as soon as there is one. */
  const logIn = async (login: NonNullable<DownloadChange['login']>): Promise<void> => {
    await change({ login })
    if (view.error?.code === 'unauthorized') await window.rill.retry([view.id])
  }
  const given = details.checksums.find(({ source }) => source === 'person')
  const chooseFolder = async (): Promise<void> => {
    const dir = await window.rill.chooseFolder(view.dir)
    if (dir !== null) await change({ dir })
  }

  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(17rem,1fr))] gap-x-8 gap-y-4 px-4 py-3">
      {!isFinished && (
        <Group title={t('details.options.speed')}>
          <OptionField
            label={t('details.options.limit')}
            hint={t('details.options.limitHint')}
            placeholder={t('details.options.noLimit')}
            value={showSpeed(options.limitBytesPerSec)}
            apply={(text) => {
              const limitBytesPerSec = parseSpeed(text)
              return limitBytesPerSec === undefined ? 'invalid' : change({ limitBytesPerSec })
            }}
          />
          <OptionField
            label={t('details.options.connections')}
            name="connections"
            hint={t('details.options.connectionsHint')}
            placeholder={t('details.options.usual', { usual })}
            value={options.connections === null ? '' : String(options.connections)}
            apply={(text) => {
              const connections = parseConnections(text)
              return connections === undefined ? 'invalid' : change({ connections })
            }}
          />
        </Group>
      )}
      <Group title={t('details.options.file')}>
        <OptionField
          label={t('details.options.name')}
          name="name"
          value={view.name}
          disabled={isBusy}
          apply={(name) => (name.trim() === '' ? 'invalid' : change({ name: name.trim() }))}
        />
        <OptionField
          label={t('details.options.folder')}
          name="folder"
          hint={isFinished ? t('details.options.folderMoves') : t('details.options.folderTakes')}
          value={view.dir}
          disabled={isBusy}
          apply={(dir) => (dir.trim() === '' ? 'invalid' : change({ dir: dir.trim() }))}
        >
          <Button className="h-7" disabled={isBusy} onClick={() => runCommand(chooseFolder())}>
            {t('fields.chooseFolder')}
          </Button>
        </OptionField>
        <OptionField
          label={t('details.options.checksum')}
          name="checksum"
          hint={t('details.options.checksumHint')}
          invalid={t('details.options.noChecksum')}
          value={given === undefined ? '' : `${given.algorithm}=${given.hex}`}
          disabled={isBusy}
          apply={(text) => {
            if (text.trim() === '') return change({ checksums: [] })
            const checksum = parseChecksum(text)
            return checksum === null ? 'invalid' : change({ checksums: [checksum] })
          }}
        />
        {!isFinished && (
          <ConflictField
            value={options.onConflict}
            onChange={(onConflict) => runCommand(change({ onConflict }))}
          />
        )}
      </Group>
      {!isFinished && <RequestOptions options={options} change={change} logIn={logIn} />}
    </div>
  )
}

interface RequestOptionsProps {
  options: DetailsReport['details']['options']
  change: (patch: DownloadChange) => Promise<void>
  logIn: (login: NonNullable<DownloadChange['login']>) => Promise<void>
}

/** What is sent with each request, from the next one on. */
function RequestOptions({ options, change, logIn }: RequestOptionsProps) {
  const field = (name: 'userAgent' | 'referer' | 'cookie', placeholder: string) => (
    <OptionField
      label={t(`details.options.${name}`)}
      placeholder={placeholder}
      value={options[name] ?? ''}
      apply={(text) => {
        const value = parseHeaderValue(text)
        return value === undefined ? 'invalid' : change({ [name]: value })
      }}
    />
  )
  return (
    <>
      <Group title={t('details.options.login')}>
        <OptionField
          label={t('details.options.user')}
          name="user"
          value={options.user ?? ''}
          apply={(user) => change({ login: user === '' ? null : { user, password: null } })}
        />
        <OptionField
          label={t('details.options.password')}
          hint={t('details.options.passwordHint')}
          type="password"
          value=""
          placeholder={options.user === null ? '' : t('details.options.passwordKept')}
          disabled={options.user === null}
          apply={(password) => logIn({ user: options.user ?? '', password })}
        />
        {field('cookie', 'name=value; …')}
        <OptionField
          label={t('details.options.proxy')}
          hint={t('details.options.proxyHint')}
          placeholder={t('details.options.proxyUsual')}
          value={options.proxy ?? ''}
          apply={(text) => {
            const proxy = parseProxy(text)
            return proxy === undefined ? 'invalid' : change({ proxy })
          }}
        />
      </Group>
      <Group title={t('details.options.request')}>
        {field('referer', 'https://…')}
        {field('userAgent', t('details.options.ownUserAgent'))}
        <OptionField
          label={t('details.options.headers')}
          hint={t('details.options.headersHint')}
          lines={3}
          value={showHeaders(options.headers)}
          apply={(text) => {
            const headers = parseHeaders(text)
            return headers === undefined ? 'invalid' : change({ headers })
          }}
        />
      </Group>
    </>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1.5 text-xs font-semibold text-muted">{title}</legend>
      {children}
    </fieldset>
  )
}

type ConflictPolicy = (typeof CONFLICT_POLICIES)[number]

function ConflictField({
  value,
  onChange,
}: {
  value: ConflictPolicy
  onChange: (policy: ConflictPolicy) => void
}) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <FieldLabel htmlFor={id} className="text-xs">
        {t('details.options.onConflict')}
      </FieldLabel>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const policy = CONFLICT_POLICIES.find((one) => one === event.target.value)
          if (policy !== undefined) onChange(policy)
        }}
        className={cn(FIELD_CLASS, 'h-7')}
      >
        {CONFLICT_POLICIES.map((one) => (
          <option key={one} value={one}>
            {t(`details.options.conflict.${one}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

import { useState } from 'react'
import { cn } from '../../lib/class-names'
import { useDraft } from '../../lib/hooks/use-draft'
import { t } from '../../lib/i18n/i18n'
import { FIELD_CLASS } from '../ui/fields'
import { Choice } from './controls'
import type { ControlProps } from './setting'

const KINDS = ['system', 'none', 'own'] as const

/** As the system says, none, or a link to one. */
export function ProxyControl({ id, describedBy, settings, change }: ControlProps) {
  const { proxy } = settings
  const isOwn = proxy !== 'system' && proxy !== 'none'
  const [wantsOwn, setWantsOwn] = useState(isOwn)
  const { text, type, flush } = useDraft(isOwn ? proxy : '', (typed) => {
    if (isProxy(typed) && typed.trim() !== proxy) change({ proxy: typed.trim() })
  })
  const choose = (kind: string): void => {
    setWantsOwn(kind === 'own')
    if (kind !== 'own') change({ proxy: kind })
  }
  return (
    <span className="flex flex-col items-end gap-2">
      <Choice
        id={id}
        describedBy={describedBy}
        value={wantsOwn ? 'own' : proxy}
        options={KINDS.map((kind) => [kind, t(`settings.proxies.${kind}`)])}
        onChoose={choose}
      />
      {wantsOwn && (
        <input
          type="text"
          aria-label={t('settings.proxyAddress')}
          placeholder={t('settings.proxyHint')}
          spellCheck={false}
          value={text}
          aria-invalid={text !== '' && !isProxy(text)}
          onChange={(event) => type(event.target.value)}
          onBlur={flush}
          className={cn(FIELD_CLASS, 'h-8 w-80 max-w-full')}
        />
      )}
    </span>
  )
}

function isProxy(text: string): boolean {
  return /^(https?|socks5h?):\/\/\S+$/iu.test(text.trim())
}

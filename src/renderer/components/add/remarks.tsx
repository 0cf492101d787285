import { t } from '../../lib/i18n/i18n'
import type { Remark } from '../../link-input/recognise'

const SHOWN = 3

/** Lines that are left out, and what of a command is. */
export function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  const others = remarks.filter(({ reason }) => reason === 'no-link')
  const special = remarks.filter(({ reason }) => reason !== 'no-link')
  return (
    <>
      <div role="status" className="contents">
        {special.length > 0 && (
          <ul className="text-xs text-warn">
            {special.slice(0, SHOWN).map(({ line, reason }) => (
              <li key={`${line} ${reason}`}>
                {t('add.remark', { line, text: t(`add.remarks.${reason}`) })}
              </li>
            ))}
            <More count={special.length - SHOWN} />
          </ul>
        )}
      </div>
      {others.length > 0 && (
        <div className="text-xs text-warn">
          <p>{t('add.notLinks', { count: others.length })}</p>
          <ul className="mt-0.5">
            {others.slice(0, SHOWN).map(({ line, text }) => (
              <li key={line} className="flex gap-2">
                <span className="shrink-0">{t('add.line', { line })}</span>
                <span className="truncate text-muted">{text}</span>
              </li>
            ))}
            <More count={others.length - SHOWN} />
          </ul>
        </div>
      )}
    </>
  )
}

function More({ count }: { count: number }) {
  return count > 0 ? <li className="text-muted">{t('add.more', { count })}</li> : null
}

import { labelsOf } from '../../actions/keys'
import { useApp } from '../../stores/app'

/** Keys as they are labelled on this computer: `Ctrl` `N`. */
export function Keys({ keys }: { keys: string }) {
  const isMac = useApp((state) => state.platform === 'darwin')
  return (
    <span className="inline-flex shrink-0 gap-1 align-middle" dir="ltr">
      {labelsOf(keys, isMac).map((label) => (
        <kbd
          key={label}
          className="rounded border border-field bg-raised px-1.5 font-sans text-[11px] leading-[18px] text-ink"
        >
          {label}
        </kbd>
      ))}
    </span>
  )
}

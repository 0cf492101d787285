import { useApp } from '../../stores/app'

/** A shortcut as this computer's keyboard is labelled: `Ctrl` `N`, on a Mac `⌘` `N`. */
export function KeyHint({ keys }: { keys: string }) {
  const mac = useApp((state) => state.platform === 'darwin')
  return (
    <span className="inline-flex gap-1 align-middle">
      {keys.split('+').map((key) => (
        <kbd
          key={key}
          className="rounded border border-field bg-raised px-1.5 font-sans text-[11px] leading-[18px] text-ink"
        >
          {mac && key === 'Ctrl' ? '⌘' : key}
        </kbd>
      ))}
    </span>
  )
}

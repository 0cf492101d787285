import { Settings as SettingsIcon } from 'lucide-react'
import { t } from '../../lib/i18n/i18n'
import { openSettings } from '../../stores/dialogs'
import { Logo } from '../ui/logo'
import { Categories } from './categories'
import { Filters } from './filters'
import { Hosts } from './hosts'

/** Where in the list one is. Where there is little room, only its icons stay. */
export function Sidebar() {
  return (
    <aside className="flex w-54 shrink-0 flex-col border-e border-line bg-chrome max-[1000px]:w-44 max-[719px]:w-13">
      <div className="flex h-14 shrink-0 items-center gap-2 px-4.5 text-[15px] font-semibold tracking-tight max-[719px]:justify-center max-[719px]:px-0 max-[719px]:[@media(max-height:400px)]:h-11">
        <Logo className="size-[22px] shrink-0 text-accent" />
        <span className="max-[719px]:sr-only">Rill</span>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2.5 pt-0.5 pb-2 max-[719px]:px-1.5">
        <Filters />
        <Categories />
        <Hosts />
      </div>
      <div className="shrink-0 px-2.5 py-2 max-[719px]:px-1.5">
        <button
          type="button"
          title={t('sidebar.settings')}
          onClick={() => openSettings()}
          className="flex h-8 w-full items-center gap-2.5 rounded-lg px-2 text-muted transition-colors hover:bg-ink/6 hover:text-ink max-[719px]:justify-center"
        >
          <SettingsIcon aria-hidden className="size-4 shrink-0" strokeWidth={1.9} />
          <span className="max-[719px]:sr-only">{t('sidebar.settings')}</span>
        </button>
      </div>
    </aside>
  )
}

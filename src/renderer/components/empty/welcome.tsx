import { useId } from 'react'
import { LANGUAGES } from '../../../shared/i18n/languages'
import { THEMES } from '../../../shared/ui-preferences'
import { t } from '../../lib/i18n/i18n'
import { languageName, systemLanguageName } from '../../lib/text/language-name'
import { useApp } from '../../stores/app'
import { updateSettings, updateUi } from '../../stores/update-settings'
import { FolderInput } from '../settings/controls'
import { Button } from '../ui/button'
import { Select } from '../ui/select'
import { Switch } from '../ui/switch'

/** What a first start asks, in the place of the list; nobody has to answer before they begin. */
export function Welcome() {
  const id = useId()
  const settings = useApp((state) => state.settings)
  const systemLanguages = useApp((state) => state.systemLanguages)
  if (settings === null) return null
  const { folder, startInTray, ui } = settings
  return (
    <section
      aria-labelledby={`${id}-title`}
      className="mt-5 rounded-2xl border border-line bg-raised px-5 py-4"
    >
      <h2 id={`${id}-title`} className="text-[15px] font-semibold tracking-tight">
        {t('welcome.title')}
      </h2>
      <p id={`${id}-text`} className="text-xs text-muted">
        {t('welcome.text')}
      </p>
      <div className="mt-3 grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5 max-[719px]:grid-cols-1">
        <label htmlFor={`${id}-folder`} className="font-medium">
          {t('settings.items.folder.label')}
        </label>
        <FolderInput
          id={`${id}-folder`}
          describedBy={`${id}-text`}
          value={folder}
          onCommit={(chosen) => updateSettings({ folder: chosen })}
        />
        <label htmlFor={`${id}-language`} className="font-medium">
          {t('settings.items.language.label')}
        </label>
        <Select
          id={`${id}-language`}
          className="w-60 max-w-full"
          value={ui.language}
          options={[
            ['system', systemLanguageName(systemLanguages)],
            ...LANGUAGES.map((language) => [language, languageName(language)] as const),
          ]}
          onChoose={(chosen) => {
            const language = LANGUAGES.find((one) => one === chosen)
            updateUi({ language: language ?? 'system' })
          }}
        />
        <label htmlFor={`${id}-theme`} className="font-medium">
          {t('settings.items.theme.label')}
        </label>
        <Select
          id={`${id}-theme`}
          className="w-60 max-w-full"
          value={ui.theme}
          options={THEMES.map((theme) => [theme, t(`settings.themes.${theme}`)] as const)}
          onChoose={(chosen) => {
            const theme = THEMES.find((one) => one === chosen)
            if (theme !== undefined) updateUi({ theme })
          }}
        />
        <label htmlFor={`${id}-tray`} className="font-medium">
          {t('settings.items.startInTray.label')}
        </label>
        <Switch
          id={`${id}-tray`}
          checked={startInTray}
          onCheckedChange={(isOn) => updateSettings({ startInTray: isOn })}
        />
      </div>
      <div className="mt-4 flex justify-end">
        <Button look="primary" onClick={() => updateUi({ firstRunDone: true })}>
          {t('welcome.done')}
        </Button>
      </div>
    </section>
  )
}

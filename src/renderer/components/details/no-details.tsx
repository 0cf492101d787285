import { t } from '../../lib/i18n/i18n'
import { CloseDetails } from './close-details'

/** No row is current, or its details have not come. */
export function NoDetails() {
  return (
    <>
      <div className="flex shrink-0 justify-end px-2 pt-2">
        <CloseDetails />
      </div>
      <p className="m-auto px-6 pb-8 text-muted">{t('details.none')}</p>
    </>
  )
}

import { X } from 'lucide-react'
import { t } from '../../lib/i18n/i18n'
import { closeDetails } from '../../stores/details'
import { IconButton } from '../ui/icon-button'

export function CloseDetails() {
  return (
    <IconButton
      icon={X}
      label={t('details.close')}
      className="size-7"
      onClick={() => closeDetails()}
    />
  )
}

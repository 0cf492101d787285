import { stepZoom } from '../../shared/zoom'
import { useApp } from '../stores/app'
import { updateUi } from '../stores/update-settings'

/** Makes everything one step larger or smaller, or the size as it comes; remembered. */
export function zoomBy(step: 1 | -1 | 0): void {
  const zoom = useApp.getState().settings?.ui.zoom ?? 1
  updateUi({ zoom: step === 0 ? 1 : stepZoom(zoom, step) })
}

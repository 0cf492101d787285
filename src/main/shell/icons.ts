import { type NativeImage, nativeImage } from 'electron'
import icon48 from '../../../build/icons/48x48.png?asset'
import icon256 from '../../../build/icons/256x256.png?asset'
import tray16 from '../../../build/icons/tray-16.png?asset'
import tray24 from '../../../build/icons/tray-24.png?asset'
import tray32 from '../../../build/icons/tray-32.png?asset'
import tray48 from '../../../build/icons/tray-48.png?asset'
import template16 from '../../../build/icons/tray-template-16.png?asset'
import template32 from '../../../build/icons/tray-template-32.png?asset'

/** The icon of windows and notifications, where the system does not take the app's own. */
export function appIcon(): NativeImage {
  return nativeImage.createFromPath(icon256)
}

/** What goes along with the pointer while a file is dragged out of the window. */
export function dragIcon(): NativeImage {
  return nativeImage.createFromPath(icon48)
}

/** The tray's icon in the size, and on macOS in the single colour, that the system expects. */
export function trayIcon(): NativeImage {
  if (process.platform === 'darwin') {
    const template = sharpImage(template16, template32)
    template.setTemplateImage(true)
    return template
  }
  return process.platform === 'linux' ? sharpImage(tray24, tray48) : sharpImage(tray16, tray32)
}

function sharpImage(path: string, pathOfDouble: string): NativeImage {
  const image = nativeImage.createFromPath(path)
  const double = nativeImage.createFromPath(pathOfDouble).toDataURL()
  image.addRepresentation({ scaleFactor: 2, dataURL: double })
  return image
}

import type { DownloadOptions } from '../../../shared/download-options'
import type { Settings } from '../../../shared/settings'
import type { RequestOptions } from '../ports/http'

/** How to request a download's link: by its own proxy, else by the proxy of the settings. */
export function requestOptionsOf(
  options: DownloadOptions,
  settings: Pick<Settings, 'proxy'>,
): RequestOptions {
  return { ...options, proxy: options.proxy ?? settings.proxy }
}

import type { DownloadOptions } from '../../shared/download-options'

/** What stood with a link beyond the link itself; what did not is left out. */
export type LinkOptions = Partial<
  Pick<
    DownloadOptions,
    'headers' | 'userAgent' | 'referer' | 'cookie' | 'login' | 'proxy' | 'limitBytesPerSec'
  >
>

export const NO_LINK_OPTIONS: LinkOptions = {}

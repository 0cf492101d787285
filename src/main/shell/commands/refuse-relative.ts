import { isAbsolute } from 'node:path'
import { CommandError } from '../answer-command'
import { t } from '../i18n'

/** Throws CommandError unless the folder is an absolute path. */
export function refuseRelative(dir: string): void {
  if (!isAbsolute(dir)) throw new CommandError(t('commands.fullPath'))
}

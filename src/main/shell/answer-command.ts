import { describeError } from '../../shared/describe-error'
import { COMMAND_ARGUMENTS, type Command, type CommandReply } from '../../shared/ipc'
import { DownloadError } from '../engine/download-error'
import { describeBadArguments } from './bad-arguments'
import { t } from './i18n'

/** A command that cannot be done, with a sentence for the person as its message. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/**
 * Answers a command of the window: proves its arguments, runs it, and puts whatever goes wrong into
 * a sentence. Never rejects.
 */
export async function answerCommand(
  command: Command,
  args: unknown,
  run: (args: unknown[]) => unknown,
): Promise<CommandReply> {
  const proven = COMMAND_ARGUMENTS[command].safeParse(args)
  if (!proven.success) return { ok: false, message: describeBadArguments(proven.error, args) }
  try {
    return { ok: true, value: await run(proven.data) }
  } catch (error) {
    return { ok: false, message: explain(error, command) }
  }
}

function explain(error: unknown, command: Command): string {
  if (error instanceof CommandError) return error.message
  if (error instanceof DownloadError) {
    const { happened, remedy } = describeError(error.info, t)
    return `${happened} ${remedy}`
  }
  console.error(`The command ${command} failed:`, error)
  return t('commands.mistake')
}

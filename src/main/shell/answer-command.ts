import { describeError } from '../../shared/describe-error'
import { COMMAND_ARGUMENTS, type Command, type CommandReply } from '../../shared/ipc'
import { DownloadError } from '../engine/download-error'
import { describeBadArguments } from './bad-arguments'
import { t } from './i18n'

/** A command failed for a reason that the user can understand; the message is a sentence for them. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** Validates a command's arguments, runs it, and turns any error into a sentence. Never rejects. */
export async function answerCommand(
  command: Command,
  args: unknown,
  run: (args: unknown[]) => unknown,
): Promise<CommandReply> {
  const parsed = COMMAND_ARGUMENTS[command].safeParse(args)
  if (!parsed.success) return { ok: false, message: describeBadArguments(parsed.error, args) }
  try {
    return { ok: true, value: await run(parsed.data) }
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
